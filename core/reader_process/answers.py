"""Which answers fit a request: their kinds, their number, and the files that they name."""

import os
from pathlib import Path, PurePath

from core.reader_process.checked import InvalidMessageError
from core.reader_process.look_messages import FoundLooks, FoundSeries
from core.reader_process.messages import Finished, Message, Unlocked
from core.reader_process.request import ReadRequest
from core.reader_process.upload import ReadPicture
from core.readers.archive import is_archive
from core.readers.dicom.header_texts import ElementTexts
from core.readers.looking import Contents
from core.series.entry import Catalogue


class ExpectedAnswers:
    """Collects the answers to a request, and refuses what does not answer it."""

    def __init__(self, request: ReadRequest) -> None:
        """Begin without answers."""
        self._request, self._places = request, _Places(request)
        self.found: list[Message] = []
        self.size = 0
        is_upload = request.kind == "upload"
        least, most = (0, request.most_pictures) if is_upload else (1, 1)
        has_texts, is_list = request.kind == "elements", request.kind == "list"
        has_pictures = request.kind in ("slices", "stack", "frames", "upload")
        is_look = request.kind in ("looks", "series", "contents")
        self._allowed: dict[type[Message], tuple[int, int]] = {
            ReadPicture: (least, most) if has_pictures else (0, 0),
            ElementTexts: (0, int(has_texts)),
            FoundLooks: (1, 1) if request.kind == "looks" else (0, 0),
            FoundSeries: (1, 1) if request.kind == "series" else (0, 0),
            Contents: (1, 1) if request.kind == "contents" else (0, 0),
            Catalogue: (int(not is_list), max(1, len(request.paths))),
            Unlocked: (0, 1 if request.password is not None else 0),
            Finished: (1, 1),
        }
        if has_pictures or has_texts or is_look:
            self._allowed[Catalogue] = (0, 0)

    def add(self, message: Message) -> None:
        """Take an answer.

        Raises:
            InvalidMessageError: if it does not fit the request.
        """
        kind = type(message)
        _, most = self._allowed.get(kind, (0, 0))
        if self._count(kind) >= most:
            raise InvalidMessageError(f"expected up to {most} of {kind.__name__} for {self._request.kind}, got more")
        match message:
            case ReadPicture():
                self._places.require({image.source for image in message.slices})
                self.size += message.size
            case Catalogue():
                self._places.require({message.place, *message.sources})
                for series in message.series:
                    self._places.require({series.path, *series.files, *series.duplicates})
            case Unlocked() if message.path not in self._request.paths:
                raise InvalidMessageError("expected an archive that was asked for, got another")
            case ElementTexts() if message.texts.keys() != set(self._request.keywords):
                raise InvalidMessageError("expected the elements that were asked for, got others")
            case FoundLooks(found) | FoundSeries(found) if len(found) != len(self._request.paths):
                raise InvalidMessageError("expected an answer for each file, got another number of them")
            case Contents():
                self._require_listed(message)
            case Finished():
                self._require_all(message)
        self.found.append(message)

    def _require_listed(self, contents: Contents) -> None:
        self._places.require(set(contents.files))
        [path] = self._request.paths
        # An archive holds files within it alone; the directory of a medium names those beside it.
        if is_archive(path) and not all(_is_below(file, path) for file in contents.files):
            raise InvalidMessageError("expected files within the archive, got another path")

    def _require_all(self, end: Finished) -> None:
        if end.left_out and self._request.kind != "upload":
            raise InvalidMessageError("expected nothing left out, got some")
        for kind, (least, _) in self._allowed.items():
            if kind is not Finished and self._count(kind) < least:
                raise InvalidMessageError(f"expected {least} of {kind.__name__} for {self._request.kind}, got fewer")

    def _count(self, kind: type[Message]) -> int:
        return sum(type(one) is kind for one in self.found)


class _Places:
    """The paths that an answer may name: those of the request, what is below them, and what is beside a file."""

    def __init__(self, request: ReadRequest) -> None:
        self._is_upload = request.kind == "upload"
        self._paths = request.paths
        # Of paths that are files, once one is asked for that is not below a path itself.
        self._beside: list[Path] | None = None
        self._known = set(request.paths)

    def require(self, paths: set[Path]) -> None:
        """Check paths.

        Raises:
            InvalidMessageError: if one is elsewhere.
        """
        for path in paths - self._known:
            if not self._has(path):
                raise InvalidMessageError("expected a file of the request, got another path")

    def _has(self, path: Path) -> bool:
        if self._is_upload:
            # Within the archive.
            return not path.is_absolute() and ".." not in path.parts
        if any(_is_below(path, one) for one in self._paths):
            return True
        if self._beside is None:
            # A directory of media names files beside it, and one file of a pair the other.
            self._beside = list({one.parent for one in self._paths if not os.path.isdir(one)})  # noqa: PTH112
        return any(_is_below(path, one) for one in self._beside)


def _is_below(path: PurePath, folder: PurePath) -> bool:
    parts, above = path.parts, folder.parts
    return parts[: len(above)] == above and path.anchor == folder.anchor and ".." not in parts[len(above) :]

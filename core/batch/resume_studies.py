"""Resume a batch with studies: which files an earlier run finished, as series and studies are recorded whole."""

import hashlib
from collections import defaultdict
from collections.abc import Collection
from pathlib import Path

from core.batch.request import BatchRequest
from core.batch.requested_files import asked_files
from core.errors import FalxError, NoImagesError
from core.readers.compressed_files import open_file
from core.readers.folder import find_images
from core.readers.looking import Looking
from core.readers.source import Format
from core.records.record_outputs import RecordOutputs
from core.records.slice_choice import SliceChoice
from core.study.study_file import StudyFile
from core.study.study_record import RecordedStudy

# They hold one picture each.
_PICTURES = (Format.PNG, Format.JPEG, Format.BMP, Format.PNM, Format.JPEG_2000)


class EarlierStudies:
    """What earlier runs have recorded, as records and as studies.

    Attributes:
        pictures: how many of the files asked for were single pictures, which belong to no study.
    """

    def __init__(
        self, outputs: RecordOutputs, studies: StudyFile | None, choice: SliceChoice, looking: Looking
    ) -> None:
        """Take what earlier runs wrote.

        Args:
            outputs: the records, in their files.
            studies: the records of studies, or None where they are not asked for.
            choice: which slices of a series are reported.
            looking: reads of which series files are.
        """
        self._looking = looking
        self._outputs, self._studies, self._is_peak = outputs, studies, choice is SliceChoice.PEAK
        self._recorded: dict[Path, list[str]] | None = None
        # The series of the folder that is walked through.
        self._folder, self._series = Path(), frozenset[str]()
        self.pictures = 0

    def has_recorded(self, path: str) -> bool:
        """Return whether an earlier run recorded all of a file that is to be recorded."""
        is_recorded = (
            self._outputs.has_file(path)
            or (self._is_peak and self._has_peak(path))
            # Without files of records, those of studies are the only source.
            or (self._studies is not None and not self._outputs.has_outputs)
        )
        return is_recorded and (self._studies is None or self._has_study(path))

    def _has_peak(self, path: str) -> bool:
        """Return whether the slice that represents the series of a file is recorded."""
        if self._recorded is None:
            self._recorded = {}
            for name in self._outputs.read_files():
                self._recorded.setdefault(Path(name).parent, []).append(name)
        folder = Path(path).parent
        if folder not in self._recorded:
            return False
        if folder != self._folder:
            series = self._looking.series_of(list(map(Path, self._recorded[folder])))
            self._folder, self._series = folder, frozenset(filter(None, series))
        return self._series_of(path) in self._series

    def _has_study(self, path: str) -> bool:
        """Return whether the study of a file is recorded, or the file is a picture, which has none."""
        if self._studies is None:
            return False
        if self._studies.has(path, None):
            return True
        series = self._series_of(path)
        if series:
            return self._studies.has(str(Path(path).parent), series)
        if self._is_single(path, tuple(self._outputs.frames_of(path))):
            self.pictures += 1
            return True
        return False

    def _is_single(self, path: str, frames: Collection[int]) -> bool:
        """Return whether a recorded file without a series is known to hold a single picture."""
        return len(frames) == 1 and (not self._is_peak or self._looking.look_at([Path(path)])[0].format in _PICTURES)

    def _series_of(self, path: str) -> str | None:
        return self._looking.series_of([Path(path)])[0]


def grown_studies(studies: StudyFile, request: BatchRequest, looking: Looking) -> list[RecordedStudy]:
    """Find the series of which there are more files now than the earlier run recorded slices.

    Fewer do not matter: a part of the files may be asked for. Files that are the same, byte for byte, count once.

    Args:
        studies: as the earlier run wrote them.
        request: of the batch, which says what is asked for.
        looking: reads of which series files are.
    """
    folders: dict[str, list[RecordedStudy]] = defaultdict(list)
    for known in studies.recorded:
        if known.series:
            folders[known.path].append(known)
    return [known for folder, found in folders.items() for known in _grown(folder, found, studies, request, looking)]


def _grown(
    folder: str, known: Collection[RecordedStudy], studies: StudyFile, request: BatchRequest, looking: Looking
) -> list[RecordedStudy]:
    try:
        if sum(1 for _ in find_images(Path(folder), is_recursive=False, looking=looking)) <= sum(
            one.slices for one in known
        ):
            # These need not be opened.
            return []
        paths = list(asked_files(folder, request, looking))
    except NoImagesError:
        return []
    files: dict[str, list[str]] = defaultdict(list)
    # A file that holds a volume is a complete study.
    paths = [path for path in paths if not studies.has(path, None)]
    for path, series in zip(paths, looking.series_of(list(map(Path, paths))), strict=True):
        files[series or ""].append(path)
    return [
        one
        for one in known
        if len(files[one.series or ""]) > one.slices and len(set(map(_digest, files[one.series or ""]))) > one.slices
    ]


def _digest(path: str) -> bytes:
    try:
        with open_file(Path(path)) as file:
            return hashlib.sha256(file.read()).digest()
    except (FalxError, OSError):
        # All that cannot be read counts as one.
        return b""

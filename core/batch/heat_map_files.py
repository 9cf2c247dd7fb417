"""Heat maps of many pictures as files: a folder that mirrors where the pictures are."""

import hashlib
import logging
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Self

from core.errors import DiskFullError, FalxError, UnwritableOutputError
from core.files import make_folder
from core.image.figure import draw_explanation, read_mark, write_explanation
from core.image.slice import Slice
from core.model.classifier import Classifier
from core.model.heat_maps.known_heat_maps import GRAD_CAM, HeatMethod, default_heat_method
from core.model.known_classes import inline_name
from core.model.package import ModelPackage
from core.model.prediction import Prediction
from core.program.wording import describe_error, shown_name

_log = logging.getLogger(__name__)

_FRAME = re.compile(r"-frame \d+$")
# What earlier programs left out of the names of maps, the longest first.
_CUT_OFF = (
    *(".nii.gz", ".hdr.gz", ".img.gz", ".img", ".png", ".jpg", ".jpeg", ".jpe", ".tif", ".tiff", ".bmp", ".webp"),
    *(".dcm", ".dicom", ".ima", ".nii", ".hdr"),
)
# In bytes, with room for the suffix.
_LONGEST = 255 - len(".png")


@dataclass(frozen=True, slots=True)
class HeatFiles:
    """Where the heat maps of a batch go.

    A picture's map is named after its whole file name, `a.jpg.png`, and `a.nii-frame <N>.png` where its file holds
    several: whatever files are added, `a.jpg` and `a.png` never share a map. A map that an earlier program
    called `a.png` is renamed where it is of this very slice and model.

    Attributes:
        folder: that they are written to.
        base: the folder that it mirrors: the one that holds all that was given.
        named: the files that were given by name, which are never overwritten.
        folders: that were given, whose files are not overwritten either.
        is_kept: whether to keep maps that are there, where they are of this very slice and model.
    """

    folder: Path
    base: Path
    named: frozenset[Path]
    folders: frozenset[Path]
    is_kept: bool

    @classmethod
    def prepare(cls, folder: Path, given: Iterable[str], is_kept: bool, lost: Collection[str] = ()) -> Self:
        """Make the folder.

        Args:
            folder: to write to.
            given: the files and folders to classify.
            is_kept: whether to keep maps that are there, where they are of this very slice and model.
            lost: those of the given that were folders and are missing now.

        Raises:
            UnwritableOutputError: if it cannot be written to, or is in one of the folders to classify.
        """
        target = folder.resolve()
        bases: list[Path] = []
        named: set[Path] = set()
        folders: set[Path] = set()
        for name in given:
            path = Path(name)
            is_folder = path.is_dir() or name in lost
            if is_folder and (target == path.resolve() or path.resolve() in target.parents):
                raise UnwritableOutputError(
                    subject=str(folder),
                    expected="a folder for heat maps outside the images' folder",
                    got=f"one in {path}",
                    advice="choose another",
                )
            bases.append(_absolute(path) if is_folder else _absolute(path).parent)
            (folders if is_folder else named).add(path.resolve())
        make_folder(folder)
        try:
            base = Path(os.path.commonpath(bases))
        except ValueError as error:
            raise UnwritableOutputError(
                subject=str(folder),
                expected="images on one drive for heat maps",
                got="several",
                advice="classify each drive in its own batch",
            ) from error
        return cls(_absolute(folder), base, frozenset(named), frozenset(folders), is_kept)

    def path_of(self, picture: Path, frame: int, has_several: bool) -> Path:
        """Return the path of a slice's heat map."""
        place = _absolute(picture)
        # Distinguishes a file whose own name looks like that of a slice.
        is_numbered = has_several or _FRAME.search(place.name)
        name = place.name + (f"-frame {frame}" if is_numbered else "")
        return self._folder_of(place) / f"{_fitting(name, _twin_mark(place))}.png"

    def _folder_of(self, place: Path) -> Path:
        return self.folder / place.parent.relative_to(self.base)

    def _take_over(self, image: Slice, path: Path, mark: str) -> bool:
        """Rename the map that an earlier program made of a slice to the name that it has now."""
        place = _absolute(image.source)
        name = _stem(place.name) + (f"-frame {image.frame}" if image.frame_count > 1 else "")
        old = self._folder_of(place) / f"{name}.png"
        if read_mark(old) != mark or self._is_picture(old):
            return False
        try:
            old.replace(path)
        except OSError:
            return False
        return True

    def _is_picture(self, path: Path) -> bool:
        """Return whether a file is one of those to classify."""
        place = path.resolve()
        return place in self.named or (path.exists() and not self.folders.isdisjoint(place.parents))

    def has_map(self, picture: Path, frame: int) -> bool:
        """Return whether a slice's heat map is there, whether or not its file holds several."""
        choices = (True,) if frame else (False, True)
        return any(self.path_of(picture, frame, has_several).is_file() for has_several in choices)

    def draw(self, image: Slice, prediction: Prediction, classifier: Classifier) -> str | None:
        """Write the model's own heat map, which is of the predicted class where it is of a class at all.

        Args:
            image: the slice.
            prediction: of it, made with its feature maps.
            classifier: that made it.

        Returns:
            Why there is none, or None if it was written.

        Raises:
            DiskFullError: if there is no space left, for this map or for any further.
        """
        try:
            path = self.path_of(image.source, image.frame, image.frame_count > 1)
            method = default_heat_method(classifier.package.has_evidence)
            mark = _mark_of(image, classifier.package, method)
            if self.is_kept and (read_mark(path) == mark or self._take_over(image, path, mark)):
                return None
            if self._is_picture(path):
                return f"its heat map would overwrite {shown_name(path)}; choose another folder"
            caption = f"{method.caption(inline_name(prediction.label))} | {classifier.package.title}"
            heat = classifier.explain(prediction, method=method)
            write_explanation(path, draw_explanation(image, heat, caption), mark)
        except DiskFullError:
            raise
        except FalxError as error:
            return f"no heat map: {error}"
        except Exception as error:  # noqa: BLE001 - a map that fails must not take its record down
            _log.debug("unexpected", exc_info=True)
            return f"no heat map ({describe_error(error)})"
        return None


def _mark_of(image: Slice, package: ModelPackage, method: HeatMethod) -> str:
    """Identify a slice, a model and a method: they decide what a heat map shows."""
    files = hashlib.sha256(repr(sorted(package.checksums.items())).encode()).hexdigest()
    # Earlier programs drew no other map, and named none.
    drawn = "" if method is GRAD_CAM else f" method {method.name}"
    return f"input {image.input_sha256} frame {image.frame} model {files}{drawn}"


def _absolute(path: Path) -> Path:
    # Not `resolve`: what a link is called counts, not where it leads.
    return Path(os.path.abspath(path))  # noqa: PTH100


def _fitting(name: str, mark: str) -> str:
    """Add a mark to a name, and shorten one that is too long for a file system."""
    whole = f"{name}{mark}"
    if len(os.fsencode(whole)) <= _LONGEST:
        return whole
    return f"{_cut(name, _LONGEST - 17)}-{_digest(name)}"


def _cut(name: str, length: int) -> str:
    while len(os.fsencode(name)) > length:
        name = name[:-1]
    return name


def _twin_mark(picture: Path) -> str:
    """Return a mark that distinguishes pictures whose names are the same on some file systems."""
    try:
        changed_ns = picture.parent.stat().st_mtime_ns
    except OSError:
        return ""
    return f"-{_digest(picture.name)}" if _alike(picture.name) in _twins(picture.parent, changed_ns) else ""


@lru_cache(16)
def _twins(folder: Path, changed_ns: int) -> frozenset[str]:
    """List the names in a folder that differ from another only in capitals or in how accents are encoded."""
    try:
        names = Counter(map(_alike, os.listdir(folder)))  # noqa: PTH208 - names suffice
    except OSError:
        return frozenset()
    return frozenset(name for name, count in names.items() if count > 1)


def _alike(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _digest(name: str) -> str:
    return hashlib.sha256(os.fsencode(name)).hexdigest()[:16]


def _stem(name: str) -> str:
    """Return what earlier programs called a picture's map."""
    lower = name.lower()
    for suffix in _CUT_OFF:
        if lower.endswith(suffix) and len(name) > len(suffix):
            return name[: -len(suffix)]
    return name

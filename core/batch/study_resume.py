"""Which files an earlier run has dealt with, where series and studies are told as a whole."""

import hashlib
from collections import defaultdict
from collections.abc import Collection
from pathlib import Path

from core.batch.inputs import is_asked_for, places_given
from core.batch.request import BatchRequest
from core.errors import FalxError, NoImagesError, UnreadableImageError
from core.readers.folder import file_format, find_images
from core.readers.packed import open_file
from core.readers.source import Format
from core.records.record_outputs import RecordOutputs
from core.records.slice_choice import SliceChoice
from core.study.file import StudyFile
from core.study.records import ToldStudy

# They hold one picture each.
_PICTURES = (Format.PNG, Format.JPEG, Format.BMP, Format.PNM, Format.JPEG_2000)


class EarlierStudies:
    """What earlier runs have told, in records and in studies.

    Attributes:
        pictures: how many of the files asked for were single pictures, which belong to no study.
    """

    def __init__(self, outputs: RecordOutputs, studies: StudyFile | None, choice: SliceChoice) -> None:
        """Take what earlier runs wrote.

        Args:
            outputs: the records, in their files.
            studies: the records of studies, or None where they are not asked for.
            choice: which slices of a series are told.
        """
        self._outputs, self._studies, self._is_peak = outputs, studies, choice is SliceChoice.PEAK
        self._recorded: dict[Path, list[str]] | None = None
        # The series of the folder that is walked through.
        self._folder, self._series = Path(), frozenset[str]()
        self.pictures = 0

    def has_told(self, path: str) -> bool:
        """Tell whether all that is to be told of a file was told by an earlier run."""
        is_recorded = (
            self._outputs.has_file(path)
            or (self._is_peak and self._has_peak(path))
            # Without files of records, those of studies are all that there is to go by.
            or (self._studies is not None and not self._outputs.has_outputs)
        )
        return is_recorded and (self._studies is None or self._has_study(path))

    def _has_peak(self, path: str) -> bool:
        """Tell whether the slice that stands for the series of a file is recorded."""
        if self._recorded is None:
            self._recorded = {}
            for name in self._outputs.read_files():
                self._recorded.setdefault(Path(name).parent, []).append(name)
        folder = Path(path).parent
        if folder not in self._recorded:
            return False
        if folder != self._folder:
            self._folder, self._series = folder, frozenset(map(_series_of, self._recorded[folder])) - {""}
        return bool(self._series) and _series_of(path) in self._series

    def _has_study(self, path: str) -> bool:
        """Tell whether the study of a file is told, or the file is a picture of none."""
        if self._studies is None:
            return False
        if self._studies.has(path, None):
            return True
        series = _series_of(path)
        if series:
            return self._studies.has(str(Path(path).parent), series)
        if self._is_single(path, tuple(self._outputs.frames_of(path))):
            self.pictures += 1
            return True
        return False

    def _is_single(self, path: str, frames: Collection[int]) -> bool:
        """Tell whether a recorded file without a series is known to hold a single picture."""
        return len(frames) == 1 and (not self._is_peak or file_format(Path(path)) in _PICTURES)


def grown_studies(studies: StudyFile, request: BatchRequest) -> list[ToldStudy]:
    """Find the series that an earlier run told of which there are more files now than it told slices.

    Fewer do not matter: a part of the files may be asked for. Files that are the same, byte for byte, count once.

    Args:
        studies: as the earlier run wrote them.
        request: of the batch, which says what is asked for.
    """
    folders: dict[str, list[ToldStudy]] = defaultdict(list)
    for told in studies.told:
        if told.series:
            folders[told.path].append(told)
    return [told for folder, found in folders.items() for told in _grown(folder, found, studies, request)]


def _grown(folder: str, told: Collection[ToldStudy], studies: StudyFile, request: BatchRequest) -> list[ToldStudy]:
    given = places_given(request.paths)
    try:
        paths = list(map(str, find_images(Path(folder), is_recursive=False)))
    except NoImagesError:
        return []
    if len(paths) <= sum(one.slices for one in told):
        # There is no need to look into them.
        return []
    files: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        is_reached = request.is_recursive or not given.isdisjoint((Path(folder), Path(path)))
        # A file that holds a volume is a study by itself.
        if is_reached and is_asked_for(path, given, request.patterns) and not studies.has(path, None):
            files[_series_of(path)].append(path)
    return [
        one
        for one in told
        if len(files[one.series or ""]) > one.slices and len(set(map(_digest, files[one.series or ""]))) > one.slices
    ]


def _digest(path: str) -> bytes:
    try:
        with open_file(Path(path)) as file:
            return hashlib.sha256(file.read()).digest()
    except (FalxError, OSError):
        # All that cannot be read counts as one.
        return b""


def _series_of(path: str) -> str:
    """Read the fingerprint of a file's series; "" for one that is of none, or cannot be read."""
    if file_format(Path(path)) is not Format.DICOM:
        return ""
    # The DICOM library is slow to import.
    from core.readers.dicom.identity import read_identity, series_fingerprint

    try:
        return series_fingerprint(read_identity(Path(path)).series)
    except (UnreadableImageError, OSError):
        return ""

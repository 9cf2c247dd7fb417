"""Which files an earlier run has dealt with, where series and studies are told as a whole."""

from collections.abc import Collection
from pathlib import Path

from core.batch import SliceChoice
from core.errors import UnreadableImageError
from core.readers.folder import file_format
from core.readers.source import Format
from core.resume import RecordOutputs
from core.study_file import StudyFile

# They hold one picture each.
_PICTURES = (Format.PNG, Format.JPEG, Format.BMP, Format.PNM, Format.JPEG_2000)


class EarlierStudies:
    """What earlier runs have told, in records and in studies.

    Attributes:
        pictures: how many of the files asked for were single pictures, which are no study.
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


def _series_of(path: str) -> str:
    """Read the fingerprint of a file's series; "" for one that is of none, or cannot be read."""
    if file_format(Path(path)) is not Format.DICOM:
        return ""
    # The DICOM library is slow to import.
    from core.readers.identity import read_identity, series_fingerprint

    try:
        return series_fingerprint(read_identity(Path(path)).series)
    except (UnreadableImageError, OSError):
        return ""

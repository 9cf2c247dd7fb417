"""What can go wrong, each kind with a stable code."""

from core.program.wording import one_line


class FalxError(Exception):
    """Root of all errors that a user may see.

    The text says what was expected, what came and what to do, in one line.
    """

    code = "error"

    def __init__(self, text: str) -> None:
        """Take the text; what would break its line in the name of a file is written as escapes."""
        super().__init__(one_line(text))


class UnreadableImageError(FalxError):
    """No picture can be got out of a file.

    Attributes:
        is_missing: whether it is not there, or out of reach for now.
    """

    code = "unreadable-image"

    def __init__(self, text: str, is_missing: bool = False) -> None:
        """Take the text, and whether the file is missing."""
        super().__init__(text)
        self.is_missing = is_missing


class UnsupportedImageError(FalxError):
    """The format is known, but what it holds is no picture that Falx can show."""

    code = "unsupported-image"


class UnreadableFileError(FalxError):
    """A file that a result is made from cannot be read."""

    code = "unreadable-file"


class NoImagesError(FalxError):
    """A folder holds nothing to read."""

    code = "no-images"


class UnwritableOutputError(FalxError):
    """A result cannot be written where it was to go."""

    code = "unwritable-output"


class InvalidRecordsError(FalxError):
    """A file of records cannot be continued."""

    code = "invalid-records"


class InvalidScoresError(FalxError):
    """A file of scores cannot be used to calibrate a model, or to look for doubtful labels."""

    code = "invalid-scores"


class OccupiedFileError(InvalidRecordsError):
    """A file that new records were to be written to holds something already."""

    code = "occupied-file"


class FileInUseError(UnwritableOutputError):
    """Another process is writing to a file."""

    code = "file-in-use"


class ClusterError(FalxError):
    """A cluster cannot be used."""

    code = "cluster"


class DiskFullError(UnwritableOutputError):
    """There is no space left for a result."""

    code = "disk-full"


class InvalidPackageError(FalxError):
    """A model package is damaged, tampered with, or of another format."""

    code = "invalid-package"


class UnknownLevelError(FalxError):
    """A model cannot promise the level that a verdict was asked for at."""

    code = "unknown-level"


class InvalidDatasetError(FalxError):
    """A dataset folder or manifest cannot be used."""

    code = "invalid-dataset"


class MissingLibraryError(FalxError):
    """What was asked for needs a library that a lean installation lacks."""

    code = "missing-library"


class InvalidConfigError(FalxError):
    """A training configuration cannot be used."""

    code = "invalid-config"


class OccupiedFolderError(InvalidConfigError):
    """A folder is another run's, or holds what no run has put there."""

    code = "occupied-folder"


class FolderInUseError(InvalidConfigError):
    """Another process is at work in a run's folder."""

    code = "folder-in-use"


class InvalidRunError(InvalidConfigError):
    """A folder holds no run that can be gone on with."""

    code = "invalid-run"

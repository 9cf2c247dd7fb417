"""Errors that a user may see, each class with a stable code."""

from pathlib import Path
from typing import TypedDict, Unpack

from core.program.wording import one_line, shown_name


class FalxError(Exception):
    """Root of all errors that a user may see.

    It writes its own sentence: `subject: expected this, got that; advice`, or `subject: problem; advice`. Characters
    that would break the line, as in the name of a file, are escaped.

        FalxError(subject=path, expected="a model package", got="an empty folder", advice="choose another")
        FalxError("there is no network", advice="connect the computer, then try again")

    Attributes:
        subject: what it is about: a file, a setting, a dataset; empty where the problem names it.
        problem: what happened, without the subject and the advice.
        expected: what was expected; empty if `problem` was stated instead.
        got: what came; empty if `problem` was stated instead.
        advice: what to do; empty if nothing can be done.
    """

    code = "error"

    def __init__(
        self,
        problem: str = "",
        *,
        subject: str | Path = "",
        expected: str = "",
        got: object = None,
        found: object = None,
        advice: str = "",
    ) -> None:
        """Take the parts of the sentence.

        Args:
            problem: what happened; by default, the sentence says what was expected and what came.
            subject: a file or folder as its path, which is shown by its name, or the words to show.
            expected: what was expected.
            got: what came.
            found: the same as `got` where something was looked for: "expected a list, found none".
            advice: what to do.
        """
        came = f", got {got}" if got is not None else f", found {found}" if found is not None else ""
        self.subject = shown_name(subject) if isinstance(subject, Path) else one_line(subject)
        self.problem = one_line(problem or f"expected {expected}{came}")
        self.expected, self.advice = one_line(expected), one_line(advice)
        self.got = one_line(str(found if got is None else got)) if came else ""
        before = f"{self.subject}: " if subject else ""
        super().__init__(f"{before}{self.reason}")

    @property
    def reason(self) -> str:
        """The sentence without its subject, to show where the subject is named already."""
        return f"{self.problem}; {self.advice}" if self.advice else self.problem

    def reason_at(self, path: Path) -> str:
        """Return the sentence for a place that names a file already: with its subject only if that is another file."""
        return self.reason if self.subject == shown_name(path) else str(self)

    @property
    def statement(self) -> str:
        """The sentence without its advice, to show where better advice is given."""
        return f"{self.subject}: {self.problem}" if self.subject else self.problem


class _Fields(TypedDict, total=False):
    """The parts of the sentence of a `FalxError`."""

    subject: str | Path
    expected: str
    got: object
    found: object
    advice: str


class UnreadableImageError(FalxError):
    """A file holds no picture that can be read.

    Attributes:
        is_missing: whether the file is missing, or out of reach for now.
    """

    code = "unreadable-image"

    def __init__(self, problem: str = "", *, is_missing: bool = False, **fields: Unpack[_Fields]) -> None:
        """Take the parts of the sentence, and whether the file is missing."""
        super().__init__(problem, **fields)
        self.is_missing = is_missing


class ReaderNotStartedError(UnreadableImageError):
    """The process that reads files does not start; no file is to blame."""

    code = "reader-not-started"


class UnsupportedImageError(FalxError):
    """The format is known, but its content is not a picture that Falx can show."""

    code = "unsupported-image"


class ProtectedArchiveError(UnsupportedImageError):
    """An archive cannot be read without its password."""

    code = "protected-archive"


class UnreadableFileError(FalxError):
    """A file that a result is made from cannot be read."""

    code = "unreadable-file"


class NoImagesError(FalxError):
    """A folder holds nothing to read."""

    code = "no-images"


class LostFolderError(NoImagesError):
    """A folder that files were read from has disappeared, as with an unplugged disk."""

    code = "lost-folder"


class UnwritableOutputError(FalxError):
    """A result cannot be written to its file or folder."""

    code = "unwritable-output"


class InvalidRecordsError(FalxError):
    """A file of records cannot be continued."""

    code = "invalid-records"


class InvalidStateError(FalxError):
    """A file that keeps the state of a batch or run is damaged, missing or written by another program.

    Attributes:
        is_missing: whether there is no such file.
    """

    code = "invalid-state"

    def __init__(self, problem: str = "", *, is_missing: bool = False, **fields: Unpack[_Fields]) -> None:
        """Take the parts of the sentence, and whether the file is missing."""
        super().__init__(problem, **fields)
        self.is_missing = is_missing


class InvalidScoresError(FalxError):
    """A file of scores cannot be used to calibrate a model, or to look for doubtful labels."""

    code = "invalid-scores"


class OccupiedFileError(InvalidRecordsError):
    """A file for new records holds something already."""

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
    """A model cannot promise the requested level."""

    code = "unknown-level"


class InvalidDatasetError(FalxError):
    """A dataset folder or manifest cannot be used."""

    code = "invalid-dataset"


class MissingLibraryError(FalxError):
    """The request needs a library that a lean installation lacks."""

    code = "missing-library"


class InvalidConfigError(FalxError):
    """A training configuration cannot be used."""

    code = "invalid-config"


class OccupiedFolderError(InvalidConfigError):
    """A folder belongs to another run, or holds files that are not a run's."""

    code = "occupied-folder"


class FolderInUseError(InvalidConfigError):
    """Another process is working in a run's folder."""

    code = "folder-in-use"


class InvalidRunError(InvalidConfigError):
    """A folder holds no run that can be resumed."""

    code = "invalid-run"


class InvalidOpinionError(FalxError):
    """An opinion on a slice that contradicts itself."""

    code = "invalid-opinion"


class HistoryError(FalxError):
    """A history that cannot be opened, read or written."""

    code = "history"

"""A row of the window's list: a record, light enough to send a hundred thousand of them between processes."""

from dataclasses import dataclass

from core.model.verdicts import REFUSED, stated_probability


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One slice, one file that could not be read, or a study of several slices.

    Attributes:
        path: as in its record.
        frame: index of the slice within its file.
        verdict: a class, `tumour`, `uncertain`, `unlike-training` or `not-a-brain-mri`; `failed` where the file could
            not be read.
        label: the most probable class; "" where the file could not be read.
        classes: the names of the model's classes.
        probabilities: of the classes, in their order; empty where the file could not be read.
        prediction_set: the plausible classes, most probable first.
        novelty: above 1 is outside the training data; None where the file could not be read.
        error: why the file could not be read, or "".
        reasons: why a person should look, in words, the most urgent first.
        urgency: the key that rows are sorted by: least for those that a person should look at first.
        truth: the class that its folder is named after, or "".
        tumour_probability: of a tumour of any kind; None where the model cannot say, or the file could not be read. Of
            a study, that of the slice to look at first.
        input_sha256: of the file's bytes; "" where it could not be read.
        window: that the slice was seen through: its width, then its center; None where the file could not be read.
        slices: how many slices a study has, if the row stands for one; else 0.
    """

    path: str
    frame: int
    verdict: str
    label: str = ""
    classes: tuple[str, ...] = ()
    probabilities: tuple[float, ...] = ()
    prediction_set: tuple[str, ...] = ()
    novelty: float | None = None
    error: str = ""
    reasons: tuple[str, ...] = ()
    urgency: float = 0.0
    truth: str = ""
    tumour_probability: float | None = None
    input_sha256: str = ""
    window: tuple[float, float] | None = None
    slices: int = 0

    @property
    def key(self) -> tuple[str, int]:
        """What identifies it within a batch."""
        return self.path, self.frame

    @property
    def is_refused(self) -> bool:
        """Whether the model refuses to classify it."""
        return self.verdict in REFUSED

    @property
    def stated_probability(self) -> tuple[str, float] | None:
        """The probability to show beside the verdict, from `verdicts.stated_probability`; None if there is none."""
        if not self.probabilities:
            return None
        shares = dict(zip(self.classes, self.probabilities, strict=True))
        return stated_probability(self.verdict, self.label, shares, self.tumour_probability, self.prediction_set)

    @property
    def is_disagreement(self) -> bool:
        """Whether its most probable class differs from its folder's."""
        return bool(self.truth and self.label and self.truth != self.label)


@dataclass(frozen=True, slots=True)
class BatchRemarks:
    """What had to be left out or corrected in the files, so far.

    Attributes:
        count: of the remarks.
        first: some of them, each in one line.
    """

    count: int = 0
    first: tuple[str, ...] = ()

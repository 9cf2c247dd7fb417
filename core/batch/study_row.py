"""A row of the window's list that stands for a whole study, a DICOM series or a volume, and holds its slices."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.batch.row import BatchRow
from core.program.translation import tr
from core.program.wording import one_line
from core.records.folder_agreement import true_class
from core.records.triage import Reason, study_reasons, study_urgency

if TYPE_CHECKING:
    # The window does without what finds a study's verdict.
    from core.study.study_record import StudyRecord


@dataclass(frozen=True, slots=True)
class StudyRow:
    """The verdict on a study, and which files its slices are in.

    Attributes:
        path: of the volume, or of the folder of the series.
        series: fingerprint of the series; None for a volume.
        series_number: the scanner's number of the series; None if there is none.
        verdict: on the study, as `Study.verdict`.
        classes: that the model knows.
        prediction_set: the plausible classes, most probable first.
        tumour_probability: of the slice to look at first; None where the model has no tumour-free class.
        first_path: of the file with the slice to look at first.
        first_frame: index of that slice within its file.
        slices: how many there are.
        files: those that hold its slices.
        error: why files of the folder could not be read, or "".
    """

    path: str
    series: str | None
    series_number: int | None
    verdict: str
    classes: tuple[str, ...]
    prediction_set: tuple[str, ...]
    tumour_probability: float | None
    first_path: str
    first_frame: int
    slices: int
    files: tuple[str, ...]
    error: str = ""

    @property
    def key(self) -> tuple[str, str | None]:
        """What identifies it within a batch."""
        return self.path, self.series

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why a person should look, in words, the most urgent first."""
        found = study_reasons(self.verdict, self.classes, self.prediction_set)
        return (*(reason.value for reason in found), *filter(None, [self.error]))

    @property
    def reason(self) -> Reason | None:
        """The most urgent reason; None without any."""
        found = study_reasons(self.verdict, self.classes, self.prediction_set)
        return found[0] if found else None

    @property
    def urgency(self) -> tuple[int, float]:
        """The key that it is sorted by among records, as `triage.urgency` gives it for those."""
        return study_urgency(self.verdict, self.classes, self.prediction_set, self.tumour_probability)

    def name(self, base: str) -> str:
        """Return the name to show: the path relative to a folder, and the number of a series."""
        name = one_line(self.path.removeprefix(base)) or one_line(Path(self.path).name)
        return (
            tr("{name} · series {series_number}", name=name, series_number=self.series_number)
            if self.series_number
            else name
        )

    def as_row(self) -> BatchRow:
        """Make the row that stands for it in the list; its path and slice are those to look at first."""
        rank, figure = self.urgency
        return BatchRow(
            path=self.first_path,
            frame=self.first_frame,
            verdict=self.verdict,
            classes=self.classes,
            prediction_set=self.prediction_set,
            reasons=self.reasons,
            urgency=rank + 0.999 * figure,
            truth=true_class(self.first_path, self.classes) or "",
            tumour_probability=self.tumour_probability,
            slices=self.slices,
        )


def study_row_of(record: "StudyRecord", classes: tuple[str, ...]) -> StudyRow | None:
    """Make the row of a study; None where it has no slices, or a single one, which stands for itself."""
    study = record.study
    if study is None or len(study.findings.slices) < 2:
        return None
    first = study.findings.look_first
    return StudyRow(
        path=record.path,
        series=record.series,
        series_number=record.series_number,
        verdict=study.verdict,
        classes=classes,
        prediction_set=study.prediction_set,
        tumour_probability=None if study.tumour_probability is None else float(study.tumour_probability),
        first_path=first.path,
        first_frame=first.frame,
        slices=len(study.findings.slices),
        files=tuple(dict.fromkeys(one.path for one in study.findings.slices)),
        error=record.error or "",
    )

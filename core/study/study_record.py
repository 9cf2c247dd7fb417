"""The record of a study, as JSON Lines and CSV with the same keys."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.csv_cells import as_text, plain_text
from core.model.verdicts import FAILED, NOT_A_BRAIN_MRI, TUMOUR, UNCERTAIN, UNLIKE_TRAINING
from core.study.slice_runs import Run
from core.study.study_slice import StudySlice
from core.study.study_verdict import Study

_DIGITS = 6
_RUN_COLUMNS = ("slices", "length_mm", "first_path", "first_frame", "last_path", "last_frame", "x", "y")
_BEFORE = ("path", "series", "series_number", "verdict", "prediction_set", "level", "tumour_probability")
_COUNTS = ("slices", "slices_counting")


@dataclass(frozen=True, slots=True)
class StudyRecord:
    """One study: a volume file, or a DICOM series over the files of a folder.

    Attributes:
        path: of the volume, or of the folder of the series, as records state paths.
        series: fingerprint of the series' identifier, which does not lead to the patient; None for a volume.
        series_number: the scanner's number of the series; None if there is none.
        level: of the verdicts.
        model: name and version of the package.
        study: None if the file could not be read.
        failed_files: of the series, that could not be read; if it is the only one of its folder, also those of unknown
            series.
        error: why the file, or files of the folder, could not be read, or None.
    """

    path: str
    series: str | None
    series_number: int | None
    level: float
    model: str
    study: Study | None
    failed_files: int = 0
    error: str | None = None

    @property
    def key(self) -> tuple[str, str | None]:
        """What identifies it among studies."""
        return self.path, self.series

    def as_dict(self, classes: Sequence[str]) -> dict[str, Any]:
        """Return the record with all its keys, None if they do not apply.

        Args:
            classes: that the model knows; there is a count for each verdict that a slice may have.
        """
        study = self.study
        tumour = study.tumour_probability if study else None
        counts = {name: study.verdicts.get(name, 0) for name in _verdicts(classes)} if study else None
        if counts:
            counts[FAILED] = self.failed_files
        return {
            "path": self.path,
            "series": self.series,
            "series_number": self.series_number,
            "verdict": study and study.verdict,
            "prediction_set": study and list(study.prediction_set),
            "level": self.level,
            "tumour_probability": None if tumour is None else round(tumour, _DIGITS),
            "slices": study and len(study.findings.slices),
            "slices_counting": study and len(study.findings.counting),
            "verdicts": counts,
            "run": study and study.findings.run and _run(study.findings.run),
            "look_first": study and _place(study.findings.look_first),
            "model": self.model,
            "error": self.error,
        }


def format_study_json(record: StudyRecord, classes: Sequence[str]) -> str:
    """Write a record as one line of JSON."""
    return json.dumps(record.as_dict(classes)) + "\n"


def format_study_header(classes: Sequence[str]) -> str:
    """Write the header of the CSV form."""
    counts = (f"slices_{name}" for name in _verdicts(classes))
    run = (f"run_{name}" for name in _RUN_COLUMNS)
    return _line([*_BEFORE, *_COUNTS, *counts, *run, "look_first_path", "look_first_frame", "model", "error"])


def format_study_csv(record: StudyRecord, classes: Sequence[str]) -> str:
    """Write a record as one line of CSV; values that do not apply stay empty, and no text is run as a formula."""
    values = record.as_dict(classes)
    counts, run, first = values["verdicts"] or {}, values["run"] or {}, values["look_first"] or {}
    values["prediction_set"] = "|".join(values["prediction_set"] or [])
    for end in ("first", "last"):
        place = run.get(end) or {}
        run = {**run, f"{end}_path": place.get("path"), f"{end}_frame": place.get("frame")}
    return _line(
        [
            *(values[name] for name in (*_BEFORE, *_COUNTS)),
            *(counts.get(name) for name in _verdicts(classes)),
            *(run.get(name) for name in _RUN_COLUMNS),
            *(first.get(name) for name in ("path", "frame")),
            values["model"],
            values["error"],
        ]
    )


@dataclass(frozen=True, slots=True)
class RecordedStudy:
    """The part of a record that resuming needs.

    Attributes:
        path: as the record states it.
        series: of the record.
        level: of the verdicts.
        model: name and version.
        slices: how many there are; 0 where the file could not be read.
        has_failed: whether something could not be read.
    """

    path: str
    series: str | None
    level: float
    model: str
    slices: int
    has_failed: bool


def parse_study_json(line: str) -> RecordedStudy:
    """Read the part that resuming needs from a line of JSON.

    Raises:
        ValueError: if it is not a record of a study.
    """
    try:
        values: Mapping[str, Any] = json.loads(line)
        series = values["series"]
        return RecordedStudy(
            str(values["path"]),
            None if series is None else str(series),
            float(values["level"]),
            str(values["model"]),
            int(values["slices"] or 0),
            values["error"] is not None,
        )
    except (KeyError, TypeError, OverflowError, RecursionError) as error:
        # A line with a thousand nested parts is of another program.
        raise ValueError(f"expected the record of a study, got another line ({error})") from error


def parse_study_cells(cells: Sequence[str], classes: Sequence[str]) -> RecordedStudy:
    """Read the part that resuming needs from the cells of a line of CSV.

    Raises:
        ValueError: if they are not a record of a study.
    """
    names = next(csv.reader([format_study_header(classes)]))
    values = dict(zip(names, map(plain_text, cells), strict=True))
    return RecordedStudy(
        path=values["path"],
        series=values["series"] or None,
        level=float(values["level"]),
        model=values["model"],
        slices=int(values["slices"] or 0),
        has_failed=bool(values["error"]),
    )


def _verdicts(classes: Sequence[str]) -> tuple[str, ...]:
    # A class may have the name of a verdict.
    return tuple(dict.fromkeys((*classes, TUMOUR, UNCERTAIN, UNLIKE_TRAINING, NOT_A_BRAIN_MRI, FAILED)))


def _run(run: Run) -> dict[str, Any]:
    x, y = run.centre or (None, None)
    return {
        "slices": len(run.slices),
        "length_mm": None if run.length_mm is None else round(run.length_mm, 2),
        "first": _place(run.slices[0]),
        "last": _place(run.slices[-1]),
        "x": None if x is None else round(x, 1),
        "y": None if y is None else round(y, 1),
    }


def _place(one: StudySlice) -> dict[str, Any]:
    return {"path": one.path, "frame": one.frame}


def _line(values: Sequence[Any]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(map(as_text, values))
    return line.getvalue().removesuffix("\r\n") + "\n"

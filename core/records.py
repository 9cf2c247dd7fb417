"""What is written down of each slice: JSON Lines and CSV. A window is its width, then its center."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core.prediction import Prediction
from core.slice import Slice

_PLAIN_COLUMNS = ("path", "frame", "verdict", "label")


@dataclass(frozen=True, slots=True)
class Record:
    """One slice, or one file that could not be read.

    Attributes:
        path: as given, joined with what was found under it.
        frame: index of the slice within its file.
        prediction: None where the file could not be read.
        model: name and version of the package.
        input_sha256: of the file's bytes; None where it could not be read.
        error: why it could not be read, or None.
    """

    path: str
    frame: int
    prediction: Prediction | None
    model: str
    input_sha256: str | None
    error: str | None

    def as_dict(self) -> dict[str, Any]:
        """Give the record with all its keys, None where they do not apply."""
        found = self.prediction
        probabilities = found and {
            name: round(float(p), 6) for name, p in zip(found.classes, found.probabilities, strict=True)
        }
        return {
            "path": self.path,
            "frame": self.frame,
            "verdict": found and found.verdict,
            "label": found and found.label,
            "probabilities": probabilities,
            "prediction_set": found and list(found.prediction_set),
            "novelty": found and round(found.novelty, 4),
            "in_distribution": found and found.is_in_distribution,
            "window": found and [float(f"{value:.6g}") for value in (found.window.width, found.window.center)],
            "model": self.model,
            "input_sha256": self.input_sha256,
            "error": self.error,
        }


def predicted(path: str, image: Slice, prediction: Prediction, model: str) -> Record:
    """Make the record of a slice that was classified."""
    return Record(path, image.frame, prediction, model, image.input_sha256, None)


def failed(path: str, error: str, model: str) -> Record:
    """Make the record of a file that could not be read."""
    return Record(path, 0, None, model, None, error)


def format_json_line(record: Record) -> str:
    """Write a record as one line of JSON, with its line end."""
    return json.dumps(record.as_dict(), ensure_ascii=False) + "\n"


def format_csv_header(classes: Sequence[str]) -> str:
    """Write the header line of the CSV form."""
    return _csv_line(
        [
            *_PLAIN_COLUMNS,
            *(f"probability_{name}" for name in classes),
            "prediction_set",
            "novelty",
            "in_distribution",
            "window",
            "model",
            "input_sha256",
            "error",
        ]
    )


def format_csv_line(record: Record, classes: Sequence[str]) -> str:
    """Write a record as one line of CSV; what does not apply stays empty."""
    values = record.as_dict()
    probabilities = values["probabilities"] or {}
    return _csv_line(
        [
            *(values[name] for name in _PLAIN_COLUMNS),
            *(probabilities.get(name) for name in classes),
            "|".join(values["prediction_set"] or []),
            values["novelty"],
            values["in_distribution"],
            "|".join(map(str, values["window"] or [])),
            values["model"],
            values["input_sha256"],
            values["error"],
        ]
    )


def _csv_line(values: Sequence[Any]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(values)
    return line.getvalue()

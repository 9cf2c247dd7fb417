"""The record of a slice, as JSON Lines and CSV. A window is its width, then its center."""

import csv
import io
import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.csv_cells import as_text, plain_text
from core.image.slice import Slice
from core.model.known_classes import TUMOUR_FREE
from core.model.prediction import Prediction
from core.model.verdicts import TUMOUR, UNCERTAIN, stated_probability

_PLAIN_COLUMNS = ("path", "frame", "verdict", "label")
# Files of earlier programs lack these.
_LEVEL_COLUMNS = ("level", "tumour_probability")

# Digits of a probability that are written.
_DIGITS = 6
# No picture has that many slices; `RecordedSlices` keeps a bit for each.
_MOST_FRAMES = 10_000_000

# A file name that is not Unicode holds halves of characters, which CSV can only hold as escapes.
_ESCAPED_HALF = re.compile(r"\\u(d[89a-f][0-9a-f]{2})")


@dataclass(frozen=True, slots=True)
class Finding:
    """The result for a slice, rounded as it is written, so that reading it back gives the same.

    Attributes:
        verdict: the class, `tumour`, `uncertain`, `unlike-training`, or `not-a-brain-mri`.
        label: the most probable class.
        level: share of images whose prediction set should hold the true class; None in files of earlier programs.
        tumour_probability: of a tumour of any kind; None where the model has no tumour-free class.
        probabilities: of the classes, calibrated, in [0, 1].
        prediction_set: the plausible classes, most probable first.
        novelty: above 1 is outside what the network was trained on.
        is_in_distribution: whether it is not.
        window: that the slice was seen through: its width, then its center.
    """

    verdict: str
    label: str
    level: float | None
    tumour_probability: float | None
    probabilities: Mapping[str, float]
    prediction_set: tuple[str, ...]
    novelty: float
    is_in_distribution: bool
    window: tuple[float, float]

    @property
    def stated_probability(self) -> tuple[str, float]:
        """The probability to show beside the verdict, as `verdicts.stated_probability` gives it."""
        return stated_probability(
            self.verdict, self.label, self.probabilities, self.tumour_probability, self.prediction_set
        )


@dataclass(frozen=True, slots=True)
class Record:
    """One slice, or one file that could not be read.

    Attributes:
        path: as given, joined with what was found under it.
        frame: index of the slice within its file.
        finding: None if the file could not be read.
        model: name and version of the package.
        input_sha256: of the file's bytes; None if it could not be read.
        error: why it could not be read, or None.
    """

    path: str
    frame: int
    finding: Finding | None
    model: str
    input_sha256: str | None
    error: str | None

    @property
    def verdict(self) -> str | None:
        """The verdict; None if the file could not be read."""
        return self.finding.verdict if self.finding else None

    def as_dict(self) -> dict[str, Any]:
        """Return the record with all its keys, None if they do not apply."""
        found = self.finding
        return {
            "path": self.path,
            "frame": self.frame,
            "verdict": found and found.verdict,
            "label": found and found.label,
            "level": found and found.level,
            "tumour_probability": found and found.tumour_probability,
            "probabilities": found and dict(found.probabilities),
            "prediction_set": found and list(found.prediction_set),
            "novelty": found and found.novelty,
            "in_distribution": found and found.is_in_distribution,
            "window": found and list(found.window),
            "model": self.model,
            "input_sha256": self.input_sha256,
            "error": self.error,
        }


def predicted(path: str, image: Slice, prediction: Prediction, model: str) -> Record:
    """Make the record of a slice that was classified."""
    window, tumour = prediction.window, prediction.tumour_probability
    finding = Finding(
        verdict=prediction.verdict,
        label=prediction.label,
        level=prediction.level,
        tumour_probability=None if tumour is None else round(tumour, _DIGITS),
        probabilities={
            name: round(float(p), _DIGITS) for name, p in zip(prediction.classes, prediction.probabilities, strict=True)
        },
        prediction_set=prediction.prediction_set,
        novelty=round(prediction.novelty, 4),
        is_in_distribution=prediction.is_in_distribution,
        window=(float(f"{window.width:.6g}"), float(f"{window.center:.6g}")),
    )
    return Record(path, image.frame, finding, model, image.input_sha256, None)


def failed(path: str, error: str, model: str) -> Record:
    """Make the record of a file that could not be read."""
    return Record(path, 0, None, model, None, error)


def parse_json_line(line: str) -> Record:
    """Read a record back from its line of JSON.

    Raises:
        ValueError: if it is not a record.
    """
    try:
        values = json.loads(line)
        finding = None
        if values["verdict"] is not None:
            width, center = values["window"]
            probabilities = {str(name): float(p) for name, p in values["probabilities"].items()}
            prediction_set = tuple(map(str, values["prediction_set"]))
            is_earlier = "level" not in values
            finding = Finding(
                verdict=_today(values["verdict"], prediction_set, probabilities)
                if is_earlier
                else str(values["verdict"]),
                label=str(values["label"]),
                level=None if is_earlier else _number(values["level"]),
                tumour_probability=_any_tumour(probabilities) if is_earlier else _number(values["tumour_probability"]),
                probabilities=probabilities,
                prediction_set=prediction_set,
                novelty=float(values["novelty"]),
                is_in_distribution=bool(values["in_distribution"]),
                window=(float(width), float(center)),
            )
        sha256, error = values["input_sha256"], values["error"]
        return Record(str(values["path"]), _frame(values["frame"]), finding, str(values["model"]), sha256, error)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"expected a record, got a line without {error}") from error
    except OverflowError as error:
        raise ValueError(f"expected a record, got a number that is too large ({error})") from error


def _frame(value: Any) -> int:
    if isinstance(value, bool | float) or not 0 <= (frame := int(value)) < _MOST_FRAMES:
        raise ValueError(f"expected the index of a slice, got {value}")
    return frame


def states_level(line: str) -> bool:
    """Return whether a line of JSON that is a record states its level; those of earlier programs do not."""
    return "level" in json.loads(line)


def parse_csv_line(line: str, classes: Sequence[str], is_plain: bool = False, has_level: bool = True) -> Record:
    """Read a record back from its line of CSV, which may hold line ends within quotes.

    Args:
        line: of one record.
        classes: that the model knows.
        is_plain: whether cells that look like formulas were written as they are, as earlier programs did.
        has_level: whether there are columns for the level and the probability of a tumour; earlier programs had none.

    Raises:
        ValueError: if it is not a record.
    """
    try:
        [cells] = csv.reader([line], strict=True)
        path, frame, verdict, label, *values = cells if is_plain else map(plain_text, cells)
        level, tumour = (values.pop(0), values.pop(0)) if has_level else ("", "")
        shares = [values.pop(0) for _ in classes]
        plausible, novelty, is_in_distribution, window, model, sha256, error = values
        finding = None
        if verdict:
            width, center = map(float, window.split("|"))
            probabilities = dict(zip(classes, map(float, shares), strict=True))
            prediction_set = tuple(plausible.split("|"))
            finding = Finding(
                verdict=verdict if has_level else _today(verdict, prediction_set, probabilities),
                label=label,
                level=float(level) if level else None,
                tumour_probability=(float(tumour) if tumour else None) if has_level else _any_tumour(probabilities),
                probabilities=probabilities,
                prediction_set=prediction_set,
                novelty=float(novelty),
                is_in_distribution=is_in_distribution == "True",
                window=(width, center),
            )
        return Record(_unescaped(path), _frame(frame), finding, model, sha256 or None, _unescaped(error) or None)
    except (csv.Error, IndexError) as error:
        raise ValueError(f"expected a record, got {error}") from error


def format_json_line(record: Record) -> str:
    """Write a record as one line of JSON, with its line end."""
    return json.dumps(record.as_dict(), ensure_ascii=False) + "\n"


def format_csv_header(classes: Sequence[str], has_level: bool = True) -> str:
    """Write the header line of the CSV form; that of earlier programs has no level."""
    return _csv_line(
        [
            *_PLAIN_COLUMNS,
            *(_LEVEL_COLUMNS if has_level else ()),
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
    """Write a record as one line of CSV; values that do not apply stay empty, and no text is run as a formula."""
    values = record.as_dict()
    probabilities = values["probabilities"] or {}
    return _csv_line(
        [
            *(values[name] for name in (*_PLAIN_COLUMNS, *_LEVEL_COLUMNS)),
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


def _today(verdict: str, prediction_set: Sequence[str], probabilities: Mapping[str, float]) -> str:
    """Return a verdict of an earlier program under today's name: where only kinds are plausible, it is a tumour."""
    is_open = verdict == UNCERTAIN and TUMOUR_FREE in probabilities and TUMOUR_FREE not in prediction_set
    return TUMOUR if is_open else str(verdict)


def _any_tumour(probabilities: Mapping[str, float]) -> float | None:
    return round(1 - probabilities[TUMOUR_FREE], _DIGITS) if TUMOUR_FREE in probabilities else None


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def _csv_line(values: Sequence[Any]) -> str:
    line = io.StringIO()
    # With this line end the writer also quotes a lone carriage return, which would break readers.
    csv.writer(line, lineterminator="\r\n").writerow(map(as_text, values))
    return line.getvalue().removesuffix("\r\n") + "\n"


def encode(line: str) -> bytes:
    """Return the bytes of a line as they are written; of a name that is not Unicode, with escapes."""
    return line.encode("utf-8", "backslashreplace")


def _unescaped(text: str) -> str:
    # On Windows, where a backslash separates the folders, names are always Unicode.
    return text if os.name == "nt" else _ESCAPED_HALF.sub(lambda half: chr(int(half[1], 16)), text)

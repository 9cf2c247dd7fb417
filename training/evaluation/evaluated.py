"""What an evaluation evaluates: it may be continued only while model, rows, split, fold and level are the same."""

import dataclasses
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from core.errors import InvalidStateError
from core.model.package import ModelPackage
from core.state_file import from_json
from training.dataset.manifest import Row, relative_path
from training.evaluation.request import EvaluationRequest

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What is evaluated: the first line of the file of scores.

    Attributes:
        format: of the file.
        dataset: folder or manifest, absolute.
        package: folder or zip of the model, absolute.
        model: its title.
        model_sha256: of its description, which states those of its files.
        rows_sha256: fingerprint of the rows that are measured.
        images: how many they are.
        split: as in the request.
        fold: as in the request.
        level: of the verdicts.
    """

    format: int
    dataset: str
    package: str
    model: str
    model_sha256: str
    rows_sha256: str
    images: int
    split: str | None
    fold: int | None
    level: float


def describe(request: EvaluationRequest, package: ModelPackage, rows: Sequence[Row], level: float) -> Evaluated:
    """Describe what is evaluated, so that a change is noticed when it is continued."""
    base = request.dataset if request.dataset.is_dir() else request.dataset.parent
    stated = [[relative_path(row.path, base), *dataclasses.astuple(row)[1:]] for row in rows]
    return Evaluated(
        format=_FORMAT,
        dataset=str(request.dataset.absolute()),
        package=str(request.package.absolute()),
        model=package.title,
        model_sha256=hashlib.sha256(package.about()).hexdigest(),
        rows_sha256=_digest(stated),
        images=len(rows),
        split=request.split,
        fold=request.fold,
        level=level,
    )


def describe_change(path: Path, line: str, head: Evaluated) -> str:
    """Say what differs from the evaluation that was interrupted; "" for nothing that matters.

    Args:
        path: of the file of scores.
        line: its first one; "" where it has none.
        head: what is evaluated now.
    """
    try:
        earlier = from_json(json.loads(line), Evaluated, path)
    except (ValueError, InvalidStateError):
        return f"{path.name} is damaged or of another Falx"
    if earlier.format != head.format:
        return f"{path.name} is of another Falx"
    if earlier.model_sha256 != head.model_sha256:
        return f"it was of another model, {earlier.model}"
    if (earlier.split, earlier.fold) != (head.split, head.fold):
        return "it was of another split or fold"
    if earlier.level != head.level:
        return f"its verdicts were at {100 * earlier.level:g} %"
    if earlier.rows_sha256 != head.rows_sha256:
        return f"the dataset has changed, or was another one ({earlier.dataset})"
    return ""


def _digest(values: object) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()

"""Evaluations that were interrupted, as their folders show them."""

import json
from dataclasses import dataclass
from pathlib import Path

from core.errors import InvalidStateError
from core.file_lock import is_held
from core.state_file import from_json
from training.evaluation.evaluated import Evaluated
from training.evaluation.request import EvaluationRequest, Resuming
from training.run_files import EVALUATION_LOCK, KEPT_SCORES_FILE

_BLOCK = 1 << 16
# Longer than any first line.
_LONGEST = 1 << 20


@dataclass(frozen=True, slots=True)
class UnfinishedEvaluation:
    """An evaluation that was interrupted.

    Attributes:
        request: to continue it.
        model: name and version of the model.
        done: images whose scores are kept.
        images: images in all.
    """

    request: EvaluationRequest
    model: str
    done: int
    images: int


def unfinished_evaluation(out: Path) -> UnfinishedEvaluation | None:
    """Return the interrupted evaluation in a folder; None where there is none, or a process works on it."""
    return None if is_held(out / EVALUATION_LOCK) else read_unfinished(out)


def unfinished_evaluations(folder: Path) -> list[UnfinishedEvaluation]:
    """List the interrupted evaluations in the folders of a folder, the one that was worked on last first."""
    files = sorted(folder.glob(f"*/{KEPT_SCORES_FILE}"), key=_when, reverse=True)
    return [found for path in files if (found := unfinished_evaluation(path.parent))]


def _when(path: Path) -> float:
    """Return when a file was written; one that another process has just removed was never."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def read_unfinished(out: Path) -> UnfinishedEvaluation | None:
    """Read what was evaluated and count the scores, without reading these; None where there is no such file."""
    path = out / KEPT_SCORES_FILE
    try:
        with path.open("rb") as file:
            head = from_json(json.loads(file.readline(_LONGEST)), Evaluated, path)
            # A torn line has no end yet, and is no score.
            done = sum(block.count(b"\n") for block in iter(lambda: file.read(_BLOCK), b""))
    except (OSError, ValueError, InvalidStateError):
        return None
    request = EvaluationRequest(
        Path(head.dataset), out, Path(head.package), head.split, head.fold, head.level, Resuming.YES
    )
    return UnfinishedEvaluation(request, head.model, done, head.images)

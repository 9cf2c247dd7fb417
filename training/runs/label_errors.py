"""Label errors: the images of a cross-validation whose label is least probable to networks that had not seen them."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypedDict

import numpy as np
import numpy.typing as npt

from core.errors import FalxError, InvalidScoresError, UnwritableOutputError
from core.files import make_folder, replacing, require_distinct
from core.jobs.events import Progress, Report
from core.model.known_classes import inline_name
from core.model.preprocessing import preprocess
from core.program.html_report import embed_picture, render_page
from core.program.wording import count_is, count_of, format_percent, format_tenths, shown_name
from training.calibration.calibrate import calibrate
from training.calibration.pooled_scores import pool_scores
from training.calibration.scores import SCORES_FILE, Unseen, read_scores
from training.dataset.reading import Unreadable, read_row
from training.dataset.rows import Row
from training.reports.findings_page import Remark, Severity, shown_values
from training.run_files import FOLDS_FILE, ORDER_FILE, RESULTS_FILE
from training.runs.order import read_order

# The other classes have at least this probability together; the kind of tumour may be open meanwhile.
NEAR_CERTAIN = 0.95

_PICTURES = 60
_SIDE = 192


@dataclass(frozen=True, slots=True)
class _Figure:
    """One image of the page: its source, or the reason why there is none, and the lines below it."""

    picture: str | None
    reason: str
    lines: list[str]


class LabelDoubt(TypedDict):
    """An image whose label is doubted.

    `path` is relative to `dataset`, the folder, which is None where it is unknown; `probability` is that of `label`;
    `other` is the most probable class.
    """

    path: str
    dataset: str | None
    label: str
    probability: float
    other: str
    other_probability: float
    fold: int | None
    source: str
    group: str


class Doubts(TypedDict):
    """What a file of scores shows: how many `images` were looked at, and `doubts`, the least probable label first."""

    images: int
    doubts: list[LabelDoubt]


class DoubtFindings(Doubts):
    """What is found in a run: `near_certain` is the probability of other classes from which a label is doubted."""

    run: str
    near_certain: float


@dataclass(frozen=True, slots=True)
class DoubtRequest:
    """The request to search for label errors.

    Attributes:
        run: folder of the cross-validation.
        json: file for the findings, or None.
        html: file for the report, or None.
    """

    run: Path
    json: Path | None = None
    html: Path | None = None


def is_run(path: Path) -> bool:
    """Return whether a path is the folder of a training or cross-validation rather than a dataset."""
    return path.is_dir() and any((path / name).is_file() for name in (ORDER_FILE, RESULTS_FILE))


def doubt_labels(request: DoubtRequest, report: Report) -> DoubtFindings:
    """Find the images whose label is least probable while any other is near certain, and write them down.

    The probabilities are those of the networks that had not seen the image, calibrated together on all of them.

    Args:
        request: where to look.
        report: is called with the progress.

    Returns:
        The findings, as written.

    Raises:
        InvalidScoresError: if the run holds no scores of all its folds.
        UnwritableOutputError: if a result cannot be written where it is to go.
    """
    for path in filter(None, (request.json, request.html)):
        if path.is_dir():
            raise UnwritableOutputError(
                subject=str(path), expected="the name of a file", got="a folder", advice="choose another"
            )
        require_distinct(path, [request.run / SCORES_FILE, request.run / RESULTS_FILE, request.run / FOLDS_FILE])
        make_folder(path.parent)
    file = request.run / SCORES_FILE
    if not file.is_file():
        raise InvalidScoresError(
            subject=request.run,
            expected=f"the folder of a finished cross-validation, with a {SCORES_FILE}",
            found="none",
            advice="train with --folds, or finish it with --resume",
        )
    report(Progress("Comparing labels with predictions", 0, 0))
    findings: DoubtFindings = {
        "run": shown_name(request.run),
        "near_certain": NEAR_CERTAIN,
        **find_doubts(file, _dataset_of(request.run)),
    }
    if request.json:
        with replacing(request.json) as temporary:
            temporary.write_text(json.dumps(findings, indent=1) + "\n", "utf-8")
    if request.html:
        page = format_doubts(findings)
        with replacing(request.html) as temporary:
            # A file name that is not Unicode is written with escapes.
            temporary.write_text(page, "utf-8", errors="backslashreplace")
    return findings


def find_doubts(file: Path, otherwise: Path | None = None) -> Doubts:
    """Find the doubts, as `doubt_labels` does, in a file of scores.

    Args:
        file: of the scores.
        otherwise: the folder of the dataset, where the file does not say it or it is there no more.

    Raises:
        InvalidScoresError: if it cannot be used.
    """
    scores = read_scores(file)
    calibration = calibrate(pool_scores([file], scores.classes, otherwise=Unseen.GROUP))
    probabilities = calibration.probabilities(scores.logits)
    doubts: list[LabelDoubt] = []
    for row, chances, label in zip(scores.rows, probabilities, scores.labels.tolist(), strict=True):
        top = int(chances.argmax())
        if 1 - chances[label] >= NEAR_CERTAIN:
            doubts.append(
                {
                    "path": row.path,
                    "dataset": _stated(row.dataset_or(otherwise)),
                    "label": row.label,
                    "probability": float(chances[label]),
                    "other": scores.classes[top],
                    "other_probability": float(chances[top]),
                    "fold": row.fold,
                    "source": row.source,
                    "group": row.group,
                }
            )
    return {"images": len(scores.rows), "doubts": sorted(doubts, key=lambda doubt: doubt["probability"])}


def summarise_doubts(findings: DoubtFindings) -> Remark:
    """Put the findings into words."""
    found, images = len(findings["doubts"]), count_of(findings["images"], "image")
    certain = format_percent(findings["near_certain"])
    if not found:
        return Remark(
            Severity.FINE,
            f"Of {images}, no label is doubted: where a network that had not seen an image is at least {certain} sure, "
            "it agrees with the label.",
        )
    return Remark(
        Severity.NOTE,
        f"Of {images}, {count_is(found, 'label')} doubted: the network that had not "
        f"seen the image is at least {certain} sure of others.",
        "Either the label is wrong or the network is. One wrong label in a hundred decides how careful the verdicts of "
        "a calibrated model have to be.",
        "Check these images, starting with the first; correct wrong labels, and leave those that are right.",
    )


def doubt_line(doubt: LabelDoubt) -> str:
    """Describe in one line the label of an image, and the network's prediction."""
    return (
        f"labelled {inline_name(doubt['label'])} ({format_tenths(doubt['probability'])}), "
        f"predicted {inline_name(doubt['other'])} ({format_tenths(doubt['other_probability'])})"
    )


def format_doubts(findings: DoubtFindings) -> str:
    """Write the findings of `doubt_labels` as one HTML page with the pictures."""
    shown = findings["doubts"][:_PICTURES]
    return render_page(
        "label_errors.html",
        title=f"Labels in doubt: {shown_values(findings['run'])}",
        summary=summarise_doubts(findings),
        total=len(findings["doubts"]),
        figures=[_figure(doubt) for doubt in shown],
    )


def _figure(doubt: LabelDoubt) -> _Figure:
    def draw(slices: list[Any]) -> npt.NDArray[np.uint8]:
        return np.rint(preprocess(slices[0], _SIDE)[0]).astype(np.uint8)

    picture = read_row(Row(Path(doubt["dataset"] or "", doubt["path"]), doubt["label"]), draw)
    origin = ", ".join(filter(None, (doubt["source"], doubt["group"])))
    lines = [shown_values(text) for text in (doubt["path"], doubt_line(doubt), origin) if text]
    if isinstance(picture, Unreadable):
        return _Figure(None, picture.reason, lines)
    return _Figure(embed_picture(picture), "", lines)


def _stated(folder: Path | None) -> str | None:
    return None if folder is None else str(Path(os.path.abspath(folder)))  # noqa: PTH100 - without links resolved


def _dataset_of(run: Path) -> Path | None:
    """Find the folder that the paths of a run's images are relative to, where its scores do not say; None if unknown.

    The scores of an earlier Falx do not; a run that was moved without its dataset may be asked too.
    """
    if (run / FOLDS_FILE).is_file():
        return run
    try:
        dataset = read_order(run).request.dataset
    except FalxError:
        return None
    return dataset if dataset.is_dir() else dataset.parent

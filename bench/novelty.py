"""`python -m bench.novelty [--model M] [--dataset CSV] [--json F]`: how well novelty detects pictures of other things.

Brain slices are the rows of a dataset that are measured on. Against them are pictures of many kinds; those of
*unseen* kinds were never used to fit a score.
"""

import argparse
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bench.figures_report import report_figures
from bench.foreign_files import as_slice, dicom_pictures, photographs
from core.errors import FalxError
from core.image.phantom import LESIONS, head_phantom
from core.image.sample_files import sample_files
from core.image.slice import Slice
from core.image.windowing import shown_pixels
from core.model.classifier import Classifier
from core.program.wording import format_tenths
from core.readers import read_slices
from training.dataset.manifest import Row, evaluation_rows, read_dataset
from training.not_brain.kinds import KINDS, draw_foreign
from training.statistics.metrics import Bootstrap
from training.statistics.ranking import roc_area

ROOT = Path(__file__).resolve().parent.parent
FALSE_REJECTION = 0.02

PICTURES = 50
_PHANTOMS = 60
_HEADS = 100

FloatArray = npt.NDArray[np.float64]

_FIGURES = ("auroc", "refused", "refused_at_2_percent")


@dataclass(frozen=True, slots=True)
class Rejection:
    """How well a kind is separated from brain slices.

    Attributes:
        kind: its name.
        is_unseen: whether no score may have been fitted to it.
        pictures: how many were measured.
        auroc: how often one of them has a higher novelty than a brain slice; equal ones count half.
        refused: share above the limit of the shipped model.
        refused_at_2_percent: share above the limit that refuses 2 % of the brain slices.
    """

    kind: str
    is_unseen: bool
    pictures: int
    auroc: float
    refused: float
    refused_at_2_percent: float


def auroc(inside: FloatArray, outside: FloatArray) -> float:
    """Measure how often a value from outside is above one from inside, equal ones counting half."""
    is_outside = np.arange(len(inside) + len(outside)) >= len(inside)
    return roc_area(np.concatenate([inside, outside]), is_outside)


def limit_for(inside: FloatArray, false_rejection: float) -> float:
    """Find the lowest of the values above which no more than that share of them is."""
    return float(np.quantile(inside, 1 - false_rejection, method="higher"))


def compare(brains: FloatArray, kinds: Mapping[str, FloatArray], unseen: Iterable[str]) -> list[Rejection]:
    """Compare the novelties of each kind with those of brain slices; of unseen kinds also the mean over all.

    Args:
        brains: (N,) novelties, 1 being the limit of the shipped model.
        kinds: for each kind its (M,) novelties.
        unseen: the kinds that no score may have been fitted to.
    """
    unseen, limit = set(unseen), limit_for(brains, FALSE_REJECTION)
    found = [
        Rejection(
            kind=name,
            is_unseen=name in unseen,
            pictures=len(values),
            auroc=auroc(brains, values),
            refused=float(np.mean(values > 1)),
            refused_at_2_percent=float(np.mean(values > limit)),
        )
        for name, values in kinds.items()
    ]
    if among := [one for one in found if one.is_unseen]:
        means = (float(np.mean([getattr(one, name) for one in among])) for name in _FIGURES)
        found.append(Rejection("all unseen kinds, each alike", True, sum(one.pictures for one in among), *means))
    return found


def measure(classifier: Classifier, rows: Sequence[Row]) -> dict[str, Any]:
    """Measure a package on brain slices, heads and everything else; returns plain values."""
    slices = [(row, image) for row in rows for image in _readable(row)]
    if not slices:
        raise FalxError("none of the dataset's images could be read")
    brains = _novelties(classifier, (image for _, image in slices))
    heads = [_grey(image) for _, image in slices[:: max(1, len(slices) // _HEADS)]]
    kinds = {name: _novelties(classifier, _drawn(name, heads)) for name in KINDS}
    kinds["photographs"] = _novelties(classifier, photographs())
    kinds["dicom-files"] = _novelties(classifier, dicom_pictures())
    unseen = [name for name in kinds if name not in KINDS or not KINDS[name].is_fitted]
    groups = [row.group or str(row.path) for row, _ in slices]
    drawn = (as_slice(head_phantom(seed, (None, *LESIONS)[seed % 4])) for seed in range(_PHANTOMS))
    return {
        "model": classifier.package.title,
        "brain_slices": len(brains),
        "groups": len(set(groups)),
        "brain_slices_refused": Bootstrap(groups).share(brains > 1).as_dict(),
        "limit_at_2_percent": limit_for(brains, FALSE_REJECTION),
        "head_phantoms_refused": float(np.mean(_novelties(classifier, drawn) > 1)),
        "samples_refused": float(np.mean(_novelties(classifier, (read_slices(f)[0] for f in sample_files())) > 1)),
        "kinds": [asdict(one) for one in compare(brains, kinds, unseen)],
    }


def format_report(figures: Mapping[str, Any]) -> str:
    """Write the figures as a table for reading."""
    refused = figures["brain_slices_refused"]
    low, high = (format_tenths(bound) for bound in refused["interval"])
    shares = (
        f"refused: {format_tenths(refused['value'])} ({low} to {high}) of the brain slices, "
        f"{format_tenths(figures['head_phantoms_refused'])} of the head phantoms, "
        f"{format_tenths(figures['samples_refused'])} of the samples"
    )
    lines = [
        f"{figures['model']}: {figures['brain_slices']} brain slices of {figures['groups']} groups",
        shares,
        "",
        f"{'kind':<30}{'unseen':>7}{'pictures':>9}{'AUROC':>9}{'refused':>10}{'at 2 %':>10}",
    ]
    lines += [
        f"{one['kind']:<30}{'yes' if one['is_unseen'] else 'no':>7}{one['pictures']:>9}{one['auroc']:>9.4f}"
        f"{format_tenths(one['refused']):>10}{format_tenths(one['refused_at_2_percent']):>10}"
        for one in figures["kinds"]
    ]
    return "\n".join(lines)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure what the arguments name; returns 2 if that cannot be measured."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.novelty", description="Measure how well novelty detects pictures other than brain MRI."
    )
    parser.add_argument("--model", metavar="M", type=Path, help="package; the shipped one by default")
    parser.add_argument("--dataset", metavar="CSV", type=Path, help="of brain slices; other_scanners.csv by default")
    parser.add_argument("--json", metavar="F", type=Path, help="write the figures to a file")
    arguments = parser.parse_args(argv)

    def measured() -> dict[str, Any]:
        rows = evaluation_rows(read_dataset(arguments.dataset or _default_dataset()))
        return measure(Classifier.open(arguments.model), rows)

    return report_figures(measured, format_report, arguments.json)


def _default_dataset() -> Path:
    data = Path(os.environ.get("FALX_DATA") or ROOT.parent / "shared" / "data")
    return data / "protocols" / "other_scanners.csv"


def _readable(row: Row) -> Iterator[Slice]:
    try:
        yield read_slices(row.path)[0]
    except FalxError as error:
        print(error, file=sys.stderr)


def _drawn(name: str, heads: Sequence[npt.NDArray[np.uint8]]) -> Iterator[Slice]:
    """Draw the pictures of a kind; of heads, every other one out of a real slice."""
    for seed in range(PICTURES):
        yield as_slice(draw_foreign(name, seed, heads=heads if seed % 2 else ()))


def _grey(image: Slice) -> npt.NDArray[np.uint8]:
    shown = shown_pixels(image)
    return shown if shown.ndim == 2 else shown.mean(axis=2).astype(np.uint8)


def _novelties(classifier: Classifier, slices: Iterable[Slice]) -> FloatArray:
    return np.array([classifier.predict(image, with_features=False).novelty for image in slices])


if __name__ == "__main__":
    sys.exit(main())

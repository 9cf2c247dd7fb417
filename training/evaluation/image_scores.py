"""Scores of each image, measured while the predictions stream by, so that feature maps never pile up."""

import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.batch.engine import Failure, map_files
from core.jobs.events import ProgressReporter, Report
from core.jobs.throttle import Throttle
from core.model.classifier import Classifier
from core.model.heat_maps.known_heat_maps import HeatMethod
from core.model.package import ModelPackage
from core.reader_process.shared_reader import read_isolated
from training.dataset.manifest import Row
from training.evaluation.heat_map_scores import HeatScore, score_heat_maps
from training.evaluation.perturbation import Faithfulness, perturb
from training.evaluation.randomisation import MapLikeness, compare_maps, permuted_heads, write_permuted_package

# Deletion, insertion and randomisation take a second an image: they are measured on a sample of this many.
PERTURBED_IMAGES = 200
_SECONDS_BETWEEN_REPORTS = 0.5
_SEED = 20


@dataclass(frozen=True, slots=True, eq=False)
class ImageScore:
    """The scores of one image.

    Attributes:
        row: which image it is.
        logits: (C,) float32 as they leave the network, without biases and temperature.
        probabilities: (C,) float32, calibrated.
        prediction_set: names of the plausible classes.
        is_refused: whether it is outside the training data.
        novelty: in units of the limit.
        is_kind_open: whether its weighting leaves the kind of a tumour open.
        heat: by method, where the image has an outline; otherwise None.
        faithfulness: of the heat maps, where the image is in the sample for it; otherwise None.
        likeness: to the maps of random weights, likewise.
    """

    row: Row
    logits: npt.NDArray[np.float32]
    probabilities: npt.NDArray[np.float32]
    prediction_set: tuple[str, ...]
    is_refused: bool
    novelty: float
    is_kind_open: bool
    heat: Mapping[HeatMethod, HeatScore] | None
    faithfulness: Faithfulness | None
    likeness: MapLikeness | None


def score_images(
    rows: Sequence[Row], package: ModelPackage, report: Report, known: Mapping[int, ImageScore] | None = None
) -> Iterator[tuple[Row, ImageScore | Failure]]:
    """Classify the first slice of each row and score its heat maps.

    Args:
        rows: what to measure on. Deletion, insertion and randomisation are measured on at most `PERTURBED_IMAGES` of
            them, which are always the same ones.
        package: what to classify with.
        report: is called with the progress.
        known: scores that are there already, by the place of their row; none by default.

    Yields:
        Each row, in their order, with its score or the reason why it could not be read.
    """
    drawn = np.random.default_rng(_SEED).permutation(len(rows))[:PERTURBED_IMAGES]
    seeds = {rows[index].path: number for number, index in enumerate(drawn)}
    own, stopping = threading.local(), threading.Event()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        permuted, heads = write_permuted_package(package, Path(folder)), permuted_heads(package.head)

        def score(row: Row, classifier: Classifier) -> ImageScore:
            image = read_isolated(row.path, lambda: not stopping.is_set())[0]
            is_sampled = row.path in seeds
            prediction = classifier.predict(image, with_features=is_sampled or bool(row.outline))
            if is_sampled and not hasattr(own, "permuted"):
                own.permuted = Classifier(permuted, threads=1)
            return ImageScore(
                row=row,
                logits=prediction.logits,
                probabilities=prediction.probabilities,
                prediction_set=prediction.prediction_set,
                is_refused=not prediction.is_in_distribution,
                novelty=float(prediction.novelty),
                is_kind_open=prediction.open_contrast is not None,
                heat=score_heat_maps(classifier, prediction, row.label, row.outline) if row.outline else None,
                faithfulness=perturb(classifier, image, prediction, seeds[row.path]) if is_sampled else None,
                likeness=compare_maps(classifier, own.permuted, heads, image, prediction) if is_sampled else None,
            )

        reporter = ProgressReporter("Measuring the model", len(rows), report)
        often = Throttle(_SECONDS_BETWEEN_REPORTS, is_due_at_once=True)
        there = known or {}
        fresh = [row for place, row in enumerate(rows) if place not in there]
        outcomes = map_files(
            fresh, lambda row: str(row.path), score, package, stopping=stopping, on_wait=reporter.repeat
        )
        for index, row in enumerate(rows, start=1):
            yield row, there[index - 1] if index - 1 in there else next(outcomes)[1]
            if often.is_due() or index == len(rows):
                often.restart()
                reporter.report(index)

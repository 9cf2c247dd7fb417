"""Weight-randomisation check (Adebayo et al., 2018): do heat maps depend on what the network has learnt?"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.errors import InvalidPackageError
from core.image.slice import Slice
from core.model.classifier import Classifier
from core.model.dense_head import DenseHead
from core.model.heat_maps.grad_cam import grad_cam
from core.model.package import LISTED_FILES, NETWORK_FILE, ModelPackage, write_about
from core.model.prediction import Prediction
from training.statistics.bootstrap import Bootstrap
from training.statistics.figures import Likeness

_HEADS = 5
_SEED = 20


@dataclass(frozen=True, slots=True)
class MapLikeness:
    """Rank correlation, in [-1, 1], of an image's Grad-CAM with that of random weights; None if one has no heat.

    Attributes:
        head: only the dense head is random; the mean of five such heads.
        network: all weights are.
    """

    head: float | None
    network: float | None


def permuted_heads(head: DenseHead) -> list[DenseHead]:
    """Return five heads with shuffled weights, the same ones each time."""
    rng = np.random.default_rng(_SEED)
    return [_permuted_head(head, rng) for _ in range(_HEADS)]


def _permuted_head(head: DenseHead, rng: np.random.Generator) -> DenseHead:
    """Shuffle the weights of each layer, so that they keep their distribution and lose what they have learnt."""
    return DenseHead(*(rng.permuted(array) for array in (head.w1, head.b1, head.w2, head.b2)))


def write_permuted_package(package: ModelPackage, folder: Path) -> ModelPackage:
    """Write a package whose weights are shuffled, layer by layer, and open it.

    LiteRT cannot train, but its file is read like any other: the floating-point constants are shuffled where they are.

    Args:
        package: to take the weights from.
        folder: an empty one to write to.
    """
    from ai_edge_litert import schema_py_generated as schema

    rng = np.random.default_rng(_SEED)
    content = bytearray(package.read(NETWORK_FILE))
    model = schema.Model.GetRootAsModel(content, 0)
    widths = {schema.TensorType.FLOAT16: np.uint16, schema.TensorType.FLOAT32: np.uint32}
    done = set()
    for graph in map(model.Subgraphs, range(model.SubgraphsLength())):
        for tensor in map(graph.Tensors, range(graph.TensorsLength())):
            buffer = model.Buffers(tensor.Buffer())
            if tensor.Buffer() in done or tensor.Type() not in widths or buffer.DataIsNone():
                continue
            done.add(tensor.Buffer())
            # A view of the bytes themselves.
            values = buffer.DataAsNumpy().view(widths[tensor.Type()])
            values[:] = rng.permutation(values)
    for name in LISTED_FILES:
        (folder / name).write_bytes(bytes(content) if name == NETWORK_FILE else package.read(name))
    write_about(folder, json.loads(package.about()))
    return replace(ModelPackage.open(folder), head=_permuted_head(package.head, rng))


def compare_maps(
    classifier: Classifier, permuted: Classifier, heads: Sequence[DenseHead], image: Slice, prediction: Prediction
) -> MapLikeness:
    """Compare the cells of the predicted class's Grad-CAM with those of random weights.

    Args:
        classifier: that made the prediction.
        permuted: of `write_permuted_package`.
        heads: of `permuted_heads`.
        image: the slice.
        prediction: with its feature maps.
    """
    if prediction.features is None:
        raise ValueError("expected a prediction made with its feature maps")
    head, index = classifier.package.head, classifier.package.classes.index(prediction.label)
    trained = grad_cam(prediction.features, head, index)
    likenesses = [rank_correlation(trained, grad_cam(prediction.features, one, index)) for one in heads]
    defined = [one for one in likenesses if one is not None]
    try:
        features = permuted.predict(image, prediction.window).features
    except InvalidPackageError:
        # Shuffled weights may give numbers that are not finite.
        features = None
    return MapLikeness(
        head=float(np.mean(defined)) if defined else None,
        network=None
        if features is None
        else rank_correlation(trained, grad_cam(features, permuted.package.head, index)),
    )


def rank_correlation(one: npt.NDArray[np.float32], other: npt.NDArray[np.float32]) -> float | None:
    """Correlate the ranks of two arrays of one shape (Spearman, 1904); None if either is constant."""
    from scipy.stats import rankdata

    ranks = [rankdata(array, axis=None) for array in (one, other)]
    first, second = (array - array.mean() for array in ranks)
    norm = float(np.sqrt((first**2).sum() * (second**2).sum()))
    return float(first @ second) / norm if norm and np.isfinite(norm) else None


def randomisation_metrics(found: Sequence[MapLikeness], groups: Sequence[str]) -> dict[str, Likeness]:
    """Sum up the likenesses of some images.

    Returns:
        Plain values under `head` and `network`: `images` whose maps could be compared, and the mean `rank_correlation`.
    """
    bootstrap = Bootstrap(groups)
    result: dict[str, Likeness] = {}
    for name in ("head", "network"):
        values = np.array([getattr(one, name) for one in found], float)
        is_defined = ~np.isnan(values)
        result[name] = {
            "images": int(is_defined.sum()),
            "rank_correlation": bootstrap.mean(np.nan_to_num(values), is_defined).as_dict(),
        }
    return result

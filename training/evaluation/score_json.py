"""The scores of an image as JSON, which loses nothing of them."""

import dataclasses
from collections.abc import Mapping
from typing import Any

import numpy as np

from core.model.heat_maps.known_heat_maps import HeatMethod, find_heat_method
from training.dataset.manifest import Row
from training.evaluation.heat_map_scores import HeatScore
from training.evaluation.image_scores import ImageScore
from training.evaluation.perturbation import Curves, Faithfulness
from training.evaluation.randomisation import MapLikeness


def score_as_json(score: ImageScore) -> dict[str, Any]:
    """Return the scores of an image, without its row, as `json` writes them."""
    heat, faithful, like = score.heat, score.faithfulness, score.likeness
    return {
        "logits": score.logits.tolist(),
        "probabilities": score.probabilities.tolist(),
        "prediction_set": list(score.prediction_set),
        "is_refused": score.is_refused,
        "novelty": score.novelty,
        "is_kind_open": score.is_kind_open,
        "heat": heat and {method.name: dataclasses.astuple(one) for method, one in heat.items()},
        "curves": faithful
        and {method.name: [one.deletion.tolist(), one.insertion.tolist()] for method, one in faithful.by_heat.items()},
        "at_random": faithful and faithful.at_random.tolist(),
        "likeness": like and [like.head, like.network],
    }


def score_from_json(values: Mapping[str, Any], row: Row) -> ImageScore:
    """Return the scores of a row that `score_as_json` gave.

    Raises:
        KeyError: if one is missing.
        TypeError: if one is of another kind.
        ValueError: if one has another form, or a heat map is unknown.
    """
    heat, curves, likeness = values["heat"], values["curves"], values["likeness"]
    faithful = None
    if curves is not None:
        by_heat = {_method(name): Curves(np.array(first), np.array(second)) for name, (first, second) in curves.items()}
        faithful = Faithfulness(by_heat, np.array(values["at_random"]))
    return ImageScore(
        row=row,
        logits=np.array(values["logits"], np.float32),
        probabilities=np.array(values["probabilities"], np.float32),
        prediction_set=tuple(values["prediction_set"]),
        is_refused=bool(values["is_refused"]),
        novelty=float(values["novelty"]),
        is_kind_open=bool(values["is_kind_open"]),
        heat=None if heat is None else {_method(name): HeatScore(*one) for name, one in heat.items()},
        faithfulness=faithful,
        likeness=None if likeness is None else MapLikeness(*likeness),
    )


def _method(name: str) -> HeatMethod:
    if (method := find_heat_method(name)) is None:
        raise ValueError(name)
    return method

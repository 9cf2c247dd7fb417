"""A case for tests: a drawn head with a told verdict and a warm spot in its heat map."""

from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from core.image.phantom import head_phantom
from core.image.slice import EdgeLabels, Slice, Window
from core.image.windowing import EIGHT_BIT
from core.model.heat_maps.known_heat_maps import EVIDENCE
from core.model.prediction import Prediction
from core.model.preprocessing import preprocess
from core.report.case import Case, CaseOrder

CLASSES = ("glioma", "meningioma", "notumor", "pituitary")
METRICS = {
    "validation": {"images": 5, "accuracy": {"value": 0.99}},
    "other_scanners": {
        "model": "recipe 1.0.0",
        "images": 895,
        "any_tumour": {
            "sensitivity": {"value": 0.718, "interval": [0.661, 0.774]},
            "specificity": {"value": 0.915, "interval": [0.873, 0.95]},
            "right_class": {"value": None, "interval": [None, None]},
        },
    },
    "patient_proxy": {
        "images": 4564,
        "summary": {"any_tumour": {"sensitivity": {"mean": 0.943, "standard_deviation": 0.025, "folds": 5}}},
    },
}


def draw_slice(source=Path("Doe^Jane 1970.png"), size=128, **changes):
    return Slice(head_phantom(3, "glioma", size=size), EIGHT_BIT, source, 0, 1, "ab" * 32, **changes)


def draw_case(image=None, plausible=("glioma",), novelty=0.4, metrics=METRICS, **order):
    """Make a case; by default a glioma of 94 %."""
    image = image or draw_slice(edges=EdgeLabels("R", "L", "A", "P"), spacing_mm=(0.5, 0.5))
    probabilities = np.array([0.94, 0.03, 0.02, 0.01], np.float32)
    heat = np.zeros(image.pixels.shape[:2], np.float32)
    heat[20:40, 20:40] = 1
    prediction = Prediction(
        classes=CLASSES,
        logits=np.log(probabilities),
        probabilities=probabilities,
        level=0.95,
        prediction_set=plausible,
        novelty=novelty,
        foreign_limit=2.0,
        window=Window(255, 127.5),
        placement=preprocess(image, 192)[1],
        features=None,
        pooled=np.zeros(4, np.float32),
    )
    made_at = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
    return Case(image, prediction, heat, EVIDENCE, "glioma", "fake 1.2.3", metrics, made_at, CaseOrder(**order))

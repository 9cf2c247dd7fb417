"""What the self-test has done in child processes."""

from pathlib import Path
from typing import Any

from core.batch import SliceChoice, classify_files
from core.child import Wire
from core.jobs import Progress
from core.model_package import ModelPackage
from core.model_store import shipped_package


def classify_all(paths: list[str], wire: Wire) -> int:
    """Classify files one after the other; hands over each verdict, returns how many there are."""
    package, done = ModelPackage.open(shipped_package()), 0
    for group in classify_files(iter(paths), package, SliceChoice.ALL, 1):
        for record in group:
            done += 1
            wire.tell(record.as_dict()["verdict"])
            wire.report(Progress("Classifying", done, len(paths)))
    return done


def train_briefly(dataset: Path, out: Path, wire: Wire) -> Path:
    """Train one epoch from the shipped model; returns the package that came out."""
    from training.config import TrainingConfig
    from training.request import TrainingRequest
    from training.run import train

    config = TrainingConfig(size=64, epochs=1, head_epochs=1, batch_size=8, validation_share=0.25)
    return train(TrainingRequest(dataset, out, config, shipped_package(), name="self-test"), wire.report).package


def evaluate_briefly(dataset: Path, out: Path, package: Path, wire: Wire) -> dict[str, Any]:
    """Measure a model; returns the figures."""
    from training.evaluate import EvaluationRequest, evaluate

    return evaluate(EvaluationRequest(dataset, out, package, None, None), wire.report)

"""Distillation: a network learns from the predictions of finished models (teachers) beside the labels.

Distillation (Hinton et al., 2015). Usual teachers are the models of a cross-validation's folds. Each was trained on all
images but its own fold's, so that all teachers but one know the label of an image by heart; all are asked all the
same, since a single one would add little. The network thus inherits the training data of its teachers:
a fold, or a source, that it is to be measured on must have been left out of all teachers too.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.errors import InvalidConfigError
from core.jobs.events import ProgressReporter, Report
from core.model.classifier import Classifier
from core.model.package import NETWORK_FILE, ModelPackage
from training.settings.config import TrainingConfig

_STEP = 100


def open_teachers(paths: Sequence[Path], classes: Sequence[str], config: TrainingConfig) -> list[ModelPackage]:
    """Open the packages to learn from.

    Args:
        paths: of them; none for none.
        classes: of the network that is to learn, in its order.
        config: its settings.

    Raises:
        InvalidPackageError: if one is damaged, or is not a package.
        InvalidConfigError: if one has other classes, or sees other pictures.
    """
    teachers = [ModelPackage.open(path) for path in paths]
    for teacher in teachers:
        if teacher.classes != tuple(classes):
            raise InvalidConfigError(
                subject=teacher.title,
                expected=f"a teacher of the classes {', '.join(classes)}",
                got=", ".join(teacher.classes),
            )
        if (teacher.input_size, int(teacher.framing)) != (config.size, config.framing):
            raise InvalidConfigError(
                subject=teacher.title,
                expected=f"a teacher that sees pictures of {config.size} pixels with framing {config.framing}",
                got=f"{teacher.input_size} with framing {int(teacher.framing)}",
                advice="choose those settings",
            )
    return teachers


def digest_of_teachers(teachers: Sequence[ModelPackage]) -> str:
    """Return a fingerprint of what teachers have learnt; empty without any."""
    contents = [f"{teacher.title}{hashlib.sha256(teacher.read(NETWORK_FILE)).hexdigest()}" for teacher in teachers]
    return hashlib.sha256("".join(contents).encode()).hexdigest() if contents else ""


def soft_targets(
    teachers: Sequence[ModelPackage], images: npt.NDArray[np.uint8], report: Report
) -> npt.NDArray[np.float32]:
    """Average the teachers' calibrated probabilities of images and of their mirror images.

    Args:
        teachers: from `open_teachers`.
        images: (N, S, S) uint8, without other changes.
        report: is called with the progress.

    Returns:
        (N, C) float32.
    """
    reporter = ProgressReporter("Asking the teachers", len(teachers) * len(images), report)
    total = np.zeros((len(images), len(teachers[0].classes)), np.float32)
    for number, teacher in enumerate(teachers):
        classifier = Classifier(teacher)
        for index, image in enumerate(images):
            for view in (image, image[:, ::-1]):
                classifier.run(view.astype(np.float32))
                total[index] += teacher.probabilities(classifier.output("logits"))
            if index % _STEP == _STEP - 1 or index == len(images) - 1:
                reporter.report(number * len(images) + index + 1)
    return total / np.float32(2 * len(teachers))

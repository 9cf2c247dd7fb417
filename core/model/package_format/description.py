"""The form of a package's description: every number finite and in its range, every name plain."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.image.mr_contrast import CONTRASTS
from core.model.class_names import fault_of
from core.model.conformal import COVERAGES, DecisionRule, OneThresholdRule, Thresholds, TwoQuestionRule
from core.model.geometry import FeatureGeometry
from core.model.known_classes import TUMOUR_FREE
from core.model.package_format.values import (
    UnsoundValueError,
    require_number,
    require_numbers,
    require_object,
    require_part,
    require_texts,
    require_whole,
    shown,
)

# A name and a version become a folder's name, which systems limit to 255 bytes, and appear in one line.
LONGEST_NAME = 60
# Windows drops a dot or blank at the end of a folder's name.
_PLAIN = re.compile(rf"\w(?:[\w.+ -]{{0,{LONGEST_NAME - 2}}}[\w+-])?")
_DIGEST = re.compile(r"[0-9a-f]{64}")

LEAST_OUTPUTS = ("features", "pooled", "logits")
# Of the network: a map of where a tumour is, and the features for novelty if not the pooled ones.
EVIDENCE, CONTEXT = "evidence", "context"
_OUTPUTS = (*LEAST_OUTPUTS, EVIDENCE, CONTEXT)

# Of the calibration: what verdicts are derived from. The rest there states where that comes from.
RULE_KEYS = ("coverages", "tumour", "tumour_free", "kind")

# A tumour is called in a study from this probability on, if a package does not state another one. It was fitted by
# `python -m bench.studies` to whole studies, but to the probabilities of one model: for another model, as one trained
# on other images, the error rate has not been measured. Such a package states its own `study_called_from`.
STUDY_CALLED_FROM = 0.956

LARGEST_SIDE = 4096
_MOST_CELLS = 1024
_SCALE = (1e-15, 1e15)
_LEAST_PROBABILITY = 1e-6


@dataclass(frozen=True, slots=True)
class Description:
    """The values of `package.json`, each checked by itself. The attributes are those of `ModelPackage`.

    Attributes:
        rest_variance: of the novelty.
        novelty_limit: of the novelty.
        novelty_bias: of the novelty.
        foreign_limit: of the novelty.
    """

    name: str
    version: str
    classes: tuple[str, ...]
    input_size: int
    architecture: str
    outputs: tuple[str, ...]
    geometry: FeatureGeometry
    biases: tuple[float, ...]
    temperature: float
    rule: DecisionRule
    calibration: Mapping[str, Any]
    kind_contrasts: Mapping[str, tuple[str, ...]]
    study_called_from: float
    rest_variance: float
    novelty_limit: float
    novelty_bias: float
    foreign_limit: float
    training: Mapping[str, Any]
    metrics: Mapping[str, Any]
    studies_measured: Mapping[str, Any]
    checksums: Mapping[str, str]


def is_plain(text: str) -> bool:
    """Return whether a name or version of a package can be installed under it."""
    return _PLAIN.fullmatch(text) is not None


def parse_description(about: Mapping[str, Any], listed: tuple[str, ...]) -> Description:
    """Take the values of a description, if all of them are sound.

    Args:
        about: the object that `package.json` holds.
        listed: the files whose checksums it must name.

    Raises:
        UnsoundValueError: naming the key, what was expected and what came.
    """
    preprocessing = require_object(require_part(about, "preprocessing"), "preprocessing")
    novelty = require_object(require_part(about, "novelty"), "novelty")
    classes, is_first = _classes(about), about.get("format") == 1
    return Description(
        name=_plain(about, "name"),
        version=_plain(about, "version"),
        classes=classes,
        input_size=require_whole(preprocessing, "size", 1, LARGEST_SIDE, "preprocessing"),
        architecture=_plain(about, "architecture"),
        outputs=_outputs(about),
        geometry=_geometry(about),
        biases=(0.0,) * len(classes) if is_first else _biases(about, len(classes)),
        temperature=require_number(about, "temperature", 1e-3, 1e3),
        rule=_one_threshold(about) if is_first else _two_questions(about, classes),
        calibration={} if is_first else require_object(about["calibration"], "calibration"),
        kind_contrasts={} if is_first else _kind_contrasts(about, classes),
        study_called_from=require_number(about, "study_called_from", _LEAST_PROBABILITY, 1, default=STUDY_CALLED_FROM),
        rest_variance=require_number(novelty, "rest_variance", *_SCALE, "novelty"),
        novelty_limit=require_number(novelty, "limit", *_SCALE, "novelty"),
        novelty_bias=require_number(novelty, "bias", -1e12, 1e12, "novelty", default=0.0),
        foreign_limit=1.0 if is_first else require_number(novelty, "foreign_limit", 1, 1e12, "novelty"),
        training=_training(about),
        metrics=require_object(require_part(about, "metrics"), "metrics"),
        studies_measured=require_object(about.get("studies_measured", {}), "studies_measured"),
        checksums=_checksums(about, listed),
    )


def _one_threshold(about: Mapping[str, Any]) -> OneThresholdRule:
    conformal = require_object(require_part(about, "conformal"), "conformal")
    return OneThresholdRule(
        # A coverage of 1 cannot be promised for certain, and one of 0 is no promise.
        level=require_number(conformal, "coverage", 1e-6, 1 - 1e-6, "conformal"),
        threshold=require_number(conformal, "threshold", 0, 1, "conformal"),
    )


def _two_questions(about: Mapping[str, Any], classes: Sequence[str]) -> TwoQuestionRule:
    calibration = require_object(require_part(about, "calibration"), "calibration")
    coverages = require_numbers(calibration, "coverages", 0, 1, "calibration")
    if not coverages or not set(coverages) <= set(COVERAGES) or list(coverages) != sorted(set(coverages)):
        raise UnsoundValueError(
            f"calibration.coverages: expected some of {', '.join(f'{one:g}' for one in COVERAGES)}, ascending, "
            f"got {', '.join(f'{one:g}' for one in coverages[:20])}"
        )
    has_free = TUMOUR_FREE in classes

    def scores(key: str, is_asked: bool) -> tuple[float, ...] | None:
        if not is_asked:
            return None
        found = require_numbers(calibration, key, 0, 1, "calibration")
        if len(found) != len(coverages):
            raise UnsoundValueError(
                f"calibration.{key}: expected {len(coverages)} numbers, one for each coverage, got {len(found)}"
            )
        return found

    thresholds = Thresholds(
        coverages=coverages,
        tumour=scores("tumour", has_free),
        tumour_free=scores("tumour_free", has_free),
        kind=scores("kind", len(classes) - has_free > 1),
    )
    return TwoQuestionRule(thresholds, classes.index(TUMOUR_FREE) if has_free else None)


def _kind_contrasts(about: Mapping[str, Any], classes: Sequence[str]) -> dict[str, tuple[str, ...]]:
    stated = require_object(about.get("kind_contrasts", {}), "kind_contrasts")
    if unknown := set(stated) - (set(classes) - {TUMOUR_FREE}):
        raise UnsoundValueError(
            f"kind_contrasts: expected kinds of tumours among the classes, got {shown(min(unknown))}"
        )
    found = {
        name: tuple(require_texts(value, f"kind_contrasts.{name}", 1, len(CONTRASTS))) for name, value in stated.items()
    }
    for name, contrasts in found.items():
        if others := set(contrasts) - set(CONTRASTS):
            raise UnsoundValueError(
                f"kind_contrasts.{name}: expected some of {', '.join(CONTRASTS)}, got {shown(min(others))}"
            )
    return found


def _biases(about: Mapping[str, Any], count: int) -> tuple[float, ...]:
    biases = require_numbers(about, "biases", -1e3, 1e3)
    if len(biases) != count:
        raise UnsoundValueError(f"biases: expected {count} numbers, one for each class, got {len(biases)}")
    return biases


def _plain(about: Mapping[str, Any], key: str) -> str:
    value = require_part(about, key)
    if not isinstance(value, str) or not is_plain(value):
        raise UnsoundValueError(
            f"{key}: expected a plain name, of 1 to {LONGEST_NAME} letters, figures, blanks and . + - _, "
            f"got {shown(value)}"
        )
    return value


def _classes(about: Mapping[str, Any]) -> tuple[str, ...]:
    classes = require_texts(require_part(about, "classes"), "classes", 2, 20)
    for name in classes:
        if fault := fault_of(name):
            raise UnsoundValueError(f"classes: expected names that a class may have, got {shown(name)}, which {fault}")
    if len({unicodedata.normalize("NFC", name).casefold() for name in classes}) < len(classes):
        raise UnsoundValueError(f"classes: expected names that differ in more than case, got {', '.join(classes)}")
    return tuple(classes)


def _outputs(about: Mapping[str, Any]) -> tuple[str, ...]:
    outputs = require_texts(about.get("outputs", list(LEAST_OUTPUTS)), "outputs", len(LEAST_OUTPUTS), len(_OUTPUTS))
    if not {*LEAST_OUTPUTS} <= {*outputs} <= {*_OUTPUTS}:
        raise UnsoundValueError(
            f"outputs: expected {', '.join(LEAST_OUTPUTS)} and perhaps {EVIDENCE}, {CONTEXT}, "
            f"got {', '.join(map(shown, outputs))}"
        )
    return tuple(outputs)


def _geometry(about: Mapping[str, Any]) -> FeatureGeometry:
    geometry = require_object(require_part(about, "geometry"), "geometry")
    return FeatureGeometry(
        stride=require_number(geometry, "stride", 1, LARGEST_SIDE, "geometry"),
        offset=require_number(geometry, "offset", -LARGEST_SIDE, LARGEST_SIDE, "geometry"),
        cells=require_whole(geometry, "cells", 1, _MOST_CELLS, "geometry"),
    )


def _training(about: Mapping[str, Any]) -> Mapping[str, Any]:
    training = require_object(require_part(about, "training"), "training")
    require_object(training.get("config", {}), "training.config")
    return training


def _checksums(about: Mapping[str, Any], listed: tuple[str, ...]) -> Mapping[str, str]:
    files = require_object(require_part(about, "files"), "files")
    for name in listed:
        digest = require_part(files, name, "files")
        if not isinstance(digest, str) or not _DIGEST.fullmatch(digest):
            raise UnsoundValueError(f"files.{name}: expected a SHA-256 of 64 hexadecimal figures, got {shown(digest)}")
    return {name: files[name] for name in listed}

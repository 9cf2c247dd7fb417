"""Descriptions of a package in either format, whichever the shipped one has."""

from typing import Any

# Of one format alone.
_FIRST, _SECOND = ("conformal",), ("biases", "calibration", "kind_contrasts", "study_called_from")
_SEALS = ("checksum", "files")


def as_format_1(about: dict[str, Any], coverage: float = 0.99, threshold: float = 0.0137) -> dict[str, Any]:
    """Give what `package.json` would hold in format 1: one threshold for all classes, one limit of novelty."""
    novelty = {key: value for key, value in about["novelty"].items() if key != "foreign_limit"}
    conformal = {"coverage": coverage, "threshold": threshold}
    return {**_rest(about), "format": 1, "novelty": novelty, "conformal": conformal}


def as_format_2(about: dict[str, Any], foreign_limit: float = 1.5, **calibration: Any) -> dict[str, Any]:
    """Give what `package.json` would hold in format 2; at 99 %, every class is plausible.

    Args:
        about: in either format, with a tumour-free class and kinds of tumours.
        foreign_limit: of the novelty.
        calibration: what to state there besides, or otherwise.
    """
    stated = {
        "coverages": [0.9, 0.95, 0.98, 0.99],
        "tumour": [0.4, 0.2, 0.05, 0.0],
        "tumour_free": [0.4, 0.3, 0.1, 0.0],
        "kind": [0.3, 0.1, 0.02, 0.0],
        "from": "phantoms",
    }
    novelty = {**about["novelty"], "foreign_limit": foreign_limit}
    biases = [0.0] * len(about["classes"])
    return {**_rest(about), "format": 2, "novelty": novelty, "biases": biases, "calibration": stated | calibration}


def _rest(about: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in about.items() if key not in (*_FIRST, *_SECOND, *_SEALS)}

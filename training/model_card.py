"""The model card of a package, written from what the package states of itself; nothing in it is typed by hand."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.model_package import CARD_FILE, PACKAGE_FILE, write_about
from core.prediction import inline_name

_HEAD = """\
# {name} {version}

Classifies a slice of a brain MRI as {classes}.

**For research and teaching. Not a medical device; not for diagnosis.**

## Intended use
Learning and teaching how such networks work, fail and can be examined; a starting point for models on data of one's
own. It is not meant for decisions about patients.

## How it was made
| | |
|---|---|
"""

_LIMITS = """\
## Known limits
- It has seen one collection of pictures. On pictures of other scanners and sources a model made this way is known to
  fail while stating a high probability: it learns to tell the sources apart, because the pictures without a tumour come
  from other scanners than those with one.
- Its heat map says where the network looked. In a model made this way the hottest point rarely lies in the tumour.
- The prediction set and the novelty limit were set on validation data of the same collection; their promises hold for
  such pictures only.
- It sees one slice at a time, as 8-bit grey levels, and knows nothing of the patient.
"""


def format_card(about: Mapping[str, Any]) -> str:
    """Write the card as Markdown.

    Args:
        about: the contents of `package.json`.
    """
    training = about["training"]
    config = training["config"]
    facts = {
        "Architecture": f"{about['architecture']}, input {config['size']} x {config['size']} pixels",
        "Start": f"{training['start']}",
        "Training data": f"{training['dataset']} ({_counts(training['images'])})",
        "Validation data": f"cut from it by group and look-alike ({_counts(training['validation_images'])})",
        "Data fingerprint": f"`{training['data_sha256'][:16]}`",
        "Temperature": f"{about['temperature']:.3f}",
        "Prediction sets": f"split conformal at {about['conformal']['coverage']:.0%}, fitted on the validation data",
        "Novelty limit": f"refuses {about['novelty']['false_rejection']:.0%} of the validation data",
        "Libraries": ", ".join(f"{name} {number}" for name, number in training["libraries"].items()),
    }
    names = ", ".join(inline_name(name) for name in about["classes"])
    text = _HEAD.format(name=about["name"], version=about["version"], classes=names)
    text += "".join(f"| {name} | {value} |\n" for name, value in facts.items())
    return f"{text}\n## Figures\n{_figures(about['metrics'])}\n{_LIMITS}"


def add_metrics(folder: Path, protocols: Mapping[str, Mapping[str, Any]]) -> None:
    """Put figures by protocol into a package and write its card anew.

    Args:
        folder: of the package.
        protocols: for each name of a protocol what `falx evaluate` wrote into `metrics.json`.
    """
    about = json.loads((folder / PACKAGE_FILE).read_text("utf-8"))
    about["metrics"].update(protocols)
    (folder / CARD_FILE).write_text(format_card(about), "utf-8")
    write_about(folder, about)


def format_interval(metric: Mapping[str, Any], as_percent: bool = True) -> str:
    """Write a metric with its 95 % interval, in words where it is not defined."""
    low, high = metric["interval"]
    if metric["value"] is None:
        return "not defined"
    if as_percent:
        return f"{metric['value']:.1%} ({low:.1%} to {high:.1%})".replace("%", " %")
    return f"{metric['value']:.3f} ({low:.3f} to {high:.3f})"


def format_table(protocols: Mapping[str, Any]) -> str:
    """Write the figures by protocol as a Markdown table; the validation data have a line of their own in the card."""
    lines = [
        "| protocol | images | accuracy (95 % interval) | log loss | nearest neighbour on raw pixels |",
        "|---|---|---|---|---|",
    ]
    for name, metrics in protocols.items():
        neighbour = metrics.get("nearest_neighbour")
        lines.append(
            f"| {name} | {metrics['images']} | {format_interval(metrics['accuracy'])} "
            f"| {format_interval(metrics['log_loss'], as_percent=False)} "
            f"| {format_interval(neighbour) if neighbour else '–'} |"
        )
    return "\n".join(lines) + "\n"


def _figures(metrics: Mapping[str, Any]) -> str:
    validation = metrics["validation"]
    text = (
        f"On the {validation['images']} validation pictures, which early stopping and calibration went by: accuracy "
        f"{validation['accuracy']:.1%}, log loss {validation['log_loss']:.3f}.\n"
    ).replace("%", " %")
    protocols = {name: value for name, value in metrics.items() if name != "validation"}
    if not protocols:
        return text + "\nIt has not been evaluated on test data yet: `falx evaluate DATASET --out DIR`.\n"
    return f"{text}\nOn test data:\n\n{format_table(protocols)}"


def _counts(images: Mapping[str, int]) -> str:
    return f"{sum(images.values())} pictures: " + ", ".join(f"{count} {name}" for name, count in images.items())

"""Write the model card of a package from what the package states of itself; nothing in it is typed by hand."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from textwrap import fill
from typing import cast

from core.model.known_classes import inline_name
from core.model.package import CARD_FILE, PACKAGE_FILE, write_about
from core.program.wording import exact_percent, format_tenths
from core.state_file import read_object
from training.reports.calibration_texts import (
    calibration_facts,
    calibration_limit,
    format_calibration,
    has_levels,
    is_pooled,
    promise_words,
)
from training.reports.kept_epoch import kept_from
from training.reports.novelty_table import format_novelty
from training.reports.package_facts import NoveltyMeasured, PackageFacts, TrainingFacts, ValidationFacts
from training.reports.protocol_tables import format_tables
from training.statistics.figure_paths import Figures
from training.statistics.figures import Figure

_HEAD = """\
# {name} {version}

Classifies a slice of a brain MRI as {classes}.

**For research and teaching. Not a medical device; not for diagnosis.**

## Intended use
For learning and teaching how such networks work, fail and can be examined, and as a starting point for models on other
data. It is not meant for decisions about patients.

## How it was made
| | |
|---|---|
"""

_LIMITS = """\
- It has seen only the pictures named above. On pictures of other scanners, sequences and sources a model may fail
  while stating a high probability. If the classes of its training data come from different sources, it may have
  learnt to recognise the sources instead of the classes.
- Its heat map shows where the network looked, which need not be where the finding is.
- If the dataset names no patients, pictures of one patient may be on both sides of a split, and figures may be
  too good.
{calibration}- It sees one slice at a time, as 8-bit grey levels, and knows nothing of the patient.
"""
_STARTED_FROM_A_MODEL = (
    "The training started from another model. Its training data may include pictures of the validation or "
    "test data here, so that figures may be too good."
)


def format_card(about: PackageFacts) -> str:
    """Write the card as Markdown.

    Args:
        about: the contents of `package.json`; if it has `limits`, their sentences come first among the
            limits.
    """
    training = about["training"]
    config = training["config"]
    facts = {
        "Architecture": f"{about['architecture']}, input {config['size']} x {config['size']} pixels",
        "Start": _start(training),
        "Weights": kept.words if (kept := kept_from(training)) else "",
        "Training data": f"{training['dataset']} ({_counts(training['images'])})",
        "Names of classes": _class_names(training),
        "Validation data": f"{_validation(training)} ({_counts(training['validation_images'])})",
        "Outlines": _outlines(training),
        "Drawn heads": _heads(training),
        "Teachers": ", ".join(training.get("teachers", ())),
        "Data fingerprint": f"`{training['data_sha256'][:16]}`",
        "Temperature": f"{about['temperature']:.3f}",
        **calibration_facts(about),
        "Novelty limit": _novelty_limit(about),
        "Libraries": ", ".join(f"{name} {number}" for name, number in training["libraries"].items()),
    }
    names = ", ".join(inline_name(name) for name in about["classes"])
    facts = {name: value for name, value in facts.items() if value}
    text = _HEAD.format(name=about["name"], version=about["version"], classes=names)
    text += "".join(f"| {name} | {value} |\n" for name, value in facts.items())
    return f"{text}\n## Figures\n{_figures(about)}{format_calibration(about)}\n## Known limits\n{_limits(about)}"


def add_metrics(
    folder: Path,
    protocols: Mapping[str, Figures],
    limits: Sequence[str] | None = None,
    novelty: NoveltyMeasured | None = None,
) -> None:
    """Put figures by protocol into a package and write its card again.

    Args:
        folder: of the package.
        protocols: for each name of a protocol what `falx evaluate` wrote into `metrics.json`, or
            `falx train --folds` into `cross_validation.json`.
        limits: sentences on the known limits of this model; they replace those that it has. None leaves them.
        novelty: what `training.reports.novelty_table` takes; it replaces what is there. None leaves that.
    """
    about = read_object(folder / PACKAGE_FILE)
    kept = {name: metrics for name, metrics in about["metrics"].items() if name not in protocols}
    about["metrics"] = {**kept, **protocols}
    if limits is not None:
        about["limits"] = list(limits)
    if novelty is not None:
        about["novelty_measured"] = dict(novelty)
    (folder / CARD_FILE).write_text(format_card(cast(PackageFacts, about)), "utf-8")
    write_about(folder, about)


def _validation(training: TrainingFacts) -> str:
    """Describe where the validation data comes from; a package of an earlier Falx always cut it."""
    origin = training.get("validation")
    if origin in (None, "", "cut from the training data"):
        return "cut from it by group and look-alike"
    return str(origin)


def _class_names(training: TrainingFacts) -> str:
    """List the classes that had other names in the dataset; empty if none had."""
    return ", ".join(f"{name} (in the dataset: {other})" for other, name in training.get("class_names", {}).items())


def format_interval(metric: Figure, as_percent: bool = True) -> str:
    """Write a metric with its 95 % interval, in words if it is not defined."""
    low, high = metric["interval"]
    if metric["value"] is None or low is None or high is None:
        return "not defined"
    if as_percent:
        return f"{format_tenths(metric['value'])} ({format_tenths(low)} to {format_tenths(high)})"
    return f"{metric['value']:.3f} ({low:.3f} to {high:.3f})"


def format_measured(about: PackageFacts, protocols: Mapping[str, Figures], novelty: NoveltyMeasured | None) -> str:
    """Write the figures as Markdown: which model they are of, their tables, and pictures other than brain MRI.

    Args:
        about: contents of the model's package.json.
        protocols: what `add_metrics` takes.
        novelty: what `training.reports.novelty_table` takes; None leaves it out.
    """
    added = f"\n{format_novelty(novelty)}" if novelty else ""
    return f"{format_origin(about, protocols)}\n{format_tables(protocols, has_levels(about))}{added}"


def format_origin(about: PackageFacts, protocols: Mapping[str, Figures]) -> str:
    """State which model the figures by protocol are of: this one, or models of its recipe.

    Args:
        about: the contents of `package.json`.
        protocols: as in `add_metrics`.
    """
    title, training = f"{about['name']} {about['version']}", about["training"]
    own = [name for name, metrics in protocols.items() if metrics.get("model") == title]
    others = [name for name in protocols if name not in own]
    text = f"{title} is trained on {training['dataset']}, {sum(training['images'].values())} images"
    text += f" and {sum(training['validation_images'].values())} for validation; {promise_words(about)}."
    if own:
        text += f" Measured on this very model: {', '.join(own)}."
    if others:
        text += (
            f" Figures of its recipe: {', '.join(others)}. For each of these, models were trained again with the same "
            "settings, only on the training images of that protocol: the shipped model has seen more images, so its "
            "own figures could be too good."
        )
    return fill(text, 120) + "\n"


def _figures(about: PackageFacts) -> str:
    metrics, validation = about["metrics"], cast(ValidationFacts, about["metrics"]["validation"])
    kept = kept_from(about["training"])
    # A package of an earlier Falx states only its settings.
    is_chosen = kept.is_chosen_by_validation if kept else not about["training"]["config"].get("keeps_last")
    uses = ["early stopping"] * is_chosen + ["calibration"] * (not is_pooled(about))
    used_for = f", used for {' and '.join(uses)}" if uses else ""
    text = (
        f"On the {validation['images']} validation pictures{used_for}: accuracy "
        f"{format_tenths(validation['accuracy'])}, log loss {validation['log_loss']:.3f}.\n"
    )
    protocols = {name: value for name, value in metrics.items() if name != "validation"}
    if not protocols:
        return text + "\nIt has not been evaluated on test data yet: `falx evaluate DATASET --out DIR`.\n"
    return f"{text}\nOn test data:\n\n{format_measured(about, protocols, about.get('novelty_measured'))}"


def _limits(about: PackageFacts) -> str:
    own = list(about.get("limits", ()))
    if about["training"].get("start_data_sha256"):
        own.append(_STARTED_FROM_A_MODEL)
    return _listed(own) + _LIMITS.format(calibration=_listed([calibration_limit(about)]))


def _listed(sentences: Sequence[str]) -> str:
    return "".join(fill(one, 120, initial_indent="- ", subsequent_indent="  ") + "\n" for one in sentences)


def _novelty_limit(about: PackageFacts) -> str:
    novelty = about["novelty"]
    origin = "pictures that it was calibrated on" if is_pooled(about) else "validation data"
    aimed, refused = f"{exact_percent(novelty['false_rejection'])} %", novelty.get("refused")
    # A package of an earlier Falx states only which share its limit should refuse.
    text = (
        f"was set to refuse {aimed} of the {origin}"
        if refused is None
        else f"refuses {format_tenths(refused)} of the {origin}"
    )
    if (second := novelty.get("foreign_limit", 1)) > 1:
        text += f"; above {second:.2f} times the limit a picture is called not a brain MRI"
    return text


def _start(training: TrainingFacts) -> str:
    data = training.get("start_data_sha256")
    return f"{training['start']}, a model trained on the data `{data[:16]}`" if data else f"{training['start']}"


def _outlines(training: TrainingFacts) -> str:
    """Describe how many outlines it could learn from; a package of an earlier version does not state it."""
    count = training.get("outlined_images")
    if count:
        return f"known of {count} training pictures"
    return "none known: it was not trained to locate tumours" if count == 0 else ""


def _heads(training: TrainingFacts) -> str:
    """Describe what heads were drawn from; empty if none were."""
    heads = training.get("head_labels")
    if not heads:
        return ""
    share = f"{exact_percent(training['config']['drawn']['share'])} %"
    return f"{share} of the samples, from {heads['heads']} label maps ({heads['name']}, `{heads['sha256'][:16]}`)"


def _counts(images: Mapping[str, int]) -> str:
    return f"{sum(images.values())} pictures: " + ", ".join(f"{count} {name}" for name, count in images.items())

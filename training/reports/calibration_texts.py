"""Calibration in the words of a model card: what the verdicts promise, and what they were calibrated on."""

from textwrap import fill

from core.model.calibration import COVERAGE, images_to_promise, promised_coverage
from core.model.confidence_levels import DEFAULT_LEVEL, LEVELS, format_level, format_levels, nearest_level
from core.model.conformal import Thresholds, TwoQuestionRule
from core.model.known_classes import TUMOUR_FREE
from core.program.wording import count_of, exact_percent, format_tenths
from training.reports.package_facts import CalibrationFacts, PackageFacts
from training.reports.protocol_tables import UNDEFINED
from training.statistics.verdict_metrics import level_key

_WIDTH = 120
_EARLIER_LIMIT = (
    "One set of validation data was used for the class biases, the temperature, the threshold of the prediction "
    "sets, the novelty limit and, if the recipe stops early, early stopping: the nominal coverage is not guaranteed, "
    "not even for pictures like these."
)
_VALIDATION_LIMIT = (
    "One set of validation data was used for {biases}the temperature, the thresholds of the verdicts, the novelty "
    "limits and, if the recipe stops early, early stopping: the levels are not guaranteed, not even for pictures "
    "like these."
)
_POOLED_LIMIT = (
    "The levels of its verdicts come from the outputs of other networks of the same recipe for pictures that those had "
    "not seen. The network of this package was trained again on more pictures, so no theorem covers it. The results "
    "for each source in turn are under Calibration."
)
# How the words of an earlier Falx begin where nothing is promised.
_EARLIER_FITTED = "fitted to"


def has_levels(about: PackageFacts) -> bool:
    """Return whether a package answers two questions at levels to choose among; those of format 1 do not."""
    return "calibration" in about


def levels_of(about: PackageFacts) -> tuple[float, ...]:
    """Return the levels that can be asked for, ascending."""
    if not has_levels(about):
        return (about["conformal"]["coverage"],)
    return TwoQuestionRule(Thresholds(tuple(about["calibration"]["coverages"]), None, None, None), None).levels


def calibration_facts(about: PackageFacts) -> dict[str, str]:
    """Return rows of the card's table: what is promised, for which pictures, and how it was calibrated."""
    if not has_levels(about):
        return {"Prediction sets": _earlier_sets(about)}
    calibration = about["calibration"]
    asks = "whether there is a tumour, and of which kind" if TUMOUR_FREE in about["classes"] else "of which class it is"
    text = f"{format_levels(levels_of(about))}: {asks}"
    if max(levels_of(about)) < max(LEVELS):
        text += f"; {format_level(max(LEVELS))} takes pictures of {images_to_promise(max(LEVELS))} groups (patients) "
        text += "with a tumour, and of as many without, none counting more than another"
        if effective := calibration.get("effective"):
            text += f"; there are {effective['tumour']} and {effective['tumour_free']}"
    return {
        "Levels of the verdicts": text,
        "Meaning of the levels": _promise(calibration),
        "Calibrated on": _calibrated_on(about),
    }


def promise_words(about: PackageFacts) -> str:
    """Describe within a sentence what its verdicts promise."""
    if not has_levels(about):
        return f"the nominal coverage of its prediction sets is {exact_percent(about['conformal']['coverage'])} %"
    text = f"its verdicts are given at the level of {format_levels(levels_of(about))}"
    promise = _promise(about["calibration"])
    return f"{text}, {promise}" if promise else text


def calibration_limit(about: PackageFacts) -> str:
    """Return why the promise may not hold."""
    if not has_levels(about):
        return _EARLIER_LIMIT
    if is_pooled(about):
        return _POOLED_LIMIT
    return _VALIDATION_LIMIT.format(biases="the class biases, " if any(about["biases"]) else "")


def is_pooled(about: PackageFacts) -> bool:
    """Return whether it was calibrated with scores of other networks, rather than its own validation data."""
    return has_levels(about) and bool(about["calibration"].get("scores_sha256"))


def format_calibration(about: PackageFacts) -> str:
    """Write the section with the results on each source in turn; empty if there are none."""
    left_out = about.get("calibration", {}).get("left_out")
    if not left_out:
        return ""
    smaller = about["calibration"].get("smaller_sources", 0)
    level = nearest_level(levels_of(about), DEFAULT_LEVEL)
    biases = "biases, " if any(about["biases"]) else ""
    text = (
        f"Each source was left out in turn: {biases}temperature and thresholds were fitted to the other sources, and "
        "the verdicts were measured on the one that was left out. Decided: the verdict is a class, or a tumour of "
        "open kind. Right: of those, the share for which that class is the true one, or for which there is a tumour."
    )
    if smaller:
        text += f" This was done for the largest sources; {count_of(smaller, 'smaller one')} were not left out."
    heads = ("source", "pictures", "not seen before", f"decided at {format_level(level)}", "right when decided")
    rows = [heads, ("---",) * len(heads)]
    for source, found in left_out.items():
        shares = found["levels"].get(level_key(level))
        rows.append(
            (
                source,
                f"{found['images']:,}",
                found["unseen"],
                *(_share(share) for share in ((shares["decided"], shares["right"]) if shares else (None, None))),
            )
        )
    table = "".join(f"| {' | '.join(cell.replace('|', '/') for cell in row)} |\n" for row in rows)
    return f"\n## Calibration\n{fill(text, _WIDTH)}\n\n{table}"


def _promise(calibration: CalibrationFacts) -> str:
    """State what is promised, or what the levels are fitted to; empty for a package that does not state it."""
    text = str(calibration.get("promise") or "")
    if text and not _is_promised(calibration) and calibration.get("left_out"):
        text += "; the results for each source in turn are under Calibration"
    return text


def _is_promised(calibration: CalibrationFacts) -> bool:
    """Return whether the levels are promised for new pictures; an earlier Falx states it in words alone."""
    is_promised = calibration.get("is_promised")
    return not str(calibration.get("promise")).startswith(_EARLIER_FITTED) if is_promised is None else bool(is_promised)


def _calibrated_on(about: PackageFacts) -> str:
    calibration = about["calibration"]
    origin, images, sources = calibration.get("from"), calibration.get("images"), calibration.get("sources")
    text = str(origin or "")
    if images:
        text += f": {count_of(sum(images.values()), 'picture')} in {count_of(calibration.get('groups', 0), 'group')}"
    if sources:
        text += " of " + ", ".join(f"{name} ({found['images']:,})" for name, found in sources.items())
    return text.replace("|", "/")


def _earlier_sets(about: PackageFacts) -> str:
    coverage, images = about["conformal"]["coverage"], sum(about["training"]["validation_images"].values())
    text = f"split conformal, nominal coverage {exact_percent(coverage)} %, fitted on the validation data"
    if coverage < COVERAGE and coverage == promised_coverage(images):
        text += f"; so few promise no more, {exact_percent(COVERAGE)} % needs {images_to_promise(COVERAGE)}"
    return text


def _share(value: float | None) -> str:
    return UNDEFINED if value is None else format_tenths(value)

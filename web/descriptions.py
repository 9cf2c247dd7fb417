"""What the page shows besides pictures, as values for JSON: words and colours are those of the window."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from core.formats import name_common_formats
from core.image.colour_map import colour_table
from core.image.presets import Preset, find_window
from core.image.slice import Slice, Window
from core.model.confidence_levels import LEVEL_NAME, LEVEL_TRADE, level_meaning, level_words
from core.model.heat_maps.known_heat_maps import HeatMethod
from core.model.known_classes import Shape, display_name, find_class, inline_name
from core.model.prediction import Prediction
from core.model.verdict_explanation import (
    CALIBRATED,
    explain_openness,
    explain_verdict,
    list_plausible,
    state_likeness,
    state_probability,
)
from core.model.verdict_marks import mark_of
from core.model.verdicts import whole_verdict
from core.program import product
from core.program.palette import DARK, LIGHT
from core.program.wording import NOTICE, SHORT_NOTICE, exact_percent, format_percent
from core.reader_process.upload import LeftOut
from core.records.record import Record
from core.sweep.result import SweepEnd, SweptSlice
from core.sweep.sentence import slice_tip, study_sentence
from web.engine import Engine
from web.limits import Limits
from web.store import Stored

# Colours of what is written and drawn on a picture.
_ON_PICTURE = ("text", "faint", "line", "accent", "uncertain")


def describe_server(engine: Engine, limits: Limits) -> dict[str, Any]:
    """Describe the program, its model, and all that can be chosen."""
    package = engine.package
    return {
        "name": product.NAME,
        "version": product.VERSION,
        "notice": NOTICE,
        "short_notice": SHORT_NOTICE,
        "warning": product.WARNING,
        "formats": name_common_formats(),
        "most_body": limits.most_body,
        "model": package.title,
        "level": exact_percent(engine.level),
        "level_name": LEVEL_NAME,
        "level_trade": LEVEL_TRADE,
        "levels": [
            {"level": exact_percent(level), "words": level_words(level), "meaning": level_meaning(level)}
            for level in package.levels
        ],
        "classes": [_class(name) for name in package.classes],
        "methods": [describe_method(method) for method in engine.methods],
    }


def describe_picture(stored: Stored, limits: Limits) -> dict[str, Any]:
    """Describe a picture: its slices, and the windows to see it through."""
    slices = stored.picture.slices
    first = slices[len(slices) // 2]
    return {
        "id": stored.id,
        "name": "/".join(filter(None, (stored.name, stored.picture.path))),
        "words": stored.picture.words,
        "count": len(slices),
        "kept_s": limits.kept_s,
        "slices": [_slice(stored, index, image) for index, image in enumerate(slices)],
        "windows": list(_windows(slices, first)),
        "remarks": list(dict.fromkeys(remark for image in slices for remark in image.remarks)),
        "facts": dict(first.metadata),
    }


def describe_left_out(left_out: Sequence[LeftOut]) -> list[dict[str, str]]:
    """Describe what was not read of an archive."""
    return [{"path": one.path, "reason": one.reason} for one in left_out]


def describe_verdict(prediction: Prediction, record: Record) -> dict[str, Any]:
    """Describe the verdict on a slice in the words and colours of the window."""
    plausible, is_refused = prediction.prediction_set, prediction.trust.is_refused
    return {
        "record": record.as_dict(),
        "words": whole_verdict(prediction.verdict, plausible),
        "mark": describe_mark(prediction.verdict, plausible),
        "is_refused": is_refused,
        "stated": state_probability(prediction),
        "calibrated": "" if is_refused else CALIBRATED,
        "meaning": explain_verdict(prediction.trust, plausible),
        "reason": explain_openness(prediction),
        "level": exact_percent(prediction.level),
        "level_words": "" if is_refused else level_words(prediction.level),
        "plausible": list_plausible(prediction),
        "likeness": state_likeness(prediction),
        "label": prediction.label,
        "shares": [
            _class(name) | {"share": round(float(share), 4), "percent": format_percent(float(share))}
            for name, share in zip(prediction.classes, prediction.probabilities, strict=True)
        ],
    }


def describe_swept(one: SweptSlice, place: int) -> dict[str, Any]:
    """Describe a slice of a study at a level, by its place among those of the model."""
    found = one.at(place)
    return {
        "index": one.index,
        "verdict": found.verdict,
        "prediction_set": list(found.prediction_set),
        "height": round(one.height, 4),
        "is_accepted": one.is_accepted,
        "is_suspicious": one.is_suspicious,
        "words": slice_tip(one, place),
        "mark": describe_mark(found.verdict, found.prediction_set),
    }


def describe_study(end: SweepEnd, place: int, count: int, engine: Engine) -> dict[str, Any]:
    """Describe the verdict on a study at a level, by its place among those of the model."""
    study = end.studies[place] if end.studies else None
    return {
        "verdict": study and study.verdict,
        "prediction_set": study and list(study.prediction_set),
        "level": engine.package.levels[place],
        "run": study and study.run and list(study.run),
        "look_first": end.look_first,
        "unreadable": end.unreadable,
        "count": count,
        "words": study_sentence(study, end.look_first, count, end.unreadable),
        "mark": study and describe_mark(study.verdict, study.prediction_set),
        "worth": engine.performance,
        "model": engine.package.title,
        "notice": NOTICE,
    }


def describe_outline(lines: list[list[list[float]]], method: HeatMethod, class_name: str) -> dict[str, Any]:
    """Describe a heat map: its outline at half maximum, and how to read it."""
    return {
        "lines": lines,
        "caption": method.caption(inline_name(class_name)),
        "reading": method.reading,
        "scale": method.scale,
    }


def describe_palette() -> str:
    """Write the colours as a style sheet: dark, light where the system is, or as the page chooses."""
    dark, light = (
        "".join(f"--{name.replace('_', '-')}:{value};" for name, value in asdict(one).items() if name != "is_light")
        for one in (DARK, LIGHT)
    )
    # A picture is on a dark ground in both themes.
    on_picture = "".join(f"--picture-{name}:{getattr(DARK, name)};" for name in _ON_PICTURE)
    steps = ",".join(f"rgb({red},{green},{blue})" for red, green, blue in colour_table()[::15].tolist())
    return (
        f":root{{color-scheme:dark;--heat:linear-gradient(to top,{steps});{on_picture}{dark}}}\n"
        f"@media (prefers-color-scheme: light){{:root:not([data-theme=dark]){{color-scheme:light;{light}}}}}\n"
        f":root[data-theme=light]{{color-scheme:light;{light}}}\n"
        # Ink on paper, whatever the screen shows.
        f"@media print{{:root,:root[data-theme]{{color-scheme:light;{light}}}}}\n"
    )


def _slice(stored: Stored, index: int, image: Slice) -> dict[str, Any]:
    height, width = image.pixels.shape[:2]
    edges = image.edges
    return {
        "path": stored.record_path(index),
        "frame": image.frame,
        "width": width,
        "height": height,
        "spacing_mm": list(image.spacing_mm) if image.spacing_mm else None,
        "window": _pair(image.window),
        "edges": asdict(edges) if edges else None,
    }


def _windows(slices: Sequence[Slice], first: Slice) -> list[dict[str, Any]]:
    found = [("Of the file", first.window)]
    found += [(f"Of the file, {place}", window) for place, window in enumerate(first.file_windows, 1)][1:]
    if first.pixels.ndim == 2:
        pictures = [image.pixels for image in slices]
        found += [(preset.value, find_window(preset, pictures)) for preset in Preset]
    return [{"words": words, "window": _pair(window)} for words, window in found]


def _pair(window: Window) -> list[float]:
    return [float(f"{window.width:.6g}"), float(f"{window.center:.6g}")]


def _class(name: str) -> dict[str, Any]:
    return {"name": name, "words": display_name(name), "inline": inline_name(name)} | describe_mark(name, (name,))


def describe_mark(verdict: str, prediction_set: Sequence[str]) -> dict[str, str]:
    """Give the shape of a mark, and its colours on dark and on light ground."""
    name, role = mark_of(verdict, prediction_set)
    if role:
        return {"shape": name, "dark": getattr(DARK, role), "light": getattr(LIGHT, role)}
    known = find_class(name)
    if known is None:
        return {"shape": Shape.CIRCLE.value, "dark": DARK.other, "light": LIGHT.other}
    return {"shape": known.shape.value, "dark": known.colour, "light": known.light_colour}


def describe_method(method: HeatMethod) -> dict[str, Any]:
    """Describe a method of heat maps: its name in requests and in words, and what its maps show.

    Returns:
        `name`, `title`, `reading` (how to read a map) and `scale` (of its colour bar); `is_of_class` whether there is
        a map for each class, `is_probability` whether heat is one in [0, 1] and not a share of the hottest point, and
        `is_slow` whether the network is asked for each map.
    """
    return {
        "name": method.name,
        "title": method.title,
        "reading": method.reading,
        "scale": method.scale,
        "is_of_class": method.is_of_class,
        "is_probability": method.is_probability,
        "is_slow": method.asks_network,
    }

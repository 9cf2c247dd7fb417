"""A catalogue as JSON, and back: what is not stated is as `Series` has it by default."""

import math
from dataclasses import fields
from pathlib import Path
from typing import Any

from core.image.slice import sound_spacing
from core.reader_process.checked import MOST, InvalidMessageError, count, each, known, numbers, of, texts
from core.series.entry import Catalogue, Plane, Series, Spacing

_DEFAULTS = {field.name: field.default for field in fields(Series)}


def describe_catalogue(catalogue: Catalogue) -> dict[str, Any]:
    """Write a catalogue."""
    return {
        "place": str(catalogue.place),
        "series": [describe_series(series) for series in catalogue.series],
        "missing": int(catalogue.missing),
        "sources": [str(path) for path in catalogue.sources],
        "left_out": [list(one) for one in catalogue.left_out],
    }


def make_catalogue(head: dict[str, Any]) -> Catalogue:
    """Read what `describe_catalogue` wrote.

    Raises:
        InvalidMessageError: if a part is of another kind.
    """
    return Catalogue(
        Path(of(str, head["place"])),
        each(head["series"], lambda one: make_series(of(dict, one))),
        count(head["missing"]),
        _paths(head["sources"]),
        each(head["left_out"], lambda one: (of(str, one[0]), of(str, one[1]))),
    )


def describe_series(series: Series) -> dict[str, Any]:
    """Write a series."""
    described: dict[str, Any] = {}
    for name, default in _DEFAULTS.items():
        value = getattr(series, name)
        if value == default:
            continue
        if name in ("path", "files", "duplicates"):
            value = str(value) if name == "path" else [str(path) for path in value]
        elif isinstance(value, Plane):
            value = value.value
        elif name == "number":
            value = known(value)
        elif isinstance(value, Spacing):
            if sound_spacing(value.row, value.column) is None:
                continue
            between = value.slices if value.slices is not None and math.isfinite(value.slices) else None
            value = [float(value.row), float(value.column)], None if between is None else [float(between)]
        elif name == "size":
            value = [int(side) for side in value]
        described[name] = value
    return described


def make_series(head: dict[str, Any]) -> Series:
    """Read what `describe_series` wrote.

    Raises:
        InvalidMessageError: if a part is of another kind.
    """
    values: dict[str, Any] = {}
    for name, value in head.items():
        match name:
            case "path":
                values[name] = Path(of(str, value))
            case "files" | "duplicates":
                values[name] = _paths(value)
            case "key" | "words" | "kind" | "study" | "patient":
                values[name] = of(str, value)
            case "number":
                values[name] = count(value, -MOST)
            case "count" | "damaged":
                values[name] = count(value)
            case "is_localizer":
                values[name] = of(bool, value)
            case "plane":
                values[name] = Plane(value)
            case "size":
                rows, columns = each(value, count)
                values[name] = rows, columns
            case "spacing":
                (row, column), between = numbers(2, value[0]), numbers(1, value[1])
                if sound_spacing(row, column) is None or (between and between[0] < 0):
                    raise InvalidMessageError("expected a spacing that pictures can have, got another")
                values[name] = Spacing(row, column, between and between[0])
    return Series(**values)


def _paths(values: Any) -> tuple[Path, ...]:
    return tuple(map(Path, texts(values)))

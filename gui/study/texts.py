"""What the list says of a study and of a series."""

from pathlib import Path
from typing import TYPE_CHECKING

from core.program.wording import count_of, one_line

if TYPE_CHECKING:
    from core.series.entry import Catalogue, Series


def series_title(series: "Series") -> str:
    """Name a series: by its sequence, else by its number; what is no scan by its file."""
    if series.words:
        return series.words
    is_scan = series.is_stack or (series.count or 0) > 1
    if is_scan and series.number:
        return f"Series {series.number:,}"
    return one_line(series.path.name)


def series_facts(series: "Series") -> str:
    """Say how the slices of a series lie, and how many there are: `axial · 24 slices`."""
    parts = [series.plane.value]
    if series.count is not None and (series.count > 1 or series.plane.value):
        parts.append(count_of(series.count, "slice"))
    elif series.count is None:
        parts.append(series.kind)
    return " · ".join(part for part in parts if part)


def series_count(series: "Series") -> str:
    """Say the same in fewer letters, for a narrow list: `axial · 24`."""
    parts = [series.plane.value, f"{series.count:,}" if series.count else series.kind]
    return " · ".join(part for part in parts if part)


def series_note(series: "Series") -> str:
    """Say what was left out of a series; "" for nothing."""
    notes = []
    if series.duplicates:
        notes.append(f"{count_of(len(series.duplicates), 'duplicate')} left out")
    if series.damaged:
        notes.append(f"{count_of(series.damaged, 'damaged file')} left out")
    return ", ".join(notes)


def series_details(series: "Series") -> list[str]:
    """List all that is known of a series, for its tooltip and for a screen reader."""
    lines = [series_title(series), series_facts(series)]
    spacing = series.spacing
    if spacing:
        lines.append(f"{spacing.row:.2f} × {spacing.column:.2f} mm a pixel")
        if spacing.slices:
            lines.append(f"{spacing.slices:.2f} mm from slice to slice")
    if series.is_localizer:
        lines.append("Localizer")
    lines.append(series_note(series))
    return [line for line in dict.fromkeys(lines) if line]


def study_name(catalogue: "Catalogue") -> str:
    """Name what was opened; the directory of a medium by its folder."""
    place = catalogue.place
    if len(catalogue.sources) > 1:
        return f"{one_line(place.name)} and {count_of(len(catalogue.sources) - 1, 'other file')}"
    is_directory = place.name.lower().partition(".")[0] == "dicomdir"
    return one_line((place.absolute().parent if is_directory else place.absolute()).name or str(place))


def study_note(catalogue: "Catalogue") -> str:
    """Say what is missing of a study; "" for nothing."""
    missing = catalogue.missing
    return f"{count_of(missing, 'listed file')} not there" if missing else ""


def study_paths(catalogue: "Catalogue") -> list[Path]:
    """List what has to be opened to get a study again."""
    return list(catalogue.sources) or [catalogue.place]

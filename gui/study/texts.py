"""What the list says of a study and of a series."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.program.translation import format_number, mark, tr
from core.program.wording import count_of, one_line
from core.series.entry import Plane
from core.series.patient_name import names_person, readable_name
from gui.translated_messages.relay import relayed

if TYPE_CHECKING:
    from core.series.entry import Catalogue, Series


# Of the words on a sequence, those that are no abbreviations, which are the same in all languages.
_IN_WORDS = (
    mark("+ contrast"),
    mark("before contrast"),
    mark("without contrast"),
    mark("fat sat"),
)


def sequence_title(words: str) -> str:
    """Put the words on a sequence into the language of the window."""
    for part in _IN_WORDS:
        words = re.sub(rf"(?<!\S){re.escape(part)}(?!\S)", tr(part), words)
    return words


def series_title(series: "Series") -> str:
    """Name a series: by its sequence, else by its number; what is no scan by its file."""
    if series.words:
        return sequence_title(series.words)
    is_scan = series.is_stack or (series.count or 0) > 1
    if is_scan and series.number:
        return tr("Series {number:,}", number=series.number)
    return one_line(series.path.name)


def series_facts(series: "Series") -> str:
    """Say how the slices of a series lie, and how many there are: `axial · 24 slices`."""
    parts = [tr(series.plane.value)]
    if series.count is not None and (series.count > 1 or series.plane.value):
        parts.append(count_of(series.count, "slice"))
    elif series.count is None:
        parts.append(tr(series.kind))
    return " · ".join(part for part in parts if part)


def series_count(series: "Series") -> str:
    """Say the same in fewer letters, for a narrow list: `axial · 24`; of several planes, `3 slices`."""
    if series.count and series.plane is Plane.SEVERAL:
        return count_of(series.count, "slice")
    parts = [tr(series.plane.value), format_number(series.count) if series.count else tr(series.kind)]
    return " · ".join(part for part in parts if part)


def series_note(series: "Series") -> str:
    """Say what was left out of a series; "" for nothing."""
    notes = []
    if series.duplicates:
        notes.append(tr("{duplicates} left out", duplicates=count_of(len(series.duplicates), "duplicate")))
    if series.damaged:
        notes.append(tr("{damaged_files} left out", damaged_files=count_of(series.damaged, "damaged file")))
    return ", ".join(notes)


def series_details(series: "Series") -> list[str]:
    """List all that is known of a series, for its tooltip and for a screen reader."""
    lines = [series_title(series), series_facts(series)]
    spacing = series.spacing
    if spacing:
        lines.append(tr("{row:.2f} × {column:.2f} mm a pixel", row=spacing.row, column=spacing.column))
        if spacing.slices:
            lines.append(tr("{slices:.2f} mm from slice to slice", slices=spacing.slices))
    if series.is_localizer:
        lines.append(tr("Localizer"))
    lines.append(series_note(series))
    return [line for line in dict.fromkeys(lines) if line]


def study_name(catalogue: "Catalogue", series: "Sequence[Series]", shows_patients: bool = False) -> str:
    """Name a study: by the place that was opened, or by the patient where the user wants that.

    Args:
        catalogue: of the place; the directory of a medium goes by its folder.
        series: of the study.
        shows_patients: whether the patient's name is shown; where it is not, neither is a folder that bears it.
    """
    patients = dict.fromkeys(filter(None, (one.patient for one in series)))
    if shows_patients and (shown := [name for patient in patients if (name := readable_name(patient))]):
        return one_line(" / ".join(shown))
    name = _place_name(catalogue)
    is_hidden = not shows_patients and any(names_person(name, one.patient) for one in catalogue.series)
    return tr("Study") if is_hidden else name


def _place_name(catalogue: "Catalogue") -> str:
    place = catalogue.place
    if len(catalogue.sources) > 1:
        return tr(
            "{name} and {other_files}",
            name=one_line(place.name),
            other_files=count_of(len(catalogue.sources) - 1, "other file"),
        )
    is_directory = place.name.lower().partition(".")[0] == "dicomdir"
    return one_line((place.absolute().parent if is_directory else place.absolute()).name or str(place))


def left_out_note(catalogues: "Sequence[Catalogue]") -> str:
    """Say which files of archives are left out, and why the first of them is; "" where none is."""
    left_out = [(catalogue, *one) for catalogue in catalogues for one in catalogue.left_out]
    if not left_out:
        return ""
    catalogue, name, reason = left_out[0]
    more = tr(", and {files} more", files=count_of(len(left_out) - 1, "file")) if len(left_out) > 1 else ""
    return tr(
        "Left out of {archive}: {name} ({reason}){more}.",
        archive=_place_name(catalogue),
        name=one_line(name),
        reason=relayed(reason),
        more=more,
    )


def study_note(catalogue: "Catalogue", number: int = 1, total: int = 1) -> str:
    """Say which of the studies of a place it is, and what is missing there; "" for nothing.

    Args:
        catalogue: of the place.
        number: of the study, from 1.
        total: of the studies there.
    """
    missing = (
        tr("{listed_files} not there", listed_files=count_of(catalogue.missing, "listed file"))
        if catalogue.missing and number == 1
        else ""
    )
    return " · ".join(
        filter(None, (tr("study {number} of {total}", number=number, total=total) if total > 1 else "", missing))
    )


def study_paths(catalogue: "Catalogue") -> list[Path]:
    """List what has to be opened to get a study again."""
    return list(catalogue.sources) or [catalogue.place]

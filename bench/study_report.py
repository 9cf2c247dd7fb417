"""The figures of `bench.studies` as a table for reading."""

from collections.abc import Iterator
from typing import Any

from core.program.wording import format_percent, format_tenths


def format_report(figures: dict[str, Any]) -> str:
    """Write the figures as a table for reading."""
    lines = [f"{figures['model']}, trained on {figures['trained_on']}, verdicts at {format_percent(figures['level'])}"]
    lines += [
        "If slices of these patients are among its training data, the figures are too good:",
        "use those of a model that was trained without them (--model).",
        "",
        f"{'verdict':<17}{'threshold':>9}{'strength':>10}{'run':>5}{'mm':>6}{'look at':>9}{'shown':>7}  study",
    ]
    for one in figures["studies"]:
        shown = "-" if one["look_first_shows_tumour"] is None else "yes" if one["look_first_shows_tumour"] else "NO"
        length = "-" if one["run_mm"] is None else f"{one['run_mm']:.0f}"
        lines.append(
            f"{one['verdict']:<17}{one['threshold']:>9.3f}{one['strength']:>10.3f}{one['run_slices']:>5}{length:>6}"
            f"{one['look_first']:>9}{shown:>7}  {one['study']}"
        )
    validated, own = figures["cross_validated"], figures["with_threshold_of_package"]
    tumours, free = figures["tumour_studies"], figures["tumour_free_studies"]
    return "\n".join(
        [
            *lines,
            "",
            *_format_sequences(figures["sequences"]),
            "Slices that the model refuses do not count.",
            "",
            "the threshold fitted to the other patients:",
            f"  {'':<18}{'called':>8}{'uncertain':>11}{'cleared':>9}{'refused':>9}",
            (
                f"  {f'{tumours} with a tumour':<18}{validated['found']:>8}{validated['uncertain']['with_tumour']:>11}"
                f"{validated['missed']:>9}{validated['refused']['with_tumour']:>9}"
            ),
            (
                f"  {f'{free} tumour-free':<18}{validated['called']:>8}{validated['uncertain']['tumour_free']:>11}"
                f"{validated['cleared']:>9}{validated['refused']['tumour_free']:>9}"
            ),
            f"  slice to look at first shows the tumour: {figures['look_first_shows_tumour']} of {tumours}",
            (
                f"slices refused: {format_tenths(figures['refused']['with_tumour'])} with a tumour in the study, "
                f"{format_tenths(figures['refused']['tumour_free'])} without"
            ),
            (
                f"with the {own['threshold']:g} of the package, {own['found']} of {tumours} found, "
                f"{own['called']} of {free} called"
            ),
            (
                f'fitted to all, for package.json of this model: "study_called_from": {figures["fitted_to_all"]:.3f}'
                " (core.model.package.write_about renews the checksum)"
            ),
        ]
    )


def _format_sequences(sequences: dict[str, dict[str, int]]) -> Iterator[str]:
    """Describe which sequences the studies are of, and what the figures cannot show if none is of both kinds."""
    with_tumour, without = sequences["with_tumour"], sequences["tumour_free"]

    def listed(counts: dict[str, int]) -> str:
        return ", ".join(f"{count} {name or 'of an unnamed one'}" for name, count in sorted(counts.items()))

    yield f"sequences with a tumour: {listed(with_tumour)}; tumour-free: {listed(without)}"
    if "" in with_tumour or "" in without:
        yield "If studies with a tumour and without are of different sequences, the figures cannot show whether the"
        yield "model recognises tumours or sequences."
    elif not set(with_tumour) & set(without):
        yield "No sequence is of studies with a tumour and without: the figures cannot show whether the model"
        yield "recognises tumours or sequences."

"""What a report says, whatever file it is written to: sections of rows, tables and sentences."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.model.confidence_levels import level_meaning, level_words
from core.model.known_classes import display_name, inline_name
from core.model.verdict_explanation import MEANING_OF_CALIBRATED, explain_openness, explain_verdict
from core.model.verdicts import stated_in_words, whole_verdict
from core.program.html_report import Table
from core.program.product import NAME, VERSION
from core.program.wording import count_of, format_probability, one_line
from core.report.case import Case
from core.report.performance_table import performance_table, performance_words

_CALIBRATED = f"Calibrated: {MEANING_OF_CALIBRATED}, if they resemble the images that the model was calibrated on."
_GREYED = "The model refuses this picture, so these figures mean nothing."


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report.

    Attributes:
        title: above it.
        rows: names and values.
        table: below them; None for none.
        sentences: below that, each a paragraph.
    """

    title: str
    rows: tuple[tuple[str, str], ...] = ()
    table: Table | None = None
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportContent:
    """What a report says.

    Attributes:
        verdict: in words.
        beside: what belongs to the verdict: probability and level, each a phrase.
        explanation: of the verdict, sentences.
        map_caption: the name of the heat map.
        scale: what the values of the heat map are.
        sections: in their order.
        made: with what, and when.
    """

    verdict: str
    beside: tuple[str, ...]
    explanation: str
    map_caption: str
    scale: str
    sections: tuple[Section, ...]
    made: str


def describe_case(case: Case) -> ReportContent:
    """Write what a report says of a case."""
    found = case.prediction
    is_refused = found.trust.is_refused
    beside = () if is_refused else (f"Probability: {stated_in_words(case.stated)}", level_words(found.level))
    meaning = "" if is_refused else level_meaning(found.level)
    explained = (explain_verdict(found.trust, found.prediction_set), explain_openness(found), meaning)
    return ReportContent(
        verdict=whole_verdict(found.verdict, found.prediction_set),
        beside=beside,
        explanation=" ".join(filter(None, explained)),
        map_caption=case.map_caption,
        scale=case.method.scale,
        sections=tuple(_sections(case)),
        made=provenance_words(case),
    )


def provenance_words(case: Case) -> str:
    """State with what a report was made, and when."""
    return f"{NAME} {VERSION}, model {case.model}, {case.made_at:%Y-%m-%d %H:%M (UTC%z)}"


def _sections(case: Case) -> Iterator[Section]:
    found, order = case.prediction, case.order
    if order.study:
        yield Section("Study", sentences=(order.study.sentence, order.study.performance))
    if order.opinion:
        note = (("Note", order.opinion.note),) if order.opinion.note else ()
        yield Section("Reader's opinion", (("Opinion", order.opinion.statement), *note))
    if order.measurements:
        yield Section("Measurements", tuple((str(n), line) for n, line in enumerate(order.measurements, 1)))
    is_refused = found.trust.is_refused
    shares = sorted(zip(found.classes, map(float, found.probabilities), strict=True), key=lambda pair: -pair[1])
    probabilities = Table(
        ("Class", "Probability"), [(display_name(name), format_probability(share)) for name, share in shares]
    )
    yield Section("Probabilities", table=probabilities, sentences=(_GREYED if is_refused else _CALIBRATED,))
    yield Section("How sure", tuple(_trust_rows(case)))
    yield Section("Heat map", sentences=(case.method.reading,))
    yield Section("Picture", tuple(_picture_rows(case)), sentences=case.image.remarks)
    yield Section(
        "What the model is worth",
        table=performance_table(case.metrics),
        sentences=(performance_words(case.metrics, case.model),),
    )


def _trust_rows(case: Case) -> Iterator[tuple[str, str]]:
    found = case.prediction
    if not found.trust.is_refused:
        yield "Plausible classes", ", ".join(map(inline_name, found.prediction_set))
    yield "Like the training data", f"{'yes' if found.is_in_distribution else 'no'} (novelty {found.novelty:.2f})"


def _picture_rows(case: Case) -> Iterator[tuple[str, str]]:
    image, order = case.image, case.order
    if order.file_name:
        yield "File", one_line(order.file_name)
    if image.frame_count > 1:
        yield "Slice", f"{image.frame + 1} of {image.frame_count}"
    elif order.study:
        yield "Slice of", count_of(order.study.count, "slice")
    height, width = image.pixels.shape[:2]
    yield "Size", f"{width} x {height} pixels"
    if image.spacing_mm:
        row, column = image.spacing_mm
        yield "Pixel spacing", f"{column:.3g} mm" if row == column else f"{column:.3g} x {row:.3g} mm"
    yield from image.metadata.items()
    window = order.window or image.window
    where = "as displayed" if order.window else "its own"
    yield "Window", f"width {window.width:.6g}, centre {window.center:.6g} ({where})"
    if image.input_sha256:
        yield "SHA-256 of the file", image.input_sha256

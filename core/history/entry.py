"""An entry of the history: the result for a slice, when it was read, and what its reader thinks of it."""

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from core.errors import InvalidOpinionError
from core.model.known_classes import TUMOUR_FREE, display_name, inline_name
from core.program.translation import tr

if TYPE_CHECKING:
    # The window needs this module before NumPy, which records bring.
    from core.records.record import Record

LONGEST_NOTE = 2000


@dataclass(frozen=True, slots=True)
class SliceKey:
    """A slice, wherever its file is.

    Attributes:
        input_sha256: of the file's bytes.
        frame: of the slice within its file.
    """

    input_sha256: str
    frame: int


class Judgement(Enum):
    """What a reader thinks of a verdict; the value is stored and exported."""

    AGREE = "agree"
    OTHER = "other"
    NO_TUMOUR = "no-tumour"
    UNSURE = "unsure"

    @property
    def words(self) -> str:
        """The answer, as buttons, menus and lists name it."""
        return {
            Judgement.AGREE: tr("Agree"),
            Judgement.OTHER: tr("Other class"),
            Judgement.NO_TUMOUR: tr("No tumour"),
            Judgement.UNSURE: tr("Unsure"),
        }[self]


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a reader thinks of a slice.

    Attributes:
        view: of the verdict.
        class_name: the class that the reader sees: with `Judgement.OTHER` always, with `Judgement.AGREE` that of the
            verdict, "" where it is no class, as `uncertain`; with the others never.
        note: free text, of at most 2,000 characters.

    Raises:
        InvalidOpinionError: if a class is missing, or given where none belongs; or if the note is too long.
    """

    view: Judgement
    class_name: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        """Check it."""
        subject = f"opinion {self.view.value!r}"
        if self.view is Judgement.OTHER and not self.class_name:
            raise InvalidOpinionError(subject=subject, expected="a class", got="none")
        if self.view in (Judgement.NO_TUMOUR, Judgement.UNSURE) and self.class_name:
            raise InvalidOpinionError(subject=subject, expected="no class", got=self.class_name)
        if len(self.note) > LONGEST_NOTE:
            raise InvalidOpinionError(
                subject="note", expected=f"at most {LONGEST_NOTE:,} characters", got=f"{len(self.note):,}"
            )

    @property
    def seen_class(self) -> str | None:
        """The class that the reader sees; None where they are unsure, or agree with what is no class."""
        return TUMOUR_FREE if self.view is Judgement.NO_TUMOUR else self.class_name or None

    @property
    def words(self) -> str:
        """What the reader thinks, in a few words without the note."""
        if self.view is Judgement.OTHER:
            return display_name(self.class_name)
        if not self.class_name:
            return self.view.words
        return tr("Agree: {name}", name=inline_name(self.class_name))

    @property
    def statement(self) -> str:
        """What the reader thinks of the verdict, as a report states it, without the note."""
        seen = f": {inline_name(self.class_name)}" if self.class_name else ""
        return {
            Judgement.AGREE: "Agrees with the verdict",
            Judgement.OTHER: f"Sees another class{seen}",
            Judgement.NO_TUMOUR: "Sees no tumour",
            Judgement.UNSURE: "Is unsure",
        }[self.view]


@dataclass(frozen=True, slots=True)
class StoredMeasurement:
    """A measurement on a slice.

    Attributes:
        kind: of its tool, such as "Ruler".
        points: x and y of each, in pixels of the picture, pixel edges at whole numbers.
        words: what was measured, such as "20.0 mm".
    """

    kind: str
    points: tuple[tuple[float, float], ...]
    words: str = ""


@dataclass(frozen=True, slots=True)
class SliceAnnotations:
    """What the history holds of a slice besides the results.

    Attributes:
        opinions: by the titles of the models that they are on, the last one first.
        measurements: in the order in which they were made.
    """

    opinions: "dict[str, Opinion]" = field(default_factory=dict)
    measurements: tuple[StoredMeasurement, ...] = ()


@dataclass(frozen=True, slots=True)
class PreviousOpinion:
    """What the history held of the result of a model for a slice before an opinion on it was given.

    Attributes:
        place: the slice.
        model: its title.
        opinion: of the reader; None for none.
        result: the row of the result; None where it was not kept.
        given_at: when the opinion was given, in UTC; "" for none.
    """

    place: SliceKey
    model: str
    opinion: Opinion | None = None
    result: tuple[object, ...] | None = None
    given_at: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """The last result of a model for a slice.

    Attributes:
        number: of the entry.
        read_at: when it was read, in UTC, as `2026-01-31T12:00:00Z`.
        record: the result; its path is where the file was then.
        opinion: of the reader on this result; None for none.
        measurements: lines on what was measured, such as "ruler 20.0 mm".
        given_at: when the opinion was given, in UTC; "" for none.
    """

    number: int
    read_at: str
    record: "Record"
    opinion: Opinion | None = None
    measurements: tuple[str, ...] = ()
    given_at: str = ""

    @property
    def seen_class(self) -> str | None:
        """The class that the reader sees; None where they said nothing, are unsure, or agree with what is no class."""
        return self.opinion.seen_class if self.opinion else None

    @property
    def is_disagreement(self) -> bool:
        """Whether the reader sees another class than the verdict names."""
        return self.seen_class is not None and self.seen_class != self.record.verdict

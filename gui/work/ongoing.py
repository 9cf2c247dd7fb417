"""Work that runs behind a window, as the main window shows it."""

from dataclasses import dataclass

from core.program.wording import format_percent


@dataclass(frozen=True, slots=True)
class Ongoing:
    """Running work, and how far it is.

    Attributes:
        words: names it.
        done: units that are done.
        total: units in all; 0 if they are not known yet.
        detail: what is being done right now, for the tooltip; "" if there is nothing to add.
    """

    words: str
    done: int = 0
    total: int = 0
    detail: str = ""

    @property
    def share(self) -> str:
        """How far it is, in percent; "" if that is unknown."""
        return format_percent(min(1.0, self.done / self.total)) if self.total else ""

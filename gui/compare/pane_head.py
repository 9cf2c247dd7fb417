"""The line above a pane: what it shows, to be chosen from menus, and the verdict on it."""

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QWidget

from core.model.verdicts import whole_verdict
from core.program.wording import format_probability
from gui.compare.content import PaneContent
from gui.widgets.elided_label import ElidedLabel
from gui.work.answers import Answer

# Of a name; what it keeps beside a verdict, enough to be read; and what each of several names keeps.
_MOST_WIDTH, _LEAST_WIDTH, _LEAST_OF_SEVERAL = 150, 100, 32
# What is left of a verdict before a name is elided, and the steps in which one is.
_LEAST_VERDICT, _STEP = 96, 4

# What there is to choose: its words, and what the pane shows then.
Options = Callable[[], Sequence[tuple[str, PaneContent]]]


def short_verdict(answer: Answer, level: float) -> str:
    """State a verdict at a level, and nothing else."""
    prediction = answer.at_level(level)
    return whole_verdict(prediction.verdict, prediction.prediction_set)


def verdict_words(answer: Answer, level: float) -> str:
    """State a verdict at a level in a few words; the probability too where it is that of a class."""
    words, prediction = short_verdict(answer, level), answer.at_level(level)
    if prediction.verdict != prediction.label:
        return words
    return f"{words}, {format_probability(float(prediction.probabilities.max()))}"


class PaneHead(QFrame):
    """Shows a title and a verdict; in a pane whose content can be chosen, buttons with menus.

    `chosen` carries the content that was chosen.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setObjectName("paneHead")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(6, 2, 8, 2)
        self._row.setSpacing(4)
        self._buttons: dict[str, QToolButton] = {}
        self._names: dict[str, str] = {}
        self._chosen: dict[str, str] = {}
        self._same: set[str] = set()
        self._title, self._whole_title = QLabel(), ""
        self._whole_words, self._short_words = "", ""
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.hide()
        self._words = ElidedLabel()
        self._words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self._title)
        self._row.addWidget(self._words, 1)
        # The heads of all panes are of one height, so that their pictures are.
        self.setFixedHeight(self.fontMetrics().height() + 16)
        # So that long words do not make a pane wider than the others.
        self.setMinimumWidth(1)

    @property
    def words(self) -> str:
        """The verdict, or what is under way."""
        return self._whole_words

    def add_choice(self, key: str, name: str, options: Options) -> None:
        """Add a button with a menu.

        Args:
            key: of the choice.
            name: of the button, for its tooltip and a screen reader.
            options: lists what there is to choose whenever the menu opens.
        """
        button = QToolButton()
        button.setAccessibleName(name)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        menu = QMenu(button)
        button.setMenu(menu)
        menu.aboutToShow.connect(lambda: self._fill(menu, key, options()))
        self._buttons[key], self._names[key] = button, name
        self._row.insertWidget(len(self._buttons) - 1, button)

    def set_choice(self, key: str, words: str, is_offered: bool = True, is_same: bool = False) -> None:
        """Name what is chosen.

        Args:
            key: of the choice.
            words: the name.
            is_offered: whether there is anything else to choose.
            is_same: whether it is what the first pane shows, so that its name matters least.
        """
        button = self._buttons[key]
        self._chosen[key] = words
        (self._same.add if is_same else self._same.discard)(key)
        button.setVisible(is_offered)
        self._elide()

    def set_title(self, title: str) -> None:
        """Name what the pane shows, where that is not chosen here."""
        self._whole_title = title
        self._title.show()
        self._elide()

    @property
    def title(self) -> str:
        """What the pane shows, where that is not chosen here; the whole of it."""
        return self._whole_title

    def choice(self, key: str) -> str:
        """Return the name of what is chosen."""
        return self._chosen[key]

    def button(self, key: str) -> QToolButton:
        """Return the button of a choice."""
        return self._buttons[key]

    def set_words(self, words: str, short: str = "") -> None:
        """Show a verdict, or what is under way.

        Args:
            words: all of it; it is the tooltip where only a part is shown.
            short: the part to show where the names would be elided beside all of it; by default the same.
        """
        self._whole_words, self._short_words = words, short or words
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new room."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        """Shorten what does not fit: the verdict, then names that say nothing new, then what sets panes apart."""
        metrics = self.fontMetrics()
        shown = {key: button for key, button in self._buttons.items() if not button.isHidden()}
        words = self._whole_words
        if self._elide_names(shown, _MOST_WIDTH, _MOST_WIDTH) > self._room_beside(metrics.horizontalAdvance(words)):
            words = self._short_words
            distinct = len([key for key in shown if key not in self._same]) + bool(self._whole_title)
            for same, most, verdict in _shares(metrics.horizontalAdvance(words), distinct):
                if self._elide_names(shown, most, same) <= self._room_beside(verdict):
                    break
        self._words.set_text(words, "" if words == self._whole_words else self._whole_words)

    def _room_beside(self, words: int) -> int:
        margins = self._row.contentsMargins()
        return self.width() - margins.left() - margins.right() - words - 2

    def _elide_names(self, shown: dict[str, QToolButton], most: int, same: int) -> int:
        """Give the title and each name at most a width, in pixels; return what they take with their gaps.

        Args:
            shown: the buttons of the names.
            most: of a name that sets this pane apart from others.
            same: of a name of what the first pane shows too.
        """
        taken = 0
        if self._whole_title:
            metrics = self._title.fontMetrics()
            elided = metrics.elidedText(self._whole_title, Qt.TextElideMode.ElideMiddle, most)
            self._title.setText(elided)
            self._title.setToolTip(self._whole_title if elided != self._whole_title else "")
            taken += metrics.horizontalAdvance(elided) + self._row.spacing()
        for key, button in shown.items():
            words = self._chosen.get(key, "")
            elided = button.fontMetrics().elidedText(
                words, Qt.TextElideMode.ElideMiddle, same if key in self._same else most
            )
            button.setText(elided.replace("&", "&&"))
            button.setToolTip(words if elided != words else self._names[key])
            taken += button.sizeHint().width() + self._row.spacing()
        return taken

    def _fill(self, menu: QMenu, key: str, options: Sequence[tuple[str, PaneContent]]) -> None:
        menu.clear()
        for words, content in options:
            action = menu.addAction(words.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(words == self.choice(key))
            action.triggered.connect(lambda _=False, content=content: self.chosen.emit(content))


def _shares(verdict: int, distinct: int) -> Iterator[tuple[int, int, int]]:
    """List ways to share a line, the best first: widths of a name that says nothing new, of another, of the verdict.

    Args:
        verdict: the width of all of it, in pixels.
        distinct: how many names set this pane apart from others.
    """
    least = min(verdict, _LEAST_VERDICT)
    yield _MOST_WIDTH, _MOST_WIDTH, verdict
    for same in range(_MOST_WIDTH, -1, -_STEP):
        yield same, _MOST_WIDTH, least
    for most in range(_MOST_WIDTH, (_LEAST_OF_SEVERAL if distinct > 1 else _LEAST_WIDTH) - 1, -_STEP):
        yield 0, most, least
    for most in range(_LEAST_WIDTH, -1, -_STEP):
        yield 0, most, 0

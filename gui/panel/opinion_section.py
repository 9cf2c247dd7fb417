"""What the reader thinks of the verdict: four answers, a note, and what became of them."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from core.history.entry import LONGEST_NOTE, Judgement, Opinion
from core.model.known_classes import TUMOUR_FREE, display_name
from core.program.translation import lowered, mark, tr
from gui.widgets.restyle import set_style_property
from gui.widgets.wrapped_label import wrapped_label

# After the last key in the note, so that it is not written for each letter.
_TYPING_MS = 500
_TIPS = {
    Judgement.AGREE: mark("I see what the verdict says"),
    Judgement.OTHER: mark("I see another class; choose which"),
    Judgement.NO_TUMOUR: mark("I see no tumour"),
    Judgement.UNSURE: mark("I cannot tell"),
}
# The widest text of a button in the narrowest panel.
_MOST_TEXT = 90


class _NoteField(QLineEdit):
    """A line for a note. Escape leaves it, as Enter does, and is taken by nothing else; what was typed stays."""

    left = Signal()

    def event(self, event: QEvent) -> bool:
        """Take Escape before a command of the window does."""
        if event.type() is QEvent.Type.ShortcutOverride and _is_escape(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the field on Escape."""
        if _is_escape(event):
            event.accept()
            self.left.emit()
            return
        super().keyPressEvent(event)


def _is_escape(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape


class OpinionSection(QWidget):
    """Shows an opinion on the verdict above it, and takes another one. It keeps nothing.

    `view_chosen` carries the `Judgement`, and the class with `Judgement.OTHER`; `note_written` the note, once typing
    pauses; `taken_back` and `undo_asked` report the two links; `left` that the note is finished.
    """

    view_chosen = Signal(object, str)
    note_written = Signal(str)
    taken_back = Signal()
    undo_asked = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start closed, because there is no verdict."""
        super().__init__(parent)
        self._is_open = self._is_compact = self._has_opinion = self._is_note_changed = False
        self._buttons = {view: QPushButton(view.words) for view in Judgement}
        self._menu = QMenu(self)
        for view, button in self._buttons.items():
            button.setCheckable(True)
            button.setAccessibleName(tr("My opinion: {answer}", answer=lowered(view.words)))
            button.clicked.connect(lambda _=False, view=view: self._on_button_clicked(view))
        self.set_keys({})
        self._remark = wrapped_label("faint")
        self._take_back, self._undo = QPushButton(tr("Take back")), QPushButton(tr("Undo"))
        for link, name in ((self._take_back, tr("Take back my opinion")), (self._undo, tr("Undo my opinion"))):
            link.setProperty("tone", "link")
            link.setAccessibleName(name)
        self._note = _NoteField()
        self._note.setMaxLength(LONGEST_NOTE)
        self._note.setAccessibleName(tr("Note on my opinion"))
        self._note.setPlaceholderText(tr("Note"))
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._typing.timeout.connect(self.finish_note)
        self._lay_out()
        self._note.textEdited.connect(self._on_note_edited)
        self._note.editingFinished.connect(self.finish_note)
        self._note.returnPressed.connect(self.left)
        self._note.left.connect(self.finish_note)
        self._note.left.connect(self.left)
        self._take_back.clicked.connect(self.taken_back)
        self._undo.clicked.connect(self.undo_asked)
        self.show_closed("")

    def set_keys(self, keys: "dict[Judgement, QKeySequence]") -> None:
        """Name the keys of the answers in their tooltips."""
        for view, button in self._buttons.items():
            named = keys[view].toString(QKeySequence.SequenceFormat.NativeText) if view in keys else ""
            button.setToolTip(f"{tr(_TIPS[view])} ({named})" if named else tr(_TIPS[view]))

    def set_compact(self, is_compact: bool) -> None:
        """Take little height: without a heading, and without a note before there is an answer."""
        if is_compact == self._is_compact:
            return
        self._is_compact = is_compact
        self._heading.setHidden(is_compact)
        (self._note_row if is_compact else self._head).addWidget(self._take_back)
        self._keep_room(not is_compact)
        self._fit_note()

    def show_open(self, classes: Sequence[str], verdict: str) -> None:
        """Let the reader answer; the opinion that is shown stays.

        Args:
            classes: of the model.
            verdict: which is not offered as another class.
        """
        self._is_open = True
        self._menu.clear()
        for name in classes:
            if name != verdict:
                action = self._menu.addAction(_with_mark(display_name(name)))
                action.triggered.connect(lambda _=False, name=name: self._choose_class(name))
        for button in self._buttons.values():
            button.setEnabled(True)
        self._note.setEnabled(True)

    def show_opinion(self, opinion: Opinion | None, elsewhere: str = "") -> None:
        """Show what the reader thinks.

        Args:
            opinion: None for nothing yet.
            elsewhere: what they thought of another result for the slice, in words.
        """
        self._typing.stop()
        self._is_note_changed = False
        for view, button in self._buttons.items():
            button.setChecked(opinion is not None and opinion.view is view)
        other = self._buttons[Judgement.OTHER]
        other.setText(_fitting(other, opinion.words if opinion and other.isChecked() else Judgement.OTHER.words))
        self.setAccessibleDescription(opinion.words if opinion else "")
        if elsewhere or self._undo.isHidden():
            self._say(elsewhere)
        self._take_back.setVisible(opinion is not None)
        self._has_opinion = opinion is not None
        self._note.setEnabled(self._is_open)
        self._fit_note()
        if not self._note.hasFocus() or opinion is None or opinion.note != self._note.text().strip():
            self._note.setText(opinion.note if opinion else "")
            # A long note is read from its beginning.
            self._note.setCursorPosition(0)

    def show_closed(self, reason: str) -> None:
        """Take no answer.

        Args:
            reason: why, in words; "" where that is plain.
        """
        self._is_open = False
        self.show_undo("")
        self.show_opinion(None, reason)
        self._menu.close()
        for button in self._buttons.values():
            button.setEnabled(False)

    def show_lost(self, words: str) -> None:
        """Show that the opinion could not be kept, and why."""
        self._say(tr("Not kept. {words}", words=words), "problem")

    def show_undo(self, words: str) -> None:
        """Say what has just happened, with a link that undoes it; "" for nothing."""
        if words or not self._undo.isHidden():
            self._say(words)
        self._undo.setVisible(bool(words))

    @property
    def classes_menu(self) -> QMenu:
        """The menu of the other classes."""
        return self._menu

    def open_menu(self) -> None:
        """Let the reader choose another class."""
        if self._is_open:
            button = self._buttons[Judgement.OTHER]
            # The panel may have been scrolled away from it.
            self._menu.popup(button.mapToGlobal(QPoint(0, button.height())))
            self._menu.setActiveAction(self._menu.actions()[0])

    def begin_note(self) -> None:
        """Lead to the note, also where a compact section hides it."""
        self._note.show()
        self._note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def finish_note(self) -> None:
        """Report the note now, if it was changed."""
        self._typing.stop()
        if self._is_note_changed:
            self._is_note_changed = False
            self.note_written.emit(self._note.text().strip())

    @Slot()
    def _on_note_edited(self) -> None:
        self._is_note_changed = True
        self._typing.start()

    def _keep_room(self, is_kept: bool) -> None:
        """Let the heading keep its height while the link beside it is hidden."""
        policy = self._take_back.sizePolicy()
        policy.setRetainSizeWhenHidden(is_kept)
        self._take_back.setSizePolicy(policy)

    def _fit_note(self) -> None:
        self._note.setVisible(self._has_opinion or not self._is_compact)

    def _say(self, words: str, tone: str = "faint") -> None:
        set_style_property(self._remark, "tone", tone)
        self._remark.setText(words)
        self._remark.setVisible(bool(words))

    def _choose_class(self, name: str) -> None:
        if name == TUMOUR_FREE:
            self.view_chosen.emit(Judgement.NO_TUMOUR, "")
        else:
            self.view_chosen.emit(Judgement.OTHER, name)

    def _on_button_clicked(self, view: Judgement) -> None:
        # The button follows the opinion, not the click.
        button = self._buttons[view]
        button.setChecked(not button.isChecked())
        if view is Judgement.OTHER:
            self.open_menu()
        else:
            self.view_chosen.emit(view, "")

    def _lay_out(self) -> None:
        self._heading = QLabel(tr("MY OPINION"))
        self._heading.setProperty("tone", "heading")
        grid = QGridLayout()
        grid.setSpacing(8)
        for place, button in enumerate(self._buttons.values()):
            grid.addWidget(button, place // 2, place % 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._head, self._note_row, foot = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        self._head.addWidget(self._heading, 1)
        self._head.addWidget(self._take_back)
        self._keep_room(True)
        self._note_row.addWidget(self._note, 1)
        foot.addWidget(self._remark, 1)
        foot.addWidget(self._undo, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(self._head)
        column.addLayout(grid)
        column.addLayout(self._note_row)
        column.addLayout(foot)


def _fitting(button: QPushButton, text: str) -> str:
    return button.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, _MOST_TEXT).replace("&", "&&")


def _with_mark(name: str) -> str:
    """Let the first letter choose an entry of the menu."""
    return "&" + name.replace("&", "&&")

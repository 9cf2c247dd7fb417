"""Keys and mouse: what each does, and other keys for commands."""

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QKeySequenceEdit,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.program.translation import mark, tr
from gui.widgets.search_field import SearchField
from gui.widgets.theme import SPACE
from gui.widgets.window_keys import add_window_keys
from gui.widgets.window_size import fit_window
from gui.window.key_bindings import KeyBindings, plain_text

_ACTION = int(Qt.ItemDataRole.UserRole)
_FIXED = (
    (mark("Left drag"), mark("Window width and centre")),
    (mark("Shift+left drag"), mark("Window of what is framed")),
    (mark("Right drag, Ctrl+wheel"), mark("Zoom")),
    (mark("Right click"), mark("Menu")),
    (mark("Middle drag, space drag"), mark("Shift")),
    (mark("Wheel"), mark("Slices")),
    (mark("Double click"), mark("Fit")),
    (mark("Ctrl+arrow"), mark("Shift")),
    (mark("Alt+arrow"), mark("Window width and centre")),
    (mark("Arrow, Shift+arrow, Enter"), mark("With a tool: lead it, and set a point")),
)


class KeysDialog(QDialog):
    """Lists commands with their keys, and the mouse; a key that is pressed in the field becomes that of the command."""

    def __init__(self, bindings: KeyBindings, parent: QWidget) -> None:
        """List the commands in the order of the menus.

        Args:
            bindings: of the window.
            parent: the window.
        """
        super().__init__(parent)
        self._bindings = bindings
        self.setObjectName("keysDialog")
        self.setWindowTitle(tr("Keys and mouse"))
        self.search = SearchField()
        self.search.setPlaceholderText(tr("Search commands and keys"))
        self.search.setAccessibleName(tr("Search commands and keys"))
        self.list = QTreeWidget()
        self.list.setAccessibleName(tr("Commands and their keys"))
        self.list.setHeaderLabels([tr("Command"), tr("Key")])
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.field = QKeySequenceEdit()
        self.field.setMaximumSequenceLength(1)
        self.field.setAccessibleName(tr("New key"))
        self.remove, self.default = QPushButton(tr("No key")), QPushButton(tr("Default key"))
        self.defaults = QPushButton(tr("Reset all"))
        self.remark = QLabel()
        self.remark.setWordWrap(True)
        self.remark.setProperty("tone", "faint")
        self._lay_out()
        self._fill()
        self.search.textChanged.connect(self._on_search_changed)
        self.list.currentItemChanged.connect(self._on_list_current_changed)
        self.field.editingFinished.connect(self._on_field_finished)
        self.remove.clicked.connect(lambda: self._bind(QKeySequence()))
        self.default.clicked.connect(self._on_default_clicked)
        self.defaults.clicked.connect(self._on_defaults_clicked)
        self.list.setCurrentItem(self._items()[0])
        add_window_keys(self)

    def choose(self, action: QAction) -> None:
        """Go to the row of a command."""
        for item in self._items():
            if item.data(0, _ACTION) is action:
                self.list.setCurrentItem(item)

    @property
    def rows(self) -> list[tuple[str, str]]:
        """The command and the key of each row in sight."""
        return [(item.text(0), item.text(1)) for item in self._items() if not item.isHidden()]

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        name = QLabel(tr("&New key"))
        name.setBuddy(self.field)
        row.addWidget(name)
        row.addWidget(self.field, 1)
        for button in (self.remove, self.default):
            row.addWidget(button)
        column.addLayout(row)
        column.addWidget(self.remark)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.defaults, QDialogButtonBox.ButtonRole.ResetRole)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        for button in self.findChildren(QPushButton):
            # Enter in a field must press nothing. The style sheet of the application says otherwise for all buttons.
            button.setStyleSheet("QPushButton { qproperty-autoDefault: 0; }")
            button.setAutoDefault(False)
        fit_window(self, QSize(560, 640), QSize(360, 260))

    def _fill(self) -> None:
        for action in self._bindings.actions:
            item = QTreeWidgetItem(self.list, [plain_text(action)])
            item.setData(0, _ACTION, action)
        for key, text in _FIXED:
            item = QTreeWidgetItem(self.list, [tr(text), tr(key)])
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        self._show_keys()
        self.list.resizeColumnToContents(0)

    def _items(self) -> list[QTreeWidgetItem]:
        found = (self.list.topLevelItem(row) for row in range(self.list.topLevelItemCount()))
        return [item for item in found if item is not None]

    def _show_keys(self) -> None:
        for item in self._items():
            action = item.data(0, _ACTION)
            if action is None:
                continue
            item.setText(1, action.shortcut().toString(QKeySequence.SequenceFormat.NativeText))
            font = item.font(1)
            font.setBold(action.shortcut() != self._bindings.default_of(action))
            item.setFont(1, font)
        self.defaults.setEnabled(self._bindings.is_changed)

    def _current(self) -> QAction | None:
        item = self.list.currentItem()
        action = item.data(0, _ACTION) if item and not item.isHidden() else None
        return action if isinstance(action, QAction) else None

    def _bind(self, key: QKeySequence) -> None:
        action = self._current()
        if action is None:
            return
        loser = self._bindings.bind(action, key)
        text = plain_text(action)
        named = key.toString(QKeySequence.SequenceFormat.NativeText)
        words = (
            tr("{words} has the key {named} now.", words=text, named=named)
            if named
            else tr("{words} has no key now.", words=text)
        )
        self.remark.setText(
            tr("{words} {loser} has none any more.", words=words, loser=plain_text(loser)) if loser else words
        )
        self._show_keys()

    @Slot(str)
    def _on_search_changed(self, text: str) -> None:
        wanted = text.strip().lower()
        for item in self._items():
            item.setHidden(wanted not in f"{item.text(0)} {item.text(1)}".lower())
        current = self.list.currentItem()
        if current is None or current.isHidden():
            shown = [item for item in self._items() if not item.isHidden()]
            self.list.setCurrentItem(shown[0]) if shown else self._on_list_current_changed()

    @Slot()
    def _on_list_current_changed(self) -> None:
        action = self._current()
        self.field.clear()
        for widget in (self.field, self.remove, self.default):
            widget.setEnabled(action is not None)
        self.remark.setText("" if action else tr("This one cannot be changed."))

    @Slot()
    def _on_field_finished(self) -> None:
        key = self.field.keySequence()
        action = self._current()
        if action is None or key.isEmpty():
            return
        self.field.clear()
        if use := self._bindings.fixed_use(action, key):
            named = key.toString(QKeySequence.SequenceFormat.NativeText)
            self.remark.setText(tr("{named} cannot be the key of a command: it {use}.", named=named, use=use))
        else:
            self._bind(key)

    @Slot()
    def _on_default_clicked(self) -> None:
        action = self._current()
        if action:
            self._bind(self._bindings.default_of(action))

    @Slot()
    def _on_defaults_clicked(self) -> None:
        self._bindings.reset()
        self.remark.setText(tr("All commands have their default keys."))
        self._show_keys()


def show_keys(bindings: KeyBindings, parent: QWidget) -> None:
    """Open the list of keys."""
    dialog = KeysDialog(bindings, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()

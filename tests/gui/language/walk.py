"""Finds what a window shows in words, and what of it has not passed through the translation layer."""

import re

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QSpinBox,
    QTextBrowser,
    QWidget,
)

from gui.translated_messages.relay import relayed
from release.translations import FOLDER, read_messages

OPEN, CLOSE = "«", "»"
# Units, keys, the names of files, formats and methods, and what a test calls its models.
_NAMES = re.compile(
    r"Falx|English|Deutsch|fake|falx|mobilenetv\d|Grad-CAM|HiResCAM|ImageNet|TensorFlow"
    r"|MobileNetV2 \(Sandler et al\., 2018\)|EfficientNet\S* \(\D+\d+\)"
    r"|(Ctrl|Shift|Alt)\+\S+"
    r"|PDF|HTML|CSV|JSONL?|Lines|DICOM|PNG|JPEG|NIfTI|MRI|Zoom|RGB|mm|px|ms|GB|HU|[\w-]+\.(png|dcm|csv|toml|nii|gz|zip)"
    r"|[\w./~-]*/[\w./~-]+|<[^>]+>"
)
# A text that is nothing but a key.
_KEY = re.compile(r"((Ctrl|Shift|Alt)\+)*(Esc|Del|PgUp|PgDown|Home|End|Left|Right|Up|Down|Space|Tab)")
_WORD = re.compile(r"[^\W\d_]{2,}")


def make_pseudo():
    """Make a lookup that stands in for a translation: what translators know, in marks; None for the rest."""
    known = read_messages(FOLDER / "falx_de.ts")

    def find(text, count=None):
        return f"{OPEN}{text}{CLOSE}" if text in known and known[text].is_counted is (count is not None) else None

    return find


def untranslated(text):
    """Return the words of a text that stand outside the marks and name nothing; "" where there are none."""
    depth, outside = 0, []
    for char in text:
        depth += (char == OPEN) - (char == CLOSE)
        if not depth and char != CLOSE:
            outside.append(char)
    rest = _NAMES.sub(" ", "".join(outside).replace("&", ""))
    return rest.strip() if _WORD.search(rest) and not _KEY.fullmatch(text) else ""


def left_over(text, names):
    """Return what a text from another process has untranslated besides names, which a pattern describes."""
    return untranslated(names.sub(" ", relayed(text)))


def texts_in(window):
    """Yield all texts of a window and of its menus, each with what bears it."""
    yield window.windowTitle(), "title of the window"
    for widget in (window, *window.findChildren(QWidget)):
        yield from _own_texts(widget)
        for text in (widget.toolTip(), widget.statusTip(), widget.accessibleName(), widget.accessibleDescription()):
            yield text, f"tip or name of {_named(widget)}"
    for action in window.findChildren(QAction):
        yield action.text(), f"action {action.objectName()}"
        yield action.toolTip(), f"tip of action {action.objectName()}"
        yield action.statusTip(), f"status of action {action.objectName()}"


def _own_texts(widget):
    name = _named(widget)
    if isinstance(widget, QLabel | QAbstractButton):
        if not _is_elided(widget):
            yield widget.text(), name
    elif isinstance(widget, QLineEdit):
        yield widget.placeholderText(), name
    elif isinstance(widget, QSpinBox):
        yield widget.suffix(), name
        yield widget.specialValueText(), name
        yield widget.prefix(), name
    elif isinstance(widget, QComboBox):
        yield widget.placeholderText(), name
        for index in range(widget.count()):
            yield widget.itemText(index), name
            yield str(widget.itemData(index, Qt.ItemDataRole.ToolTipRole) or ""), name
    elif isinstance(widget, QMenu):
        yield widget.title(), name
    elif isinstance(widget, QTextBrowser):
        yield widget.placeholderText(), name
    elif isinstance(widget, QAbstractItemView) and not isinstance(widget, QHeaderView) and widget.model() is not None:
        yield from _cells(widget, name)


def _is_elided(widget):
    """Return whether a text lacks its middle; the tooltip is the whole of it, and is looked at."""
    start, dots, end = widget.text().replace("&&", "&").partition("…")
    return bool(dots and end) and widget.toolTip().startswith(start) and widget.toolTip().endswith(end)


def _cells(view, name):
    model, roles = view.model(), (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
    # A list's model does not tell its columns.
    columns = range(1 if isinstance(view, QListView) else model.columnCount(QModelIndex()))
    for role in roles:
        for column in columns:
            yield str(model.headerData(column, Qt.Orientation.Horizontal, role) or ""), f"head of {name}"
    for row in range(min(model.rowCount(QModelIndex()), 50)):
        for column in columns:
            for role in roles:
                yield str(model.data(model.index(row, column), role) or ""), f"cell of {name}"


def _named(widget):
    return f"{type(widget).__name__} {widget.objectName()}".strip()


def leaks(window, *names):
    """List what of the texts of a window has not passed through the layer.

    Args:
        window: to look at.
        names: regular expressions of names that a test gave.
    """
    found = {}
    for text, bearer in texts_in(window):
        for name in names:
            text = re.sub(name, " ", text)
        if rest := untranslated(text):
            found[rest] = bearer
    return found

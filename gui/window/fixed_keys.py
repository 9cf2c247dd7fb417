"""Keys that no command can be given, because they always do something else."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from core.program.translation import tr

_KEY, _MODIFIER = Qt.Key, Qt.KeyboardModifier
_ARROWS = (_KEY.Key_Left, _KEY.Key_Right, _KEY.Key_Up, _KEY.Key_Down)
_ENTER = (_KEY.Key_Return, _KEY.Key_Enter)
_TAB = (_KEY.Key_Tab, _KEY.Key_Backtab)
_MODIFIERS = (
    *(_KEY.Key_Shift, _KEY.Key_Control, _KEY.Key_Alt, _KEY.Key_AltGr, _KEY.Key_Meta, _KEY.Key_Super_L),
    *(_KEY.Key_Super_R, _KEY.Key_Hyper_L, _KEY.Key_Hyper_R, _KEY.Key_CapsLock, _KEY.Key_NumLock),
    *(_KEY.Key_ScrollLock, _KEY.Key_Mode_switch, _KEY.Key_Multi_key),
)


def fixed_use(key: QKeySequence, menus: Sequence[str]) -> str:
    """Return what a key always does, as a sentence without its subject; "" where a command may have it.

    Args:
        key: of one stroke.
        menus: the titles in the menu bar, with their marks.
    """
    if key.isEmpty():
        return ""
    stroke = key[0]  # type: ignore[index]
    held = stroke.keyboardModifiers() & ~_MODIFIER.KeypadModifier
    without_control = held in (_MODIFIER.NoModifier, _MODIFIER.ShiftModifier)
    if stroke.key() in _MODIFIERS:
        return tr("only changes other keys")
    if stroke.key() == _KEY.Key_Escape:
        return tr("always leaves what is open or in hand")
    if stroke.key() in _TAB:
        return tr("always goes to the next control")
    if stroke.key() in _ENTER and without_control:
        return tr("always presses the button or sets the point")
    if stroke.key() in _ARROWS:
        fixed = {
            _MODIFIER.NoModifier: tr("steps, or leads a tool"),
            _MODIFIER.ShiftModifier: tr("leads a tool"),
            _MODIFIER.ControlModifier: tr("shifts the picture"),
            _MODIFIER.AltModifier: tr("changes the window of the picture"),
        }
        return fixed.get(held, "")
    return tr("opens a menu") if key in (QKeySequence.mnemonic(title) for title in menus) else ""

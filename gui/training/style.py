"""The style sheet that the training window adds."""

from gui.widgets.icons import icon_path
from gui.widgets.theme import Colours


def style_of(c: Colours) -> str:
    """Return the style sheet of the window in the colours of a theme."""
    return f"""
#stepColumn {{ background: {c.panel}; border-right: 1px solid {c.line}; }}
#foot {{ background: {c.ground}; border-top: 1px solid {c.line}; }}
QPushButton[tone="step"] {{ background: transparent; border: none; border-radius: 6px; padding: 8px 12px;
    padding-left: 40px; text-align: left; }}
QPushButton[tone="step"]:hover {{ background: {c.raised}; }}
QPushButton[tone="step"]:checked {{ background: {c.raised}; color: {c.text}; font-weight: 600; }}
QPushButton[tone="step"]:disabled {{ color: {c.faint}; background: transparent; }}
QPushButton[tone="step"]:focus {{ border: 1px solid {c.accent}; }}
QPlainTextEdit {{ background: {c.panel}; color: {c.text}; border: 1px solid {c.line}; border-radius: 6px; padding: 4px;
    selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
QPlainTextEdit:focus {{ border-color: {c.accent}; }}
QLabel[tone="title"] {{ font-size: 18px; font-weight: 600; }}
QLabel[tone="strong"] {{ font-weight: 600; }}
QLabel[tone="problem"] {{ color: {c.outside}; }}
QFrame[tone="card"] {{ background: {c.panel}; border: 1px solid {c.line}; border-radius: 6px; }}
QFrame[tone="drop"] {{ background: {c.panel}; border: 1px dashed {c.faint}; border-radius: 6px; }}
QScrollArea {{ border: none; background: transparent; }}
QScrollArea > QWidget > QWidget {{ background: transparent; }}
QAbstractSpinBox {{ background: {c.raised}; color: {c.text}; border: 1px solid {c.line}; border-radius: 6px;
    padding: 4px 20px 4px 8px; selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
QAbstractSpinBox QLineEdit {{ background: transparent; border: none; padding: 0; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ background: transparent; border: none; width: 18px;
    subcontrol-origin: border; margin-right: 4px; }}
QAbstractSpinBox::up-button {{ subcontrol-position: top right; margin-top: 3px; }}
QAbstractSpinBox::down-button {{ subcontrol-position: bottom right; margin-bottom: 3px; }}
QAbstractSpinBox::up-arrow {{ image: url("{icon_path("up")}"); width: 8px; height: 8px; }}
QAbstractSpinBox::down-arrow {{ image: url("{icon_path("down")}"); width: 8px; height: 8px; }}
QAbstractSpinBox:focus {{ border-color: {c.accent}; }}
QAbstractSpinBox:disabled {{ color: {c.faint}; }}
QProgressBar {{ background: {c.raised}; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }}
QProgressBar::chunk {{ background: {c.accent}; border-radius: 2px; }}
"""

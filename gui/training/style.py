"""What the training window adds to the look of the program."""

from gui.theme import SPACE, Colours


def style_of(c: Colours) -> str:
    """Give the style sheet of the window in the colours of a theme."""
    return f"""
#stepColumn {{ background: {c.panel}; border-right: 1px solid {c.line}; }}
#foot {{ background: {c.ground}; border-top: 1px solid {c.line}; }}
QPushButton[tone="step"] {{ background: transparent; border: none; border-radius: 6px; padding: 8px 12px;
    text-align: left; }}
QPushButton[tone="step"]:hover {{ background: {c.raised}; }}
QPushButton[tone="step"]:checked {{ background: {c.raised}; color: {c.text}; font-weight: 600; }}
QPushButton[tone="step"]:disabled {{ color: {c.faint}; background: transparent; }}
QPushButton[tone="step"]:focus {{ border: 1px solid {c.accent}; }}
QPushButton[tone="main"] {{ background: {c.accent}; color: {c.on_accent}; border-color: {c.accent};
    font-weight: 600; padding: 6px {4 * SPACE}px; }}
QPushButton[tone="main"]:disabled {{ background: {c.raised}; color: {c.faint}; border-color: {c.line}; }}
QPushButton[tone="main"]:focus {{ border: 1px solid {c.text}; }}
QPushButton[tone="link"] {{ border: 1px solid transparent; border-radius: 6px; }}
QPushButton[tone="link"]:focus {{ border: 1px solid {c.accent}; }}
QPlainTextEdit {{ background: {c.panel}; color: {c.text}; border: 1px solid {c.line}; border-radius: 6px; padding: 4px;
    selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
QPlainTextEdit:focus {{ border-color: {c.accent}; }}
QLabel[tone="title"] {{ font-size: 18px; font-weight: 600; }}
QLabel[tone="strong"] {{ font-weight: 600; }}
QLabel[tone="problem"] {{ color: {c.outside}; }}
QFrame[tone="card"] {{ background: {c.panel}; border: 1px solid {c.line}; border-radius: 6px; }}
QFrame[tone="drop"] {{ background: {c.panel}; border: 1px dashed {c.faint}; border-radius: 6px; }}
QFrame[tone="drop"][isOver="true"] {{ border: 1px dashed {c.accent}; background: {c.raised}; }}
QScrollArea {{ border: none; background: transparent; }}
QScrollArea > QWidget > QWidget {{ background: transparent; }}
QLineEdit {{ background: {c.raised}; color: {c.text}; border: 1px solid {c.line}; border-radius: 6px;
    padding: 4px 8px; selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
QLineEdit:focus, QAbstractSpinBox:focus {{ border-color: {c.accent}; }}
QLineEdit:disabled, QAbstractSpinBox:disabled {{ color: {c.faint}; }}
QProgressBar {{ background: {c.raised}; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }}
QProgressBar::chunk {{ background: {c.accent}; border-radius: 2px; }}
"""

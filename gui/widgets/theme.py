"""The look: Fusion with one palette, dark, light or that of the system."""

from dataclasses import asdict, dataclass
from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from core.model.known_classes import find_class
from core.program.palette import DARK as DARK_PALETTE
from core.program.palette import LIGHT as LIGHT_PALETTE
from core.program.palette import Palette
from gui.widgets.icons import icon_path

BASE_FONT_PX, VERDICT_FONT_PX, LONG_VERDICT_FONT_PX = 13, 22, 16
SPACE = 4
_STYLE, _IS_STYLED = "Fusion", "has_style_of_falx"


class Theme(Enum):
    """The themes to choose from."""

    DARK = "dark"
    LIGHT = "light"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Colours(Palette):
    """The colours of a theme, as #RRGGBB, and those of classes."""

    def of_class(self, name: str) -> QColor:
        """Return the colour of a class; all unknown classes share one."""
        known = find_class(name)
        if known is None:
            return QColor(self.other)
        return QColor(known.light_colour if self.is_light else known.colour)


DARK, LIGHT = Colours(**asdict(DARK_PALETTE)), Colours(**asdict(LIGHT_PALETTE))


def styled_application(program: str) -> QApplication:
    """Make the application, with the style that `apply_palette` sets otherwise."""
    app = QApplication([program, "-style", _STYLE])
    app.setProperty(_IS_STYLED, True)
    return app


def colours_of(theme: Theme) -> Colours:
    """Return the current colours of a theme."""
    if theme is Theme.SYSTEM:
        return LIGHT if _is_system_light() else DARK
    return LIGHT if theme is Theme.LIGHT else DARK


def _is_system_light() -> bool:
    return QApplication.styleHints().colorScheme() is Qt.ColorScheme.Light


def apply_theme(app: QApplication, theme: Theme) -> Colours:
    """Apply a theme to the whole application; return its colours."""
    colours = colours_of(theme)
    style_sheet = _style_sheet(colours)
    if app.styleSheet() == style_sheet:
        # It is applied, and to apply it again would style each widget once more.
        return colours
    apply_palette(app, theme)
    app.setStyleSheet(style_sheet)
    return colours


def apply_palette(app: QApplication, theme: Theme) -> None:
    """Apply what windows take up while they are built: style, palette and font.

    With a style sheet, each widget that is put into another is styled once more, so a window that is built before
    `apply_style_sheet` is there sooner.
    """
    if not app.property(_IS_STYLED):
        # It returns the style, and PySide sets up that class with its 600 names: 5 ms that `styled_application` saves.
        app.setStyle(_STYLE)
        app.setProperty(_IS_STYLED, True)
    app.setPalette(_palette(colours_of(theme)))
    font = app.font()
    font.setPixelSize(BASE_FONT_PX)
    app.setFont(font)


def apply_style_sheet(app: QApplication, theme: Theme) -> None:
    """Apply the rest of a theme, once `apply_palette` has been called and the first window is built."""
    app.setStyleSheet(_style_sheet(colours_of(theme)))


def tabular(font: QFont) -> QFont:
    """Return a font with digits of equal width, so that changing numbers do not move."""
    even = QFont(font)
    tag = QFont.Tag.fromValue(int.from_bytes(b"tnum", "big"))
    if tag is not None:
        even.setFeature(tag, 1)
    return even


def _palette(colours: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for target, colour in {
        role.Window: colours.ground,
        role.WindowText: colours.text,
        role.Base: colours.panel,
        role.AlternateBase: colours.raised,
        role.Text: colours.text,
        role.PlaceholderText: colours.faint,
        role.Button: colours.raised,
        role.ButtonText: colours.text,
        role.ToolTipBase: colours.raised,
        role.ToolTipText: colours.text,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.Link: colours.accent,
        role.Mid: colours.line,
        role.Midlight: colours.line,
        role.Light: colours.raised,
        role.Dark: colours.line,
    }.items():
        palette.setColor(target, QColor(colour))
    disabled = QPalette.ColorGroup.Disabled
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(disabled, target, QColor(colours.faint))
    return palette


def _style_sheet(c: Colours) -> str:
    return f"""
QMenuBar {{ background: {c.ground}; color: {c.text}; padding: 4px 8px; border-bottom: 1px solid {c.line}; }}
QMenuBar::item {{ padding: 4px 8px; border-radius: 6px; background: transparent; }}
QMenuBar::item:selected {{ background: {c.raised}; }}
QMenu {{ background: {c.panel}; color: {c.text}; border: 1px solid {c.line}; padding: 4px; }}
QMenu::item {{ padding: 6px 24px 6px 12px; border-radius: 4px; }}
QMenu::icon {{ padding-left: 8px; }}
QMenu::indicator {{ width: 14px; height: 14px; padding-left: 8px; }}
QMenu::indicator:checked {{ image: url("{icon_path("checked")}"); }}
QMenu::item:selected {{ background: {c.raised}; }}
QMenu::item:disabled {{ color: {c.faint}; }}
QMenu::separator {{ height: 1px; background: {c.line}; margin: 4px 8px; }}
QToolBar {{ background: {c.ground}; border: none; border-bottom: 1px solid {c.line}; padding: 2px; spacing: 2px; }}
QToolBar::separator {{ width: 1px; background: {c.line}; margin: 6px 6px; }}
QToolBar QToolButton:checked {{ background: {c.raised}; }}
QToolButton::menu-indicator {{ image: url("{icon_path("down")}"); width: 10px; height: 10px;
    subcontrol-origin: padding; subcontrol-position: right center; right: 4px; }}
#presetButton, #speedButton {{ padding-right: 18px; }}
#studyPerformance {{ font-size: 11px; }}
QStatusBar {{ background: {c.ground}; color: {c.faint}; border-top: 1px solid {c.line}; }}
QStatusBar::item {{ border: none; }}
QToolTip {{ background: {c.raised}; color: {c.text}; border: 1px solid {c.line}; padding: 4px; }}
#predictionPanel {{ background: {c.panel}; border-left: 1px solid {c.line}; }}
#predictionPanel QLabel, #panelInside {{ background: {c.panel}; }}
#verdict {{ font-size: {VERDICT_FONT_PX}px; font-weight: 600; color: {c.text}; }}
#verdict[isLong="true"] {{ font-size: {LONG_VERDICT_FONT_PX}px; }}
QLabel[tone="faint"] {{ color: {c.faint}; }}
QLabel[tone="heading"] {{ color: {c.faint}; font-size: 11px; font-weight: 600; letter-spacing: 1px; }}
QFrame[tone="line"] {{ background: {c.line}; max-height: 1px; border: none; }}
#banner {{ background: {c.raised}; color: {c.text}; padding: 8px 12px; border-bottom: 1px solid {c.line}; }}
#noticeStrip {{ background: {c.raised}; border: none; border-bottom: 1px solid {c.line}; padding: 0; }}
#noticeStrip QLabel {{ background: transparent; color: {c.text}; }}
#picturePage, #loadingPage {{ background: black; }}
#pane {{ background: black; border: 0; }}
#pane[active="true"] {{ border: 2px solid {c.accent}; }}
#pane[active="false"] {{ border: 2px solid {DARK.line}; }}
#paneHead {{ background: {DARK.ground}; }}
#paneHead QLabel {{ color: {DARK.faint}; background: transparent; }}
#paneHead QToolButton {{ color: {DARK.text}; padding: 4px 18px 4px 6px; }}
#paneHead QToolButton:hover {{ background: {DARK.raised}; }}
#loadingPage QWidget {{ background: transparent; }}
#loadingPage QLabel {{ color: {DARK.faint}; }}
#loadingPage #loadingName {{ color: {DARK.text}; font-size: 18px; font-weight: 600; }}
#loadingPage QProgressBar {{ background: {DARK.line}; }}
#loadingPage QPushButton {{ background: {DARK.raised}; color: {DARK.text}; border-color: {DARK.line}; }}
#loadingPage QPushButton:focus {{ border-color: {DARK.accent}; }}
#infoLine QLabel:focus {{ border: 1px solid {c.accent}; border-radius: 4px; }}
#infoLine {{ background: {c.ground}; color: {c.faint}; border-top: 1px solid {c.line}; }}
#pageTitle {{ font-size: 18px; font-weight: 600; color: {c.text}; }}
#notice {{ color: {c.faint}; padding: 4px 12px; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QPushButton {{ background: {c.raised}; color: {c.text}; border: 1px solid {c.line}; border-radius: 6px;
    padding: 6px 12px; qproperty-autoDefault: 1; }}
QPushButton:hover {{ border-color: {c.accent}; }}
QPushButton:checked {{ background: {c.accent}; color: {c.on_accent}; border-color: {c.accent}; }}
QPushButton:disabled {{ color: {c.faint}; }}
QPushButton[tone="link"] {{ background: transparent; border: 1px solid transparent; color: {c.accent}; padding: 4px;
    text-align: left; }}
QStatusBar QPushButton[tone="link"] {{ padding: 0 4px; }}
QPushButton[tone="link"]:hover {{ text-decoration: underline; }}
QPushButton[tone="link"]:checked {{ background: transparent; color: {c.accent}; }}
QPushButton:focus, QComboBox:focus {{ border: 1px solid {c.accent}; }}
QToolButton {{ background: transparent; border: none; border-radius: 6px; padding: 4px; color: {c.text}; }}
QToolButton:disabled {{ color: {c.line}; }}
QToolButton:hover {{ background: {c.raised}; }}
QToolButton:focus {{ border: 1px solid {c.accent}; }}
QComboBox {{ background: {c.raised}; color: {c.text}; border: 1px solid {c.line}; border-radius: 6px;
    padding: 4px 8px; }}
QComboBox::drop-down {{ border: none; width: 24px; }}
QComboBox::down-arrow {{ image: url("{icon_path("down")}"); width: 12px; height: 12px; }}
QComboBox:disabled {{ color: {c.faint}; }}
QComboBox QAbstractItemView {{ background: {c.panel}; color: {c.text}; border: 1px solid {c.line};
    selection-background-color: {c.raised}; selection-color: {c.text}; }}
QSlider::groove:horizontal {{ height: 4px; background: {c.line}; border-radius: 2px; }}
QSlider::sub-page:horizontal {{ background: {c.accent}; border-radius: 2px; }}
QSlider::handle:horizontal {{ width: 14px; height: 14px; margin: -5px 0; border-radius: 7px; background: {c.text}; }}
QSlider::handle:horizontal:focus {{ background: {c.accent}; }}
QSlider::sub-page:horizontal:disabled {{ background: {c.line}; }}
QSlider::handle:horizontal:disabled {{ background: {c.faint}; }}
QPushButton[tone="primary"] {{ background: {c.accent}; color: {c.on_accent}; border-color: {c.accent};
    font-weight: 600; padding: 6px {4 * SPACE}px; }}
QPushButton[tone="primary"]:disabled {{ background: {c.raised}; color: {c.faint}; border-color: {c.line}; }}
QPushButton[tone="primary"]:focus {{ border-color: {c.text}; }}
QPushButton[tone="chip"] {{ border-radius: 12px; padding: 4px 12px; }}
QPushButton::menu-indicator {{ image: url("{icon_path("down")}"); width: 12px; height: 12px;
    subcontrol-origin: padding; subcontrol-position: right center; right: 8px; }}
QPushButton[tone="menu"] {{ padding-right: 28px; }}
QLineEdit {{ background: {c.raised}; color: {c.text}; border: 1px solid {c.line}; border-radius: 6px;
    padding: 4px 8px; selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
QLineEdit:focus {{ border-color: {c.accent}; }}
QLineEdit:disabled {{ color: {c.faint}; }}
QProgressBar {{ background: {c.line}; border: none; }}
QProgressBar::chunk {{ background: {c.accent}; }}
QCheckBox {{ spacing: 8px; }}
QCheckBox::indicator {{ width: 14px; height: 14px; border: 1px solid {c.faint}; border-radius: 4px;
    background: {c.raised}; }}
QCheckBox::indicator:focus {{ border-color: {c.accent}; }}
QCheckBox::indicator:checked {{ background: {c.accent}; border-color: {c.accent};
    image: url("{icon_path("check")}"); }}
QCheckBox::indicator:checked:focus {{ border: 2px solid {c.text}; }}
QCheckBox::indicator:disabled {{ border-color: {c.line}; }}
QCheckBox::indicator:checked:disabled {{ background: {c.faint}; border-color: {c.faint}; }}
QTableView::corner, QAbstractScrollArea::corner {{ background: {c.panel}; border: none; }}
QScrollBar {{ background: transparent; border: none; margin: 0; }}
QScrollBar:vertical {{ width: 12px; }}
QScrollBar:horizontal {{ height: 12px; }}
QScrollBar::handle {{ background: {c.line}; border-radius: 4px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover {{ background: {c.faint}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QTableView {{ background: {c.panel}; color: {c.text}; border: none; border-top: 1px solid {c.line};
    selection-background-color: {c.accent}; selection-color: {c.on_accent}; outline: none; }}
QTableView::item {{ border: none; border-bottom: 1px solid {c.line}; padding: 0 5px; }}
QTableView::item:selected {{ background: {c.accent}; color: {c.on_accent}; }}
QHeaderView {{ background: {c.panel}; }}
QHeaderView::section {{ background: {c.panel}; color: {c.faint}; border: none; padding: 8px; }}
QHeaderView::up-arrow, QHeaderView::down-arrow {{ subcontrol-position: right center; width: 10px; height: 10px;
    right: 4px; }}
QHeaderView::section:hover {{ color: {c.text}; }}
#studyList, #studyList QLabel {{ background: {c.panel}; }}
#studyRows {{ background: {c.panel}; border: none; outline: none; }}
#studySplitter::handle {{ background: {c.panel}; border-right: 1px solid {c.line}; }}
#runBar {{ background: {c.ground}; border-top: 1px solid {c.line}; }}
"""

"""A slim bar of the tools for the picture, and the menu that its right button opens."""

from PySide6.QtCore import QPoint, QSize, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QMenu, QToolBar, QToolButton, QWidget

from core.program.translation import tr
from gui.settings import Settings
from gui.window.menus import Menus

_SIDE = 16


class PictureToolbar(QToolBar):
    """Repeats commands of the menus; shown or hidden by the menu, which is remembered."""

    def __init__(self, window: QMainWindow, menus: Menus, settings: Settings) -> None:
        """Put the bar into a window.

        Args:
            window: that gets it.
            menus: whose commands it shows.
            settings: remember whether it is shown.
        """
        super().__init__(tr("Toolbar"), window)
        self.setObjectName("pictureToolbar")
        self.setMovable(False)
        self.setFloatable(False)
        self.setIconSize(QSize(_SIDE, _SIDE))
        # The menu of the window that hides toolbars would say nothing of what it does.
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        presets = QToolButton()
        presets.setObjectName("presetButton")
        presets.setText(tr("Window"))
        presets.setMenu(menus.presets.menu)
        presets.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        presets.setToolTip(tr("Window presets (1 to 9)"))
        presets.setAccessibleName(tr("Window presets"))
        presets.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.addWidget(presets)
        if settings.has_toolbar:
            # At the one size that the first paint needs; the window draws the others, and those of the menus, after it.
            shown = [action for group in groups_of(menus) for action in group]
            menus.draw_icons(shown, [round(_SIDE * window.devicePixelRatioF())])
        for group in groups_of(menus):
            self.addSeparator()
            for action in group:
                self.addAction(action)
                button = self.widgetForAction(action)
                name_button(button, action)
                # Its key may be changed, and an action resets the tooltip whenever it changes.
                action.changed.connect(lambda button=button, action=action: name_button(button, action))
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        window.addToolBar(Qt.ToolBarArea.TopToolBarArea, self)
        menus.toolbar.setChecked(settings.has_toolbar)
        self.setVisible(settings.has_toolbar)
        self._settings = settings
        menus.toolbar.triggered.connect(self._on_toolbar_triggered)

    @Slot(bool)
    def _on_toolbar_triggered(self, is_on: bool) -> None:
        self._settings.has_toolbar = is_on
        self.setVisible(is_on)


def groups_of(menus: Menus) -> list[list[QAction]]:
    """List the commands that concern the picture, in groups."""
    measuring, turning = menus.measuring, menus.turning
    return [
        [menus.fit, menus.reset],
        [turning.right, turning.across, menus.invert],
        [*measuring.kinds.values(), measuring.magnifier],
        [menus.full_screen],
    ]


def open_picture_menu(menus: Menus, at: QPoint, parent: QMainWindow) -> QMenu:
    """Open a menu of what can be done with the picture.

    Args:
        menus: whose commands it shows.
        at: where, on the screen.
        parent: of the menu.
    """
    menu = QMenu(parent)
    menu.setObjectName("pictureMenu")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    # By their actions: a menu that is added itself is deleted with this one.
    menu.addAction(menus.presets.menu.menuAction())
    menu.addAction(menus.measuring.menu.menuAction())
    menu.addAction(menus.heat)
    menu.addSeparator()
    menu.addActions([menus.fit, menus.fit_width, menus.one_to_one, menus.reset])
    menu.addSeparator()
    menu.addActions([menus.turning.right, menus.turning.across, menus.invert])
    menu.addSeparator()
    menu.addActions([menus.save, menus.toolbar, menus.full_screen])
    menu.popup(at)
    return menu


def name_button(button: QWidget, action: QAction) -> None:
    """Name a button of the bar by its command and the key of it."""
    key = action.shortcut().toString()
    button.setToolTip(f"{plain_name(action)} ({key})" if key else plain_name(action))
    button.setAccessibleName(plain_name(action))


def plain_name(action: QAction) -> str:
    """Give the name of a command without what marks its key."""
    return action.text().replace("&", "").rstrip("… ")

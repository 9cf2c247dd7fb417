"""A slim bar of the tools for the picture, and the menu that its right button opens."""

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QMenu, QToolBar, QToolButton

from gui.settings import Settings
from gui.window.menus import Menus

_SIDE = 18


class PictureToolbar(QToolBar):
    """Repeats commands of the menus; shown or hidden by the menu, which is remembered."""

    def __init__(self, window: QMainWindow, menus: Menus, settings: Settings) -> None:
        """Put the bar into a window.

        Args:
            window: that gets it.
            menus: whose commands it shows.
            settings: remember whether it is shown.
        """
        super().__init__("Toolbar", window)
        self.setObjectName("pictureToolbar")
        self.setMovable(False)
        self.setFloatable(False)
        self.setIconSize(QSize(_SIDE, _SIDE))
        # The menu of the window that hides toolbars would say nothing of what it does.
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        presets = QToolButton()
        presets.setText("Window")
        presets.setMenu(menus.presets.menu)
        presets.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        presets.setToolTip("Window presets (1 to 9)")
        presets.setAccessibleName("Window presets")
        presets.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.addWidget(presets)
        for group in groups_of(menus):
            self.addSeparator()
            for action in group:
                self.addAction(action)
                button = self.widgetForAction(action)
                button.setToolTip(f"{plain_name(action)} ({action.shortcut().toString()})")
                button.setAccessibleName(plain_name(action))
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        window.addToolBar(Qt.ToolBarArea.TopToolBarArea, self)
        menus.toolbar.setChecked(settings.has_toolbar)
        self.setVisible(settings.has_toolbar)
        menus.toolbar.triggered.connect(self.setVisible)
        menus.toolbar.triggered.connect(lambda is_on: setattr(settings, "has_toolbar", is_on))


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
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.addMenu(menus.presets.menu)
    menu.addAction(menus.heat)
    for group in groups_of(menus):
        menu.addSeparator()
        menu.addActions(group)
        if menus.fit in group:
            menu.addActions([menus.fit_width, menus.one_to_one])
    menu.addSeparator()
    measuring = menus.measuring
    menu.addActions([measuring.undo, measuring.redo, measuring.delete, measuring.delete_all])
    menu.addSeparator()
    menu.addActions([menus.save, menus.toolbar])
    menu.popup(at)
    return menu


def plain_name(action: QAction) -> str:
    """Give the name of a command without what marks its key."""
    return action.text().replace("&", "").rstrip("…")

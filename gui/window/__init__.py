"""The main window: menus, opening, classifying, dialogs, tools."""

"""The main window: menus, opening, what is asked of the network, dialogs, tools."""

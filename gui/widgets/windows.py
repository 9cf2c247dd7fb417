"""What windows have in common: they come to the front, and bear the names of files in their titles."""

from PySide6.QtWidgets import QWidget


def bring_forward(window: QWidget) -> None:
    """Show a window in front of the others, with the focus."""
    window.show()
    window.raise_()
    window.activateWindow()


def in_title(name: str) -> str:
    """Write a name so that it can stand in a title, where Qt takes [*] for the place of its mark of unsaved changes."""
    return name.replace("[*]", "[*][*]")

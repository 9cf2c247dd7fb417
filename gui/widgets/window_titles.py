"""Functions for all windows: bringing them to the front, and file names in their titles."""

from PySide6.QtWidgets import QWidget


def bring_forward(window: QWidget) -> None:
    """Show a window in front of the others, with the focus."""
    window.show()
    window.raise_()
    window.activateWindow()


def in_title(name: str) -> str:
    """Escape a name for a title, where Qt would replace [*] by its mark of unsaved changes."""
    return name.replace("[*]", "[*][*]")

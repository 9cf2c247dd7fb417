"""The question where to save a file."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


def ask_save_name(parent: QWidget, title: str, suggestion: Path, kinds: str, suffixes: tuple[str, ...]) -> Path | None:
    """Ask where to save a file; a name without one of the suffixes gets the first.

    Args:
        parent: of the dialog.
        title: of the dialog.
        suggestion: of a name.
        kinds: the dialog's filter of names.
        suffixes: that the file may have, in lower case.

    Returns:
        The path; None if the user cancels.
    """
    while True:
        name, _ = QFileDialog.getSaveFileName(parent, title, str(suggestion), kinds)
        if not name or Path(name).suffix.lower() in suffixes:
            return Path(name) if name else None
        suggestion = Path(f"{name}{suffixes[0]}")
        if not suggestion.exists():
            return suggestion
        # The dialog asks whether to replace a file only if its whole name was entered.

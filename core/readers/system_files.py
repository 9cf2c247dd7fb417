"""Recognise hidden files and those of the operating system, which hold nothing of the user's."""

_NAMES = frozenset(
    name.casefold()
    for name in (
        *("$RECYCLE.BIN", "RECYCLER", "RECYCLED", "System Volume Information", "Thumbs.db", "ehthumbs.db"),
        *("desktop.ini", "__MACOSX", "_MACOSX", "lost+found", "__pycache__", "Network Trash Folder"),
        *("@eaDir", "#recycle", "#snapshot", "@Recycle", "@Recently-Snapshot", "Temporary Items"),
    )
)


def is_system_file(name: str) -> bool:
    """Return whether a file or folder is hidden or a system's own, by its name, in capitals or not."""
    return name.startswith(".") or name.casefold() in _NAMES

"""Data files that a header names."""

from core.program.wording import one_line
from core.readers.source import Source, read_source


def read_detached(source: Source, name: str) -> bytes:
    """Read the data file that a header names; it has to be in the folder of the header, or within.

    Raises:
        UnreadableImageError: if it is missing or may not be read.
        UnsupportedImageError: if it is elsewhere.
    """
    shown = one_line(name[:200])
    try:
        folder = source.path.parent.resolve()
        path = (folder / name.replace("\\", "/")).resolve()
        is_within = folder in path.parents
        is_there = is_within and path.is_file()
    except (OSError, ValueError, RuntimeError):
        is_within, is_there = True, False
    if not is_within:
        raise source.unsupported("its data file beside it", f"one in another folder ({shown})", "put them together")
    if not is_there:
        raise source.unreadable("its data file beside it", "none", f"put {shown} there")
    return read_source(path).content

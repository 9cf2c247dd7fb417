"""Error texts for a model package that cannot be read."""

import zipfile
from pathlib import Path

from core.program.product import MODEL_SUFFIX

# It need not be installed yet, so never "again".
RENEW = "get an undamaged copy of the package and install it"


def reason_unreadable(path: Path, name: str, error: Exception) -> str:
    """Return why a file of a package cannot be read, and what to do.

    Args:
        path: of the package's folder or zip.
        name: of the file in it.
        error: that reading it raised.
    """
    if isinstance(error, OSError) and not isinstance(error, FileNotFoundError | NotADirectoryError):
        return f"expected a model package with {name}, which cannot be read ({error.strerror}); allow reading it"
    if not path.exists():
        return "cannot be read: expected a model package, found nothing; check the path"
    if isinstance(error, OSError | KeyError):
        kind = "folder" if path.is_dir() else "zip"
        return f"expected a model package, got a {kind} without {name}; check the path, or {RENEW}"
    if isinstance(error, zipfile.BadZipFile) and not (path.is_file() and _begins_as_zip(path)):
        return f"expected a model package, got a file that is no zip; choose a {MODEL_SUFFIX} file, a zip or a folder"
    return f"expected a model package, got a zip that is damaged or encrypted, at {name}; {RENEW}"


def matching_falx(stated: object, known: int) -> str:
    """Return which Falx reads a package that states another version number than the known one."""
    is_newer = type(stated) is int and stated > known
    return "a newer Falx is needed, update it" if is_newer else "use a matching Falx"


def _begins_as_zip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(2) == b"PK"

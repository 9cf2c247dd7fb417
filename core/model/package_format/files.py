"""Read the files of a model package, whether from a folder or from a zip of it."""

import stat
import zipfile
from pathlib import Path

from core.errors import InvalidPackageError
from core.model.package_format.arrays import DAMAGE
from core.model.package_format.faults import RENEW, reason_unreadable

# No file of a package comes near this; a zip that claims more is a bomb.
LARGEST_FILE = 200_000_000
_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def read_file(path: Path, name: str, beside: str) -> bytes:
    """Read one of a package's files.

    Args:
        path: of the package's folder or zip.
        name: of the file.
        beside: name of the file whose place in a zip is that of the package.

    Raises:
        InvalidPackageError: if it is missing, larger than it can be, or anything but a plain file within the package.
    """
    try:
        return _from_folder(path, name) if path.is_dir() else _from_zip(path, name, beside)
    except DAMAGE as error:
        raise InvalidPackageError(f"{reason_unreadable(path, name, error)}", subject=path) from error


def _from_folder(path: Path, name: str) -> bytes:
    file = path / name
    about = file.stat()
    # Reading a device or a pipe may never end, and a link may lead to another user's file.
    if not stat.S_ISREG(about.st_mode):
        raise InvalidPackageError(subject=path, expected=f"{name} to be a file", got="something else", advice=RENEW)
    if file.is_symlink() and not file.resolve().is_relative_to(path.resolve()):
        raise InvalidPackageError(f"{name} is a link to a place outside of the package", subject=path, advice=RENEW)
    _require_size(path, name, about.st_size)
    return file.read_bytes()


def _from_zip(path: Path, name: str, beside: str) -> bytes:
    if path.exists() and not path.is_file():
        raise zipfile.BadZipFile
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        folders = {member.filename.removesuffix(beside) for member in members if _is_named(member, beside)}
        if len(folders) > 1:
            raise InvalidPackageError(
                subject=path, expected="one model package", got=len(folders), advice="choose one of them"
            )
        wanted = next(iter(folders), "") + name
        found = [member for member in members if member.filename == wanted]
        if not found:
            raise KeyError(wanted)
        if len(found) > 1 or found[0].compress_type not in _COMPRESSIONS:
            raise InvalidPackageError(f"expected {name} once, stored or deflated", subject=path, advice=RENEW)
        _require_size(path, name, found[0].file_size)
        return archive.read(found[0])


def _is_named(member: zipfile.ZipInfo, name: str) -> bool:
    return member.filename == name or member.filename.endswith(f"/{name}")


def _require_size(path: Path, name: str, size: int) -> None:
    if size > LARGEST_FILE:
        raise InvalidPackageError(f"{name} is larger than a package's file can be", subject=path, advice=RENEW)

"""Zip archives, read from memory: a file in one is named like a file in a folder, `study.zip/inner/name.dcm`.

Nothing is unpacked to the disk. What an archive claims is held against its own size before anything is read.
"""

import re
import threading
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from core.errors import FalxError, NoImagesError, ProtectedArchiveError, UnreadableImageError, UnsupportedImageError
from core.readers.memory_files import facts_of, is_held, open_bytes
from core.readers.system_files import is_system_file
from core.readers.zip_directory import count_entries

_MAGIC = b"PK\x03\x04"
# Of one file within, and of their number.
MOST_UNPACKED, MOST_MEMBERS = 500_000_000, 200_000
# Slices of mostly air are packed to a hundredth; an archive of more than this is made to fill memories and disks.
_MOST_PER_BYTE, _SMALL = 200, 1_000_000_000
_PIECE = 1 << 20
_ENCRYPTED, _AES = 0x1, 99
_DRIVE = re.compile("[A-Za-z]:")
# What `zipfile` raises on damaged archives; it has no root class for it.
_DAMAGE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, LookupError, NotImplementedError, MemoryError)


def is_archive(path: Path) -> bool:
    """Return whether a file is a zip archive, by its first bytes; office documents are too."""
    try:
        with open_bytes(path) as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except (OSError, ValueError):
        return False


def split_archive(path: Path) -> tuple[Path, str] | None:
    """Split the path of a file in an archive into the archive and the name within; None for any other path."""
    for archive in path.parents:
        try:
            if is_held(archive) or archive.is_file():
                return (archive, path.relative_to(archive).as_posix()) if is_archive(archive) else None
            if archive.exists():
                return None
        except (OSError, ValueError):
            return None
    return None


def list_members(archive: Path) -> list[Path]:
    """List the files in an archive, hidden and system files left out, in the order of their names.

    Raises:
        ProtectedArchiveError: if a password is needed, and none that was given fits.
        UnreadableImageError: if it is damaged, or a name leads out of it.
        UnsupportedImageError: if it claims more than Falx takes.
    """
    with _opened(archive) as opened:
        return opened.members


def list_left_out(archive: Path) -> list[tuple[str, str]]:
    """List the files in an archive that are never read: the name of each, as it is written there, and why.

    Raises:
        FalxError: as `list_members`.
    """
    with _opened(archive) as opened:
        return opened.left_out


def require_entries(archive: Path, most: int) -> None:
    """Refuse an archive of too many files and folders, by its directory alone: an object of each takes long.

    Args:
        archive: that is damaged or not; whether it is, is found later.
        most: files and folders.

    Raises:
        UnreadableImageError: if it cannot be read.
        UnsupportedImageError: if it holds more.
    """
    try:
        with open_bytes(archive) as file:
            count = count_entries(file)
    except _DAMAGE as error:
        raise _damaged(archive) from error
    if count > most:
        raise UnsupportedImageError(
            subject=archive,
            expected=f"a zip archive of up to {most:,} files and folders",
            got=f"{count:,}",
            advice="unpack it and open a folder of it",
        )


def read_member(path: Path, most: int = MOST_UNPACKED) -> bytes:
    """Read a file in an archive.

    Args:
        path: of the archive, joined with the name within.
        most: bytes from the beginning; the whole is refused above `MOST_UNPACKED`.

    Raises:
        FileNotFoundError: if there is no such archive, or no such file in it.
        ProtectedArchiveError: if a password is needed, and none that was given fits.
        UnreadableImageError: if it is damaged.
        UnsupportedImageError: if it claims more than Falx takes.
    """
    parts = split_archive(path)
    if parts is None:
        raise FileNotFoundError(str(path))
    with _opened(parts[0]) as opened:
        return opened.read(path, parts[1], most)


def give_password(archive: Path, password: str) -> None:
    """Keep the password of an archive for as long as the program runs; it is written nowhere.

    Raises:
        ProtectedArchiveError: if it does not fit.
    """
    with _lock:
        _close_shelf()
        _passwords[_key(archive)] = password.encode("utf-8")
    try:
        list_members(archive)
    except FalxError:
        _passwords.pop(_key(archive), None)
        raise


def close_archive() -> None:
    """Close the archive that was read last, which stays open otherwise."""
    with _lock:
        _close_shelf()


def given_passwords() -> dict[str, bytes]:
    """Return the passwords that were given, for a process that reads the same archives; they are written nowhere."""
    with _lock:
        return dict(_passwords)


def take_passwords(passwords: Mapping[str, bytes]) -> None:
    """Keep the passwords that another process was given."""
    with _lock:
        _passwords.update(passwords)


class _Archive:
    """An archive that is open, and found sound as far as its directory shows."""

    def __init__(self, path: Path) -> None:
        self.path = path
        require_entries(path, MOST_MEMBERS)
        try:
            self._zip = zipfile.ZipFile(open_bytes(path) if is_held(path) else path)
        except _DAMAGE as error:
            raise _damaged(path) from error
        try:
            self._infos: dict[str, zipfile.ZipInfo] = {}
            self.left_out: list[tuple[str, str]] = []
            for info in self._zip.infolist():
                self._add(info)
            _require_size(path, self._zip.infolist())
            self.members = sorted(path / name for name in self._infos if not _is_hidden(name))
            self._require_password()
        except BaseException:
            self._zip.close()
            raise

    def close(self) -> None:
        self._zip.close()

    def read(self, path: Path, name: str, most: int) -> bytes:
        info = self._infos.get(name)
        if info is None:
            raise FileNotFoundError(str(path))
        if most >= MOST_UNPACKED and info.file_size > MOST_UNPACKED:
            limit = f"a file of up to {MOST_UNPACKED // 1_000_000} MB in a zip archive"
            raise UnsupportedImageError(subject=path, expected=limit, got="a larger one", advice="unpack it first")
        content = bytearray()
        try:
            with self._zip.open(info, pwd=_passwords.get(_key(self.path))) as file:
                # No more than the directory claims ever comes out.
                while len(content) < most and (piece := file.read(min(_PIECE, most - len(content)))):
                    content += piece
        except RuntimeError as error:
            raise _protected(self.path) from error
        except _DAMAGE as error:
            raise UnreadableImageError(
                subject=path, expected="a whole file in the zip archive", got="a damaged one", advice="copy it again"
            ) from error
        return bytes(content)

    def _add(self, info: zipfile.ZipInfo) -> None:
        """Take a file by its name within; programs for Windows write backslashes between folders."""
        name = info.filename.replace("\\", "/")
        if not name or name.endswith("/"):
            return
        parts = [part for part in name.split("/") if part not in ("", ".")]
        plain = "/".join(parts)
        if name.startswith("/") or ".." in parts or _DRIVE.match(plain) or not plain:
            self.left_out.append((info.filename, "its name leads out of the archive"))
            return
        if plain in self._infos:
            # Programs that replace a file in an archive may append the new one alone.
            self.left_out.append((self._infos[plain].filename, "a later file in the archive has the same name"))
        self._infos[plain] = info

    def _require_password(self) -> None:
        """Ask for a password where one is needed; reading the smallest file that needs it checks it."""
        locked = [info for info in self._infos.values() if info.flag_bits & _ENCRYPTED]
        if any(info.compress_type == _AES or _has_aes(info) for info in locked):
            raise UnsupportedImageError(
                subject=self.path,
                expected="a zip archive without AES encryption",
                got="one with it",
                advice="unpack it with its password, then open the folder",
            )
        if not locked:
            return
        password = _passwords.get(_key(self.path))
        if password is None:
            raise _protected(self.path)
        try:
            with self._zip.open(min(locked, key=lambda info: info.file_size), pwd=password) as file:
                while file.read(_PIECE):
                    pass
        except (RuntimeError, *_DAMAGE) as error:
            raise ProtectedArchiveError(
                "the password does not fit", subject=self.path, advice="enter another, or unpack the archive first"
            ) from error


# The one that was read last stays open: its directory may list 100,000 files.
_lock = threading.RLock()
_shelf: list[tuple[tuple[object, ...], _Archive]] = []
_passwords: dict[str, bytes] = {}


@contextmanager
def _opened(path: Path) -> Iterator[_Archive]:
    with _lock:
        try:
            facts = facts_of(path)
        except OSError as error:
            raise FileNotFoundError(str(path)) from error
        mark = (_key(path), *facts)
        if not _shelf or _shelf[0][0] != mark or _shelf[0][1].path != path:
            _close_shelf()
            _shelf.append((mark, _Archive(path)))
        yield _shelf[0][1]


def _close_shelf() -> None:
    while _shelf:
        _shelf.pop()[1].close()


def _key(path: Path) -> str:
    return str(path.absolute())


def _require_size(path: Path, infos: list[zipfile.ZipInfo]) -> None:
    claimed, size = sum(info.file_size for info in infos), facts_of(path)[0]
    if claimed > max(_SMALL, size * _MOST_PER_BYTE):
        raise UnsupportedImageError(
            subject=path,
            expected="a zip archive of pictures",
            got=f"one of {size / 1e6:,.1f} MB that claims to hold {claimed / 1e9:,.1f} GB",
            advice="ask where it came from before you unpack it",
        )


def _is_hidden(name: str) -> bool:
    return any(map(is_system_file, PurePosixPath(name).parts))


def _has_aes(info: zipfile.ZipInfo) -> bool:
    """Return whether the extra field of AES is there (0x9901)."""
    at, extra = 0, info.extra
    while at + 4 <= len(extra):
        if extra[at : at + 2] == b"\x01\x99":
            return True
        at += 4 + int.from_bytes(extra[at + 2 : at + 4], "little")
    return False


def _protected(path: Path) -> ProtectedArchiveError:
    return ProtectedArchiveError(
        "this zip archive is protected by a password",
        subject=path,
        advice="enter its password in the window, or unpack it first",
    )


def _damaged(path: Path) -> UnreadableImageError:
    return UnreadableImageError(
        subject=path, expected="a whole zip archive", got="one that is damaged or cut off", advice="copy it again"
    )


def no_images(path: Path) -> NoImagesError:
    """Make the error for an archive or directory in which there is no picture."""
    return NoImagesError(subject=path, expected="images in it", found="none", advice="open another file")

"""The built program as one archive to distribute, and its check sum."""

import hashlib
import platform
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

from core.errors import FalxError
from core.program.product import VERSION, Flavour

_LEVEL = 15


class BrokenArchiveError(FalxError):
    """An archive cannot be unpacked."""


def archive_name(flavour: Flavour, system: str = sys.platform, machine: str | None = None) -> str:
    """Return the name of the archive: flavour, version, system and processor."""
    kind = (machine or platform.machine()).lower()
    name, suffix = {"win32": ("windows", ".zip"), "darwin": ("macos", ".dmg")}.get(system, ("linux", ".tar.zst"))
    return f"{flavour.value}-{VERSION}-{name}-{kind}{suffix}"


def pack(folder: Path, flavour: Flavour, out: Path) -> Path:
    """Archive a built program, whole or not at all, with its SHA-256 beside it; return the archive."""
    target = out / archive_name(flavour)
    target.unlink(missing_ok=True)
    print(f"packing {target}", flush=True)
    with tempfile.TemporaryDirectory(dir=out, prefix=".packing-") as temporary:
        packed = Path(temporary) / target.name
        if target.suffix == ".zip":
            _zip(folder, packed)
        elif target.suffix == ".dmg":
            subprocess.run(["hdiutil", "create", "-srcfolder", folder, "-format", "UDZO", packed], check=True)
        else:
            _tar_zst(folder, packed)
        packed.replace(target)
    write_checksum(target)
    return target


def write_checksum(path: Path) -> Path:
    """Write a file's SHA-256 in the form that `sha256sum --check` reads; return the written file."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    target = path.with_name(f"{path.name}.sha256")
    target.write_text(f"{digest}  {path.name}\n", "utf-8")
    return target


def unpack(archive: Path, folder: Path) -> Path:
    """Unpack an archive of Falx; return the program's folder in it.

    Raises:
        BrokenArchiveError: if it is truncated, or no such archive.
    """
    try:
        (_unzip if archive.suffix == ".zip" else _untar_zst)(archive, folder)
    except (tarfile.TarError, zipfile.BadZipFile) as error:
        raise BrokenArchiveError(f"{archive}: expected a whole archive of the program, got: {error}") from error
    return next(path for path in folder.iterdir() if path.is_dir())


def _unzip(archive: Path, folder: Path) -> None:
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)


def _untar_zst(archive: Path, folder: Path) -> None:
    import zstandard

    reader = zstandard.ZstdDecompressor()
    try:
        with (
            archive.open("rb") as file,
            reader.stream_reader(file) as stream,
            tarfile.open(None, "r|", stream) as packed,
        ):
            # New in Python 3.11.4: `extractall(filter=)` fails on Debian 12, which has an older one.
            packed.extraction_filter = getattr(tarfile, "tar_filter", None)
            packed.extractall(folder)
    except zstandard.ZstdError as error:
        raise tarfile.ReadError(str(error)) from error


def _tar_zst(folder: Path, target: Path) -> None:
    import zstandard

    # Long matches find data that libraries have in common.
    parameters = zstandard.ZstdCompressionParameters.from_level(_LEVEL, enable_ldm=True, window_log=27, threads=-1)
    writer = zstandard.ZstdCompressor(compression_params=parameters)
    with target.open("wb") as file, writer.stream_writer(file) as stream, tarfile.open(None, "w|", stream) as packed:
        packed.add(folder, folder.name, filter=_nameless)


def _nameless(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """Remove the name of the user who built it."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry


def _zip(folder: Path, target: Path) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for path in sorted(folder.rglob("*")):
            packed.write(path, path.relative_to(folder.parent))

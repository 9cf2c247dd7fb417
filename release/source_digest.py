"""A digest of the source beside a built program, to check that it was built from the current source."""

import hashlib
from pathlib import Path

from core.program.product import Flavour
from release.bundled_modules import ROOMS, ROOT

_FILES = ("falx.py", "build.spec", "pyproject.toml", "requirements.lock", "LICENSE", "NOTICE")
_FOLDERS = (*ROOMS, "release")


def digest_source(root: Path = ROOT) -> str:
    """Return the SHA-256 of names and contents of all source files of the program."""
    files = [root / name for name in _FILES]
    for folder in _FOLDERS:
        files += (path for path in (root / folder).rglob("*") if path.is_file() and path.suffix != ".pyc")
    digest = hashlib.sha256()
    for path in sorted(files):
        for part in (path.relative_to(root).as_posix().encode(), path.read_bytes()):
            digest.update(len(part).to_bytes(8, "little"))
            digest.update(part)
    return digest.hexdigest()


def record_source(dist: Path, flavour: Flavour, digest: str) -> None:
    """Write the digest of the source beside a program."""
    _record(dist, flavour).write_text(f"{digest}\n", "utf-8")


def forget_source(dist: Path, flavour: Flavour) -> None:
    """Remove the digest, before a program replaces another one."""
    _record(dist, flavour).unlink(missing_ok=True)


def is_of_source(dist: Path, flavour: Flavour, digest: str) -> bool:
    """Return whether a program was built from the source with this digest."""
    record = _record(dist, flavour)
    return record.is_file() and record.read_text("utf-8").strip() == digest


def _record(dist: Path, flavour: Flavour) -> Path:
    return dist / f"{flavour.value}.source"

"""What a program was built of, as a digest beside it: whether it is still the program of this source."""

import hashlib
from pathlib import Path

from core.program.product import Flavour
from release.bundled_modules import ROOMS, ROOT

_FILES = ("falx.py", "build.spec", "pyproject.toml", "requirements.lock", "LICENSE", "NOTICE")
_FOLDERS = (*ROOMS, "release")


def digest_source(root: Path = ROOT) -> str:
    """Give the SHA-256 of names and contents of all that the program is made of."""
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
    """Write beside a program what it was built of."""
    _record(dist, flavour).write_text(f"{digest}\n", "utf-8")


def forget_source(dist: Path, flavour: Flavour) -> None:
    """Remove that record, before a program is built in the place of another."""
    _record(dist, flavour).unlink(missing_ok=True)


def is_of_source(dist: Path, flavour: Flavour, digest: str) -> bool:
    """Tell whether a program was built of the source with this digest."""
    record = _record(dist, flavour)
    return record.is_file() and record.read_text("utf-8").strip() == digest


def _record(dist: Path, flavour: Flavour) -> Path:
    return dist / f"{flavour.value}.source"

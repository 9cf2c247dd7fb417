"""Compare what is left after a kill, and after the second run, with an undisturbed run: all bytes but times."""

import io
import json
import re
import shutil
import sqlite3
import tempfile
import zipfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

# Where other programs keep what they want, and when they want.
_FOREIGN = (".cache", ".keras", ".config/matplotlib")
_LINES = (".csv", ".jsonl")
_TIMES = re.compile(
    rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)?"
    rb'|(?<="seconds": )[\d.e+-]+|/(CreationDate|ModDate) \([^)]*\)|/ID\s*\[[^\]]*\]'
)
_TEXTS = (".json", ".jsonl", ".csv", ".html", ".pdf", ".md")
# Of DICOM: identifiers that are made at random, dates and times.
_RANDOM_KINDS = frozenset({"UI", "DA", "TM", "DT"})
# A result that is kept again uses up a number, which the next one does not get then.
_NUMBERS = re.compile(rb'(?<=INSERT INTO "results" VALUES)\(\d+,')
# A journal of SQLite belongs to the database beside it.
_JOURNALS = ("-wal", "-shm", "-journal")


@dataclass(slots=True)
class Differences:
    """What differs from an undisturbed run.

    Attributes:
        lost: what is missing.
        doubled: what is there twice.
        torn: what is neither whole nor as it should be.
        left: temporary files, locks, parts of files and processes.
    """

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    torn: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def add(self, other: "Differences") -> None:
        """Add what was found elsewhere."""
        for name in ("lost", "doubled", "torn", "left"):
            getattr(self, name).extend(getattr(other, name))

    def __bool__(self) -> bool:
        """Tell whether there are any."""
        return bool(self.lost or self.doubled or self.torn or self.left)


def contents(folder: Path) -> dict[str, bytes]:
    """Read all files of a folder, with what differs from run to run taken out of them; empty folders count too."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if any(f"/{place}/" in f"/{name}/" for place in _FOREIGN):
            continue
        if path.is_dir():
            if not any(path.iterdir()):
                found[f"{name}/"] = b""
        elif not (name.endswith(_JOURNALS) and Path(re.sub(r"-\w+$", "", str(path))).exists()):
            found[name] = _steady(path)
    return found


def journals(folder: Path) -> list[str]:
    """List the journals of databases."""
    return [path.name for path in folder.rglob("*") if path.name.endswith(_JOURNALS)]


def compare(whole: Mapping[str, bytes], found: Mapping[str, bytes]) -> Differences:
    """Compare what the second run left with an undisturbed run."""
    differences = Differences()
    differences.left += sorted(found.keys() - whole.keys())
    differences.lost += sorted(whole.keys() - found.keys())
    for name in whole.keys() & found.keys():
        if whole[name] != found[name]:
            differences.add(_compare_file(name, whole[name], found[name]))
    return differences


def compare_midway(whole: Mapping[str, bytes], before: Mapping[str, bytes], found: Mapping[str, bytes]) -> Differences:
    """Compare what a kill left with what was there before and what was to be: each file is as in one of them.

    Files that go with the second run, that is those in neither, are left out. A model is a folder whose files belong
    together.
    """
    differences = Differences()
    for name in found.keys() & (whole.keys() | before.keys()):
        if found[name] not in (whole.get(name), before.get(name)):
            differences.torn.append(f"{name} after the kill")
    differences.lost += [f"{name} after the kill" for name in before.keys() & whole.keys() - found.keys()]
    models = {place for name in found if (place := _model_of(name))}
    for place in models:
        of_it = {name: content for name, content in found.items() if _model_of(name) == place}
        states = [{name: it[name] for name in it if _model_of(name) == place} for it in (whole, before)]
        if of_it not in states:
            differences.torn.append(f"{place} after the kill")
    return differences


def compare_begun(whole: Mapping[str, bytes], found: Mapping[str, bytes]) -> Differences:
    """Compare lines that a kill left with those of an undisturbed run: none is another, or there twice.

    A line that the kill cut off has no end; the second run removes it.
    """
    differences = Differences()
    for name in whole.keys() & found.keys():
        if name.endswith(_LINES):
            lines = found[name].splitlines(keepends=True)
            begun = b"".join(line for line in lines if line.endswith(b"\n"))
            found_there = _compare_file(name, whole[name], begun)
            differences.doubled += [f"{one} after the kill" for one in found_there.doubled]
            differences.torn += [f"{one} after the kill" for one in found_there.torn if "order" not in one]
    return differences


def _model_of(name: str) -> str | None:
    """Return the folder of the installed model that a file is of."""
    match = re.search(r"(.*falx/models/[^./][^/]*)/", name)
    return match[1] if match else None


def _compare_file(name: str, whole: bytes, found: bytes) -> Differences:
    differences = Differences()
    if not name.endswith(_LINES):
        differences.torn.append(name)
        return differences
    expected, there = (Counter(content.splitlines(keepends=True)) for content in (whole, found))
    differences.lost += [f"{name}: {_short(line)}" for line in (expected - there).elements()]
    for line in (there - expected).elements():
        (differences.doubled if line in expected else differences.torn).append(f"{name}: {_short(line)}")
    if not differences:
        differences.torn.append(f"{name}: another order of its lines")
    return differences


def _short(line: bytes) -> str:
    return line.decode("utf-8", "replace").strip()[:60]


def _steady(path: Path) -> bytes:
    """Read a file without what differs from run to run."""
    if path.suffix == ".sqlite3":
        return _TIMES.sub(b"TIME", _dump(path))
    content = path.read_bytes()
    if path.suffix == ".falxmodel" and zipfile.is_zipfile(path):
        # Its entries state when they were written.
        with zipfile.ZipFile(path) as archive:
            return b"".join(name.encode() + archive.read(name) for name in archive.namelist())
    if path.suffix == ".dcm" and content[128:132] == b"DICM":
        return _TIMES.sub(b"TIME", _elements(content))
    return _TIMES.sub(b"TIME", content) if path.suffix in _TEXTS else content


def _dump(path: Path) -> bytes:
    """Read a database from a copy: opening it would change what the second run finds."""
    with tempfile.TemporaryDirectory() as temporary:
        for part in path.parent.glob(f"{path.name}*"):
            shutil.copy(part, temporary)
        database = sqlite3.connect(Path(temporary, path.name))
        try:
            damage = database.execute("PRAGMA integrity_check").fetchone()[0]
            lines = (line for line in database.iterdump() if "sqlite_sequence" not in line)
            return _NUMBERS.sub(b"(", "\n".join([damage, *lines]).encode())
        except sqlite3.DatabaseError as error:
            return f"torn: {error}".encode()
        finally:
            database.close()


def _elements(content: bytes) -> bytes:
    import pydicom

    try:
        found = pydicom.dcmread(io.BytesIO(content)).to_json_dict(bulk_data_threshold=1 << 40)
    except Exception as error:  # noqa: BLE001 - whatever a torn file leads to
        return f"torn: {error}".encode()
    return json.dumps(_without_random(found), sort_keys=True).encode()


def _without_random(value: object) -> object:
    if isinstance(value, dict):
        if value.get("vr") in _RANDOM_KINDS:
            return None
        return {key: _without_random(one) for key, one in value.items()}
    return [_without_random(one) for one in value] if isinstance(value, list) else value

"""Pairs of files: a header, and beside it the data that it describes."""

from collections.abc import Collection, Iterable
from pathlib import Path

from core.formats import HEADER_SUFFIXES_OF_DATA, PACKED_SUFFIXES, inner_name

_HEADER_SUFFIXES = tuple({suffix for suffixes in HEADER_SUFFIXES_OF_DATA.values() for suffix in suffixes})


def header_beside(path: Path) -> Path | None:
    """Find the header of a pair by its data file: `a.hdr` beside `a.img`, `a.mhd` beside `a.raw`."""
    wanted = _header_names(path.name)
    if not wanted:
        return None
    try:
        there = {entry.name.lower(): entry for entry in path.parent.iterdir()}
    except OSError:
        return None
    return next((there[name] for name in wanted if name in there and there[name].is_file()), None)


def headers_among(names: Iterable[str]) -> frozenset[str]:
    """Select the headers of pairs among the names of a folder, in small letters."""
    return frozenset(name.lower() for name in names if inner_name(name).endswith(_HEADER_SUFFIXES))


def is_data_file(name: str, headers: Collection[str]) -> bool:
    """Return whether a file is the data of a pair whose header is among these."""
    return any(header in headers for header in _header_names(name))


def data_beside(header: Path, suffixes: tuple[str, ...]) -> Path | None:
    """Find the data of a pair by its header: a file of the same name with one of the suffixes, packed or not."""
    stem = inner_name(header.name).rpartition(".")[0]
    wanted = [stem + suffix + packing for packing in ("", *PACKED_SUFFIXES) for suffix in suffixes]
    try:
        there = {entry.name.lower(): entry for entry in header.parent.iterdir()}
    except (FileNotFoundError, NotADirectoryError):
        # It is in a zip archive, of which each file is read by itself, or in memory.
        return None
    return next((there[name] for name in wanted if name in there and there[name].is_file()), None)


def _header_names(name: str) -> list[str]:
    stem, dot, suffix = inner_name(name).rpartition(".")
    headers = HEADER_SUFFIXES_OF_DATA.get(dot + suffix, ()) if stem else ()
    return [stem + header + packing for header in headers for packing in ("", *PACKED_SUFFIXES)]

"""The licences of all bundled libraries, as one text; refuses licences that forbid bundling."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path

from release.known_licences import KNOWN_DISTRIBUTIONS, SYSTEM_LIBRARIES

FILE = "THIRD_PARTY_LICENSES.txt"

_LINE = "=" * 100
_LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice|authors|third.?party)", re.IGNORECASE)
_COPYLEFT = re.compile(r"(?<![\w])A?GPL", re.IGNORECASE)
_WITHOUT_L = re.compile(r"GNU General Public License|GNU Affero", re.IGNORECASE)

# Licence that requires a text, heading, file.
_STANDARD_TEXTS = (
    ("LGPL-3.0", "LGPL-3.0, the standard text", "LGPL-3.txt"),
    ("LGPL-3.0", "GPL-3.0, to which the LGPL-3.0 refers; nothing that is bundled is under it alone", "GPL-3.txt"),
    ("LGPL-2.1", "LGPL-2.1, the standard text", "LGPL-2.1.txt"),
)

_DOCUMENTATION = Path("/usr/share/doc")
# Standard texts, and those of distributions without one.
_LOOKED_UP = Path(__file__).parent / "texts"


class ForbiddenLicenceError(Exception):
    """A library must not be bundled, or its licence is unknown."""


@dataclass(frozen=True, slots=True)
class Bundled:
    """A bundled library.

    Attributes:
        name: of it.
        version: of it; "" where it is unknown.
        licence: in short.
        texts: of its licence files.
        package: its package URL (purl); "" for a library of the system.
    """

    name: str
    version: str
    licence: str
    texts: tuple[str, ...]
    package: str = ""


def list_bundled(sources: Iterable[str | None], binaries: Iterable[tuple[str, str, str]]) -> list[Bundled]:
    """List all bundled libraries.

    Args:
        sources: the files that go into the program.
        binaries: path, file and kind of the shared libraries among them.

    Raises:
        ForbiddenLicenceError: if a licence is the GPL without an exception, or unknown.
    """
    files = {str(Path(source).resolve()) for source in sources if source}
    found, owned = _distributions(files)
    libraries = [Path(source) for _, source, _ in binaries if source and not _is_owned(source, owned)]
    entries = [_python(), *found, *_system_libraries(libraries)]
    refused = []
    for entry in entries:
        try:
            require_allowed(entry)
        except ForbiddenLicenceError as error:
            refused.append(str(error))
    if refused:
        raise ForbiddenLicenceError("\n".join(refused))
    return entries


def require_allowed(entry: Bundled) -> None:
    """Refuse a licence that forbids bundling under Falx's licence.

    Raises:
        ForbiddenLicenceError: if it is GPL without an exception, or unknown.
    """
    licence = entry.licence
    if not licence or licence.upper() == "UNKNOWN":
        raise ForbiddenLicenceError(
            f"{entry.name} {entry.version}: expected a known licence; look it up and add it to "
            "release/known_licences.py"
        )
    if any(not _has_choice(part) for part in re.split(r"\sAND\s", licence, flags=re.IGNORECASE)):
        raise ForbiddenLicenceError(
            f"{entry.name} {entry.version}: {licence} must not be bundled; add it to release/excluded_files.py"
        )


def _has_choice(licence: str) -> bool:
    """Return whether one of the alternative licences is not the GPL, or has an exception."""
    choices = re.split(r"\sOR\s(?!later)", licence, flags=re.IGNORECASE)
    return any(not is_gpl(choice) or "exception" in choice for choice in choices)


def is_gpl(licence: str) -> bool:
    """Return whether a licence is the GPL or AGPL; the LGPL is neither."""
    plain = licence.replace("Lesser General Public License", "").replace("GNU Library", "")
    return bool(_COPYLEFT.search(plain) or _WITHOUT_L.search(plain))


def format_list(entries: Sequence[Bundled]) -> str:
    """Format the list: an overview, then each library with its texts."""
    ordered = sorted(entries, key=lambda entry: entry.name.lower())
    overview = "\n".join(f"{entry.name} {entry.version}: {entry.licence}" for entry in ordered)
    heading = (
        "The libraries bundled with Falx, and their licences. Falx itself: Apache-2.0, see LICENSE and NOTICE.\n\n"
        "Qt and PySide are used under the LGPL, as shared libraries that you may replace by others of the same "
        "interface: they are the files in _internal/PySide6. Their sources: https://download.qt.io/official_releases\n\n"
        f"{overview}\n"
    )
    parts = [heading]
    for entry in ordered:
        body = (
            "\n\n".join(entry.texts) or "(Its metadata contain no licence text; the licence above has a standard text.)"
        )
        parts.append(f"{_LINE}\n{entry.name} {entry.version}\n{entry.licence}\n{_LINE}\n{body.strip()}\n")
    for name, title, file in _STANDARD_TEXTS:
        if any(name in entry.licence for entry in ordered):
            text = (_LOOKED_UP / file).read_text("utf-8")
            parts.append(f"{_LINE}\n{title}\n{_LINE}\n{text}")
    return "\n".join(parts)


def licence_of(distribution: Distribution) -> str:
    """State a distribution's licence in one line, from its metadata."""
    metadata = distribution.metadata
    name = _plain_name(distribution)
    if name in KNOWN_DISTRIBUTIONS:
        return KNOWN_DISTRIBUTIONS[name]
    if expression := _field(distribution, "License-Expression"):
        return expression
    classifiers = [
        text.rpartition("::")[2].strip()
        for text in metadata.get_all("Classifier", [])
        if text.startswith("License ::") and not text.endswith("OSI Approved")
    ]
    if classifiers:
        # The metadata do not say whether they are alternatives.
        return " AND ".join(classifiers)
    first = _field(distribution, "License").strip().splitlines()
    return first[0][:80] if first else ""


def _field(distribution: Distribution, name: str) -> str:
    metadata = distribution.metadata
    return str(metadata[name]) if name in metadata else ""


def _plain_name(distribution: Distribution) -> str:
    return str(distribution.metadata["Name"]).lower().replace("_", "-")


def _is_owned(source: str, owned: set[str]) -> bool:
    return str(Path(source).resolve()) in owned


def _distributions(files: set[str]) -> tuple[list[Bundled], set[str]]:
    found, owned = [], set()
    for distribution in distributions():
        # Resolved once, not for each of about ten thousand files.
        base = Path(str(distribution.locate_file(""))).resolve()
        own = {os.path.normpath(base / file) for file in distribution.files or ()}
        used = {path for path in own & files if ".dist-info" not in path}
        if used:
            owned |= own
            metadata = distribution.metadata
            found.append(
                Bundled(
                    metadata["Name"],
                    distribution.version,
                    licence_of(distribution),
                    _texts(distribution),
                    f"pkg:pypi/{_plain_name(distribution)}@{distribution.version}",
                )
            )
    return found, owned


def _texts(distribution: Distribution) -> tuple[str, ...]:
    texts = []
    for file in distribution.files or ():
        if _LICENCE_FILE.search(file.name) and file.suffix not in (".py", ".pyc", ".pyi", ".h", ".so"):
            path = Path(str(distribution.locate_file(file)))
            if path.is_file():
                texts.append(f"--- {file.name}\n{path.read_text('utf-8', errors='replace').strip()}")
    looked_up = _LOOKED_UP / f"{_plain_name(distribution)}.txt"
    if not texts and looked_up.is_file():
        texts.append(looked_up.read_text("utf-8").strip())
    return tuple(dict.fromkeys(texts))


def _python() -> Bundled:
    version = ".".join(map(str, sys.version_info[:3]))
    places = (Path(sys.base_prefix) / "LICENSE.txt", Path(sys.base_prefix) / "lib" / _library_name() / "LICENSE.txt")
    text = next((place.read_text("utf-8", errors="replace") for place in places if place.is_file()), "")
    return Bundled("Python", version, "PSF-2.0", (text,) if text else (), f"pkg:generic/python@{version}")


def _is_of_python(path: Path) -> bool:
    """Return whether a library is a module of Python's standard library."""
    base = Path(sys.base_prefix)
    is_module = "lib-dynload" in path.parts or (path.suffix == ".pyd" and path.is_relative_to(base / "DLLs"))
    return is_module or path.is_relative_to(base / "lib" / _library_name())


def _library_name() -> str:
    return f"python{sys.version_info[0]}.{sys.version_info[1]}"


def _system_libraries(libraries: Iterable[Path]) -> list[Bundled]:
    foreign = [path for path in libraries if not _is_of_python(path)]
    found: dict[str, Bundled] = {}
    unknown = []
    texts = _debian_texts(foreign)
    for path in foreign:
        match = system_library(path.name)
        if match is None:
            unknown.append(str(path))
        elif match[0] != "Python":
            text = (texts[path.name],) if path.name in texts else ()
            found.setdefault(match[0], Bundled(match[0], "", match[1], text))
    if unknown:
        raise ForbiddenLicenceError(
            f"expected known libraries, found {', '.join(unknown)}; look up their licences and add them to "
            "release/known_licences.py"
        )
    return list(found.values())


def system_library(name: str) -> tuple[str, str] | None:
    """Return project and licence of a library of the system, by the name of its file; None for an unknown one."""
    known = [entry for entry in SYSTEM_LIBRARIES if name.lower().startswith(entry[0].lower())]
    return max(known, key=lambda entry: len(entry[0]))[1:] if known else None


def _debian_texts(libraries: Sequence[Path]) -> dict[str, str]:
    """Find the copyright files of the Debian packages of libraries, by the names of the libraries."""
    query = shutil.which("dpkg-query")
    if query is None or not libraries:
        return {}
    patterns = [f"*/{library.name}" for library in libraries]
    found = subprocess.run([query, "-S", *patterns], capture_output=True, text=True, check=False).stdout
    texts = {}
    for line in found.splitlines():
        package, _, place = line.partition(": ")
        path = _DOCUMENTATION / package.partition(":")[0] / "copyright"
        if path.is_file():
            texts[Path(place).name] = path.read_text("utf-8", errors="replace")
    return texts

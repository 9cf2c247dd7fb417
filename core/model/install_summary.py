"""Report what installing a model replaces, and which models of its name stay: before and after it."""

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

from core.errors import FalxError
from core.model.package import CARD_FILE, PACKAGE_FILE, ModelPackage
from core.model.package_format.description import is_plain
from core.regular_file import read_regular

# They describe a model and change none of its answers.
_REMARKS = ("checksum", "metrics", "limits", "novelty_measured", "studies_measured")
# The part of an installed model's folder name that can be distinguished from the model's name.
_VERSION = re.compile(r"-(v?[0-9][^-]*)$")


@dataclass(frozen=True, slots=True)
class InstallSummary:
    """What happens to the models that are installed already.

    Attributes:
        title: name and version of the new model.
        folder: that it gets.
        replaced: name and version of the model that was in that folder; empty if it is damaged, None if there was none.
        is_same: whether the new model gives the same answers, as the same model installed again does.
        others: name and version of the models that share its name and stay, the one that comes with Falx first.
        newest: which of all of them the name alone means afterwards.
    """

    title: str
    folder: Path
    replaced: str | None
    is_same: bool
    others: tuple[str, ...]
    newest: str

    def words(self, is_done: bool) -> str:
        """Describe it in sentences; empty if there is nothing to report.

        Args:
            is_done: whether it is installed by now.
        """
        sentences = []
        if self.is_same:
            sentences.append(f"{self.title} {'was' if is_done else 'is'} installed already: it is the same model.")
        elif self.replaced is not None:
            other = f"another {self.replaced}" if self.replaced else "a damaged model"
            sentences.append(f"It {'replaced' if is_done else 'will replace'} {other} that was installed before.")
        if self.others:
            stay = "stays" if len(self.others) == 1 else "stay"
            sentences.append(f"{', '.join(self.others)} {stay} installed too.")
            if self.newest != self.title:
                sentences.append(f"The name alone means {self.newest}, which is newer.")
        return " ".join(sentences)


def summarise_install(package: ModelPackage, folder: Path, installed: list[Path]) -> InstallSummary:
    """Describe what installing a package would replace.

    Args:
        package: the one to install.
        folder: that it will get.
        installed: folders of the packages that there are, in their order; a name alone means the last of it.
    """
    replaced = None
    titles: list[tuple[Path, str]] = []
    for path in installed:
        try:
            found = ModelPackage.open(path)
        except FalxError:
            replaced = "" if path == folder else replaced
            continue
        if path == folder:
            replaced = found.title
        elif found.name == package.name:
            origin = "" if path.parent == folder.parent else " (comes with Falx)"
            titles.append((path, f"{found.title}{origin}"))
    # Folders sort as they are listed; the new one is among them.
    behind = [title for path, title in titles if path.parent == folder.parent and is_behind(path, folder)]
    return InstallSummary(
        title=package.title,
        folder=folder,
        replaced=replaced,
        is_same=bool(replaced) and identity_of(folder) == _identity(json.loads(package.about())),
        others=tuple(title for _, title in titles),
        newest=behind[-1] if behind else package.title,
    )


def is_behind(path: Path, other: Path) -> bool:
    """Return whether a folder comes after another in the list, as 1.10 does after 1.9."""
    return natural_sort_key(path) > natural_sort_key(other)


def natural_sort_key(path: Path) -> list[tuple[int, str]]:
    """Return a sort key by which the folder of 1.10 comes after that of 1.9."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", path.name)]


def identity_of(folder: Path) -> str | None:
    """Fingerprint all that a model's answers depend on; None if there is no package.

    Args:
        folder: of the package; only its `package.json` is read, which names the fingerprints of the others.
    """
    try:
        return _identity(json.loads(read_regular(folder / PACKAGE_FILE)))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, AttributeError):
        return "damaged"


def title_of(folder: Path) -> str:
    """Return the name and version of a model, as lists of models show it; the folder's name if it cannot be read."""
    try:
        about = json.loads(read_regular(folder / PACKAGE_FILE))
        name, version = about["name"], about["version"]
        if is_plain(name) and is_plain(version):
            return f"{name} {version}"
    except (OSError, ValueError, TypeError, KeyError):
        pass
    # It is installed as name-version.
    return _VERSION.sub(r" \1", folder.name)


def _identity(about: dict[str, object]) -> str:
    files = about.get("files")
    known = {name: value for name, value in about.items() if name not in _REMARKS}
    if isinstance(files, dict):
        known["files"] = {name: digest for name, digest in files.items() if name != CARD_FILE}
    return hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()

"""Edit a model card: drafts of the author, and the card in the package."""

import contextlib
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from core.errors import InvalidPackageError, InvalidStateError
from core.files import replacing
from core.model.package import CARD_FILE, PACKAGE_FILE, ModelPackage, write_about
from core.state_file import read_object, read_state

# A draft that is not yet in the package; beside the package, in the run's folder.
_DRAFT_FILE = "card_draft.json"


@dataclass(frozen=True, slots=True)
class _Draft:
    card_sha256: str
    text: str


def read_card(folder: Path) -> str:
    """Read the card of a package as last edited, whether or not the draft is in the package.

    Args:
        folder: of the package.

    Raises:
        InvalidPackageError: if it has none that can be read.
    """
    content = _card_of(folder)
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise InvalidPackageError(
            subject=f"{folder.name}/{CARD_FILE}", expected="a text in UTF-8", got="none"
        ) from error
    try:
        draft = read_state(folder.parent / _DRAFT_FILE, _Draft)
        # The draft is older than a card that was written since.
        return draft.text if draft.card_sha256 == hashlib.sha256(content).hexdigest() else text
    except InvalidStateError:
        return text


def keep_draft(folder: Path, text: str) -> None:
    """Save a draft of a package's card, without a change to the package.

    Raises:
        InvalidPackageError: if the package has no card that can be read.
        UnwritableOutputError: if the run's folder cannot be written to.
    """
    draft = {"card_sha256": hashlib.sha256(_card_of(folder)).hexdigest(), "text": text}
    with replacing(folder.parent / _DRAFT_FILE) as temporary:
        temporary.write_text(json.dumps(draft, indent=1) + "\n", "utf-8")


def write_card(folder: Path, text: str) -> None:
    """Put a card into a package and its checksum into `package.json`; an unchanged card changes nothing.

    Args:
        folder: of the package.
        text: of the card, as Markdown.

    Raises:
        InvalidPackageError: if the package is not a sound folder.
        UnwritableOutputError: if it cannot be written to.
    """
    if not folder.is_dir():
        raise InvalidPackageError(subject=folder.name, expected="the folder of a model package", found="none")
    package = ModelPackage.open(folder)
    content = text.rstrip().encode() + b"\n"
    if not _holds(package, content):
        with replacing(folder / CARD_FILE) as temporary:
            temporary.write_bytes(content)
        write_about(folder, read_object(folder / PACKAGE_FILE))
    # The draft is in the package now.
    with contextlib.suppress(OSError):
        (folder.parent / _DRAFT_FILE).unlink()


def _card_of(folder: Path) -> bytes:
    try:
        return (folder / CARD_FILE).read_bytes()
    except OSError as error:
        raise InvalidPackageError(f"cannot be read ({error.strerror})", subject=f"{folder.name}/{CARD_FILE}") from error


def _holds(package: ModelPackage, content: bytes) -> bool:
    try:
        return package.read(CARD_FILE) == content
    except InvalidPackageError:
        # An incompletely written card is written again.
        return False

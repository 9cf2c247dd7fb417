"""The model card as its author completes it."""

import contextlib
import hashlib
import json
from pathlib import Path

from core.errors import InvalidPackageError
from core.files import replacing
from core.model_package import CARD_FILE, PACKAGE_FILE, ModelPackage, write_about

# What was typed and not yet put into the package; beside it, in the run's folder.
_DRAFT_FILE = "card_draft.json"


def read_card(folder: Path) -> str:
    """Read the card of a package as it was last typed, be it kept in the package or not.

    Args:
        folder: of the package.

    Raises:
        InvalidPackageError: if there is none that can be read.
    """
    try:
        content = (folder / CARD_FILE).read_bytes()
        text = content.decode()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "no text in UTF-8"
        raise InvalidPackageError(f"{folder.name}/{CARD_FILE}: expected the model card, got: {reason}") from error
    try:
        draft = json.loads((folder.parent / _DRAFT_FILE).read_text("utf-8"))
        # Of a card that was written anew since, what was typed is past.
        return str(draft["text"]) if draft["card_sha256"] == hashlib.sha256(content).hexdigest() else text
    except (OSError, ValueError, KeyError, TypeError):
        return text


def keep_draft(folder: Path, text: str) -> None:
    """Keep what was typed into the card of a package, without a change to the package.

    Raises:
        UnwritableOutputError: if the run's folder cannot be written to.
    """
    path = folder.parent / _DRAFT_FILE
    with replacing(path) as temporary:
        digest = hashlib.sha256((folder / CARD_FILE).read_bytes()).hexdigest()
        temporary.write_text(json.dumps({"card_sha256": digest, "text": text}, indent=1) + "\n", "utf-8")


def write_card(folder: Path, text: str) -> None:
    """Put a card into a package and its checksum into `package.json`; one that stands there already changes nothing.

    Args:
        folder: of the package.
        text: of the card, as Markdown.

    Raises:
        InvalidPackageError: if the package is no sound folder.
        UnwritableOutputError: if it cannot be written to.
    """
    if not folder.is_dir():
        raise InvalidPackageError(f"{folder.name}: expected the folder of a model package, found none")
    package = ModelPackage.open(folder)
    content = text.rstrip().encode() + b"\n"
    if not _holds(package, content):
        with replacing(folder / CARD_FILE) as temporary:
            temporary.write_bytes(content)
        write_about(folder, json.loads((folder / PACKAGE_FILE).read_text("utf-8")))
    # It has gone where it belongs.
    with contextlib.suppress(OSError):
        (folder.parent / _DRAFT_FILE).unlink()


def _holds(package: ModelPackage, content: bytes) -> bool:
    try:
        return package.read(CARD_FILE) == content
    except InvalidPackageError:
        # A card that was not written to its end is written anew.
        return False

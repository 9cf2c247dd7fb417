"""The model card as its author completes it."""

import json
from pathlib import Path

from core.errors import InvalidPackageError
from core.files import replacing
from core.model_package import CARD_FILE, PACKAGE_FILE, ModelPackage, write_about


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
    try:
        if (folder / CARD_FILE).read_bytes() == content and package.read(CARD_FILE) == content:
            return
    except (OSError, InvalidPackageError):
        # A card that was not written to its end is written anew.
        pass
    with replacing(folder / CARD_FILE) as temporary:
        temporary.write_bytes(content)
    write_about(folder, json.loads((folder / PACKAGE_FILE).read_text("utf-8")))

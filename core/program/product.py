"""Name, version, publisher and file types of the product: all that installers and desktops need."""

import importlib.util
import os
import sys
from dataclasses import dataclass
from enum import Enum

from core import __version__

NAME, COMMAND, VERSION = "Falx", "falx", __version__
IDENTIFIER = "org.falx.Falx"
PUBLISHER = "The Falx authors"
COPYRIGHT = "Copyright the Falx authors. Apache License 2.0."
SUMMARY = "Classify brain-MRI slices and see where the network looked"
DESCRIPTION = (
    "Falx reads a brain-MRI slice, says which of four classes it shows (glioma, meningioma, pituitary tumour, no "
    "tumour), shows where the network looked, and says how far to trust it."
)
WARNING = "For research and teaching only. Not a medical device."
# Names the page for newer versions to a build, which keeps it among its resources.
PAGE_VARIABLE, PAGE_FILE = "FALX_PROJECT_PAGE", "project_page.txt"

MODEL_SUFFIX = ".falxmodel"


@dataclass(frozen=True, slots=True)
class FileKind:
    """Files that Falx opens.

    Attributes:
        name: in words.
        suffixes: with their dot.
        mime: its type.
        identifier: its uniform type identifier on macOS.
        is_ours: whether Falx defines it.
        parent: the type that it is a kind of; "" for none.
    """

    name: str
    suffixes: tuple[str, ...]
    mime: str
    identifier: str
    is_ours: bool = False
    parent: str = ""


FILE_KINDS = (
    FileKind("DICOM image", (".dcm",), "application/dicom", "org.nema.dicom"),
    FileKind("NIfTI volume", (".nii", ".nii.gz"), "application/x-nifti", "gov.nih.nifti"),
    FileKind(
        "Falx model",
        (MODEL_SUFFIX,),
        "application/x-falx-model",
        f"{IDENTIFIER}.model",
        is_ours=True,
        parent="application/zip",
    ),
)


class Flavour(Enum):
    """The two programs that are built; the value is the name of what is built."""

    FULL = "falx"
    READER = "falx-reader"


# What to show if the user asks the reader for what it cannot do.
TRAINING_COMMANDS = ("train", "evaluate", "audit")
READER_ADVICE = (
    "needs the full Falx, this is the reader: take the archive that is called "
    f"{Flavour.FULL.value}-{VERSION}-… from where this one, {Flavour.READER.value}-{VERSION}-…, came from"
)


def is_frozen() -> bool:
    """Return whether this is the standalone program rather than Python with packages."""
    return bool(getattr(sys, "frozen", False))


def project_page() -> str | None:
    """Return the address to look for newer versions at, which the build names; None if it named none.

    Raises:
        ValueError: from source, if what the environment names is no https address.
    """
    if is_frozen():
        # Imported here: most commands and child processes never ask.
        from importlib import resources

        kept = resources.files("resources") / PAGE_FILE
        return kept.read_text("utf-8").strip() if kept.is_file() else None
    page = os.environ.get(PAGE_VARIABLE)
    if page and not page.startswith("https://"):
        raise ValueError(f"{PAGE_VARIABLE}: expected an address that begins with https://, got {page!r}")
    return page or None


def can_train() -> bool:
    """Return whether TensorFlow is here, without importing it."""
    return importlib.util.find_spec("tensorflow") is not None


def is_reader() -> bool:
    """Return whether this is the standalone program without training."""
    return is_frozen() and not can_train()

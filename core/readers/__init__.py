"""Reading: one function for every format."""

import importlib
import logging
from collections.abc import Callable
from pathlib import Path

import numpy as np

from core.errors import FalxError, UnreadableImageError
from core.names import shown_name
from core.readers.folder import find_images, is_dicom_series, read_series
from core.readers.foreign import is_text, recognise
from core.readers.formats import Format, inner_name, is_data_name, name_common_formats
from core.readers.packed import first_unpacked, packing_of
from core.readers.pairs import header_beside
from core.readers.source import HEAD_LENGTH, Source, read_source, sniff
from core.slice import Slice

__all__ = ["find_images", "is_dicom_series", "read_slices"]

_log = logging.getLogger(__name__)

# Libraries take their time to import, so each reader is imported when its format comes. These unpack their files
# themselves, since their headers tell how far.
_VOLUME_READERS = {
    Format.NIFTI: ("nifti", "read_nifti"),
    Format.ANALYZE: ("nifti", "read_nifti"),
    Format.MGH: ("mgh", "read_mgh"),
}
_READERS = {
    Format.DICOM: ("dicom", "read_dicom"),
    Format.META_IMAGE: ("meta_image", "read_meta_image"),
    Format.NRRD: ("nrrd", "read_nrrd"),
}


def read_slices(path: Path) -> list[Slice]:
    """Read all slices of a file, or of a folder that holds one DICOM series, by what the bytes are, not the suffix.

    Args:
        path: of the file or folder.

    Returns:
        The slices, one at least; of a series in geometric order.

    Raises:
        UnreadableImageError: if it is missing, damaged, or of an unknown format.
        UnsupportedImageError: if it is of a known format that Falx does not read, or holds no picture to show.
        NoImagesError: for a folder without images.
    """
    try:
        # Absurd numbers of damaged files are met where they matter; NumPy need not warn of them.
        with np.errstate(all="ignore"):
            return read_series(path) if path.is_dir() else _read_file(path)
    except FalxError:
        raise
    except Exception as error:
        # The boundary to decoders of others: whatever one raises on damaged bytes costs this file, not the command.
        _log.debug("a reader ended unexpectedly", exc_info=True)
        if isinstance(error, MemoryError):
            text = "expected a picture that fits into memory, got a larger one; close other programs or resize it"
        else:
            text = f"expected a whole image, got one that its decoder fails on ({type(error).__name__}); save it again"
        raise UnreadableImageError(f"{shown_name(path)}: {text}") from error


def _read_file(path: Path) -> list[Slice]:
    source = read_source(path)
    kind = _kind(source.content)
    if kind is None:
        header = header_beside(path)
        if header is not None:
            source = read_source(header)
            kind = _kind(source.content)
    if kind is None:
        raise _refusal(source)
    if kind in _VOLUME_READERS:
        return _reader(*_VOLUME_READERS[kind])(source)
    source = source.unpacked()
    if kind in _READERS:
        return _reader(*_READERS[kind])(source)
    from core.readers.raster import read_raster

    return read_raster(source, kind)


def _kind(content: bytes) -> Format | None:
    # Of bzip2, a whole block is needed to see what is within.
    return sniff(first_unpacked(content, HEAD_LENGTH) if packing_of(content) else content[:HEAD_LENGTH])


def _reader(module: str, name: str) -> Callable[[Source], list[Slice]]:
    reader: Callable[[Source], list[Slice]] = getattr(importlib.import_module(f"core.readers.{module}"), name)
    return reader


def _refusal(source: Source) -> FalxError:
    """Name a file that is not read, as far as it is known."""
    packing = packing_of(source.content)
    content = first_unpacked(source.content, HEAD_LENGTH) if packing else source.content
    expected, foreign = f"an image ({name_common_formats()} or another kind)", recognise(content)
    packed = f" packed by {packing.value}" if packing else ""
    if foreign is not None:
        return source.unsupported(expected, f"{foreign.name}{packed}", foreign.advice)
    if is_text(content) and content:
        is_table = inner_name(source.path.name).endswith((".csv", ".tsv"))
        came = f"a {'table (CSV)' if is_table else 'text file'}{packed}"
    else:
        came = f"data of an unknown format{packed}"
    if is_data_name(source.path.name):
        return source.unreadable(expected, f"{came} and no header beside it", "put the header (.hdr or .mhd) there")
    return source.unreadable(expected, came, "open another file")

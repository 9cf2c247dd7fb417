"""Read every image format by one function, `read_slices(path)`: the bytes decide, not the suffix."""

import importlib
import os
from collections.abc import Callable
from pathlib import Path

from core.errors import FalxError
from core.formats import Format, inner_name, is_data_name, name_common_formats
from core.image.slice import Slice
from core.readers.archive import list_members
from core.readers.compressed_files import first_unpacked, packing_of
from core.readers.decoder_errors import foreign_decoders
from core.readers.dicom.series import is_dicom_series, list_folder, read_series
from core.readers.folder import OnProgress, find_images
from core.readers.source import HEAD_LENGTH, Source, read_source, sniff
from core.readers.unsupported_formats import ZIP, find_unsupported_format, is_text
from core.readers.volumes.pairs import header_beside

__all__ = ["find_images", "is_dicom_series", "list_folder", "read_slices"]

# Libraries take their time to import, so each reader is imported when its format comes.
READERS = {
    Format.DICOM: ("dicom.objects", "read_dicom"),
    Format.NIFTI: ("volumes.nifti", "read_nifti"),
    Format.ANALYZE: ("volumes.nifti", "read_nifti"),
    Format.MGH: ("volumes.mgh", "read_mgh"),
    Format.META_IMAGE: ("volumes.meta_image", "read_meta_image"),
    Format.NRRD: ("volumes.nrrd", "read_nrrd"),
}


def read_slices(path: Path, on_progress: OnProgress | None = None) -> list[Slice]:
    """Read all slices of a file, or of a folder that holds one DICOM series, by its bytes rather than its suffix.

    Args:
        path: of the file or folder.
        on_progress: is called with the number of files of a series that are read, and of all; an error that it raises
            ends the reading.

    Returns:
        The slices, one at least; of a series in geometric order.

    Raises:
        UnreadableImageError: if it is missing, damaged, or of an unknown format.
        UnsupportedImageError: if it is of a known format that Falx does not read, or holds no picture to show.
        NoImagesError: for a folder without images.
    """
    # Unlike pathlib's, this one also works for a name that is too long.
    if os.path.isdir(path):  # noqa: PTH112
        return read_series(path, on_progress)
    with foreign_decoders(path):
        return _read_file(path)


def _read_file(path: Path) -> list[Slice]:
    source = read_source(path)
    kind = sniff(source.content)
    if kind is None:
        header = header_beside(path)
        if header is not None:
            source = read_source(header)
            kind = sniff(source.content)
    if kind is None:
        raise _refusal(source)
    if kind in READERS:
        return _reader(*READERS[kind])(source)
    from core.readers.raster.pages import read_raster

    return read_raster(source, kind)


def _reader(module: str, name: str) -> Callable[[Source], list[Slice]]:
    reader: Callable[[Source], list[Slice]] = getattr(importlib.import_module(f"core.readers.{module}"), name)
    return reader


def _refusal(source: Source) -> FalxError:
    """Return the error for a file of another format, named as far as it is known."""
    packing = packing_of(source.content)
    content = first_unpacked(source.content, HEAD_LENGTH) if packing else source.content
    expected, unsupported_format = (
        f"an image ({name_common_formats()} or another kind)",
        find_unsupported_format(content),
    )
    packed = f" packed by {packing.value}" if packing else ""
    if unsupported_format is ZIP:
        # That it is protected or damaged matters more than its kind.
        list_members(source.path)
        return source.unsupported(expected, unsupported_format.name, "open the pictures in it")
    if unsupported_format is not None:
        return source.unsupported(expected, f"{unsupported_format.name}{packed}", unsupported_format.advice)
    if is_text(content) and content:
        is_table = inner_name(source.path.name).endswith((".csv", ".tsv"))
        thing = "a table (CSV)" if is_table else "a text file"
    else:
        thing = "data of an unknown format"
    came = f"{thing}{packed}"
    if is_data_name(source.path.name):
        return source.unreadable(expected, f"{came} and no header beside it", "put the header (.hdr or .mhd) there")
    return source.unreadable(expected, came, "open another file")

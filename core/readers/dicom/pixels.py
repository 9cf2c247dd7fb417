"""Decode the pixels of a DICOM object, compressed or not."""

from collections.abc import Sequence
from typing import Any

from pydicom import uid
from pydicom.encaps import generate_frames
from pydicom.pixels.decoders.base import get_decoder
from pydicom.pixels.utils import pixel_array

from core.image.slice import Pixels
from core.readers.dicom import decoding_plugins
from core.readers.dicom.element import DAMAGE, add_remark, first_number
from core.readers.dicom.layout import (
    INTERPRETATIONS,
    frame_count,
    has_whole_frames,
    is_encapsulated,
    mend_layout,
    set_number,
)
from core.readers.dicom.palette import apply_palette
from core.readers.dicom.syntax import settle_syntax
from core.readers.raster.header import jpeg_2000_shape
from core.readers.raster.jpeg_header import is_whole_jpeg_2000, jpeg_frame
from core.readers.source import Source

# Each decoder raises on damaged streams; GDCM, which knows most syntaxes, may abort the whole program.
_PILLOW, _OURS, _OURS_LS, _OPENJPEG, _PYDICOM = "pillow", "falx", "falx-ls", "pylibjpeg", "pydicom"
_DECODERS = {
    uid.JPEGBaseline8Bit: _PILLOW,
    uid.JPEGExtended12Bit: _PILLOW,
    uid.JPEGLossless: _OURS,
    uid.JPEGLosslessSV1: _OURS,
    uid.JPEGLSLossless: _OURS_LS,
    uid.JPEGLSNearLossless: _OURS_LS,
    uid.JPEG2000Lossless: _OPENJPEG,
    uid.JPEG2000: _OPENJPEG,
    uid.RLELossless: _PYDICOM,
}
_OUR_FUNCTIONS = {_OURS: decoding_plugins.decode_frame, _OURS_LS: decoding_plugins.decode_ls_frame}
for _syntax, _name in _DECODERS.items():
    if _name in _OUR_FUNCTIONS and _name not in get_decoder(_syntax).available_plugins:
        get_decoder(_syntax).add_plugin(_name, (decoding_plugins.__name__, _OUR_FUNCTIONS[_name].__name__))

_MOST_PIXELS_OF_FRAMES = 1_000_000_000
# A picture of one colour takes a few hundred bytes, whatever its size; the limit is for larger ones.
_PIXELS_OF_BLANKS, _PIXELS_OF_A_BYTE = 4_000_000, 500
# Sequential and progressive Huffman coding, which Pillow knows.
_PILLOW_FRAMES = (0xC0, 0xC1, 0xC2)


def read_frames(source: Source, dataset: Any, remarks: list[str]) -> Sequence[Pixels]:
    """Decode the frames of a data set.

    Args:
        source: the file, for errors.
        dataset: with pixels; its description of them is repaired in place.
        remarks: takes what was assumed.

    Returns:
        (H, W) or (H, W, 3) stored values of each frame; palettes are applied.

    Raises:
        UnreadableImageError: if they are damaged.
        UnsupportedImageError: if they are sound, but of a kind that Falx does not read.
    """
    try:
        mend_layout(dataset, remarks)
        syntax = settle_syntax(dataset, remarks)
        _require_known(source, dataset, syntax)
        stored = _decoded(source, dataset, syntax, remarks)
        if dataset.PhotometricInterpretation == "PALETTE COLOR":
            stored = apply_palette(stored, dataset)
    except DAMAGE as error:
        name = str(getattr(getattr(dataset.get("file_meta", None), "TransferSyntaxUID", None), "name", ""))
        name = name if name and name.isprintable() else "unknown transfer syntax"
        raise source.unreadable("pixels that can be decoded", f"damaged ones ({name})") from error
    is_colour = int(dataset.SamplesPerPixel) > 1 or dataset.PhotometricInterpretation == "PALETTE COLOR"
    return list(stored if stored.ndim == (4 if is_colour else 3) else stored[None])


def _require_known(source: Source, dataset: Any, syntax: uid.UID) -> None:
    """Refuse pixels that are sound, but of a kind that Falx does not read."""
    name = syntax.name if syntax.is_transfer_syntax else "unknown transfer syntax"
    if not syntax.is_transfer_syntax or (syntax.is_encapsulated and syntax not in _DECODERS):
        raise source.unsupported("a DICOM picture in a compression that Falx reads", f"one in another ({name})")
    samples, interpretation = int(dataset.SamplesPerPixel), dataset.PhotometricInterpretation
    if samples not in (1, 3) or interpretation not in INTERPRETATIONS:
        kind = interpretation if interpretation.isascii() and interpretation.isprintable() else "unknown"
        raise source.unsupported("a grey, RGB, YBR or palette picture", f"one in other colours ({kind[:16]})")
    if int(dataset.BitsAllocated) not in (1, 8, 16, 32, 64):
        raise source.unsupported("pixels of 1, 8, 16 or 32 bits", f"pixels of {int(dataset.BitsAllocated)} bits")
    if int(dataset.Rows) * int(dataset.Columns) * frame_count(dataset) > _MOST_PIXELS_OF_FRAMES:
        most = f"frames of up to {_MOST_PIXELS_OF_FRAMES // 1_000_000} megapixels in a file"
        raise source.unsupported(most, f"{frame_count(dataset)} of {int(dataset.Columns)} x {int(dataset.Rows)} pixels")


def _decoded(source: Source, dataset: Any, syntax: uid.UID, remarks: list[str]) -> Pixels:
    if not syntax.is_encapsulated:
        if is_encapsulated(dataset):
            raise ValueError("fragments in a transfer syntax that has none")
        return _native(dataset, remarks)
    decoder = _DECODERS[syntax]
    for frame in _compressed_frames(dataset):
        _require_decodable(source, dataset, decoder, frame)
    return pixel_array(dataset, decoding_plugin=decoder)


def _native(dataset: Any, remarks: list[str]) -> Pixels:
    """Read uncompressed pixels, wherever in their words they are (PS3.5 8.1.1)."""
    # What follows the last frame may be further frames that the data set does not mention, but no part of one.
    is_whole = has_whole_frames(dataset)
    if not is_whole:
        add_remark(remarks, "The file holds more pixels than its rows and columns take; the rest was left out")
    stored, allocated = int(dataset.BitsStored), int(dataset.BitsAllocated)
    shift = int(first_number(dataset, "HighBit") or stored - 1) + 1 - stored
    if not 0 < shift <= allocated - stored or int(dataset.SamplesPerPixel) != 1:
        return pixel_array(dataset, allow_excess_frames=is_whole)
    add_remark(remarks, f"High Bit is {stored - 1 + shift}; the pixels were shifted by {shift} bits")
    # pydicom would keep the lowest bits.
    set_number(dataset, "BitsStored", allocated)
    pixels = pixel_array(dataset, allow_excess_frames=is_whole) >> shift
    set_number(dataset, "BitsStored", stored)
    return pixels


def _compressed_frames(dataset: Any) -> Sequence[bytes]:
    offsets = None
    if "ExtendedOffsetTable" in dataset and "ExtendedOffsetTableLengths" in dataset:
        offsets = (dataset.ExtendedOffsetTable, dataset.ExtendedOffsetTableLengths)
    count = frame_count(dataset)
    frames = list(generate_frames(dataset.PixelData, number_of_frames=count, extended_offsets=offsets))
    if len(frames) < count:
        raise ValueError("fewer frames than the data set says")
    return frames


def _require_decodable(source: Source, dataset: Any, decoder: str, frame: bytes) -> None:
    """Refuse a stream that does not fit the data set before a decoder allocates memory for it."""
    rows, columns, samples = int(dataset.Rows), int(dataset.Columns), int(dataset.SamplesPerPixel)
    if rows * columns > _PIXELS_OF_BLANKS + _PIXELS_OF_A_BYTE * len(frame):
        raise ValueError("a frame of fewer bytes than such a picture takes")
    if decoder == _PYDICOM:
        return
    if decoder == _OPENJPEG:
        shape = jpeg_2000_shape(frame)
        # OpenJPEG would blur missing parts.
        if not is_whole_jpeg_2000(frame):
            raise ValueError("a frame that is cut off")
    else:
        header = jpeg_frame(frame)
        shape = header.shape
        if decoder == _PILLOW and (header.precision != 8 or header.marker not in _PILLOW_FRAMES):
            kind = "arithmetic coding" if header.marker not in _PILLOW_FRAMES else f"{header.precision} bits"
            raise source.unsupported("a JPEG of 8 bits with Huffman coding", f"one of {kind}")
    if shape != (rows, columns, samples):
        raise ValueError("a frame of another size than the data set's")

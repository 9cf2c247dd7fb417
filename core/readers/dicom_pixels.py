"""The pixels of a DICOM object, compressed or not."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from pydicom import uid
from pydicom.encaps import generate_frames
from pydicom.pixels.decoders.base import get_decoder
from pydicom.pixels.processing import apply_color_lut
from pydicom.pixels.utils import pixel_array

from core.readers import dicom_lossless
from core.readers.dicom_element import DAMAGE
from core.readers.raster_header import jpeg_2000_shape, jpeg_shape
from core.readers.source import Source
from core.slice import Pixels

# Each decoder raises on damaged streams; GDCM, which knows most syntaxes, may abort the whole program.
_DECODERS = {
    uid.JPEGBaseline8Bit: "pillow",
    uid.JPEGExtended12Bit: "pillow",
    uid.JPEGLossless: "falx",
    uid.JPEGLosslessSV1: "falx",
    uid.JPEGLSLossless: "pyjpegls",
    uid.JPEGLSNearLossless: "pyjpegls",
    uid.JPEG2000Lossless: "pylibjpeg",
    uid.JPEG2000: "pylibjpeg",
    uid.RLELossless: "pydicom",
}
for _syntax, _name in _DECODERS.items():
    if _name == "falx" and _name not in get_decoder(_syntax).available_plugins:
        get_decoder(_syntax).add_plugin(_name, (dicom_lossless.__name__, dicom_lossless.decode_frame.__name__))


def read_frames(source: Source, dataset: Any) -> Sequence[Pixels]:
    """Decode the frames of a data set.

    Returns:
        (H, W) or (H, W, 3) stored values of each frame; palettes are applied.

    Raises:
        UnreadableImageError: if they are damaged or in a transfer syntax that cannot be decoded.
    """
    try:
        stored = _decoded(dataset)
        if dataset.PhotometricInterpretation == "PALETTE COLOR":
            coloured = apply_color_lut(stored, dataset)
            stored = coloured if coloured.dtype == np.uint8 else (coloured >> 8).astype(np.uint8)
    except DAMAGE as error:
        syntax = getattr(dataset.get("file_meta", None), "TransferSyntaxUID", None)
        name = str(getattr(syntax, "name", ""))
        name = name if name and name.isprintable() else "unknown transfer syntax"
        raise source.unreadable("pixels that can be decoded", f"damaged or unknown ones ({name})") from error
    is_colour = int(dataset.get("SamplesPerPixel", 1)) > 1 or dataset.PhotometricInterpretation == "PALETTE COLOR"
    return list(stored if stored.ndim == (4 if is_colour else 3) else stored[None])


def _decoded(dataset: Any) -> Pixels:
    syntax = dataset.file_meta.TransferSyntaxUID
    if not syntax.is_encapsulated:
        return pixel_array(dataset)
    if syntax not in _DECODERS:
        raise ValueError("a transfer syntax without a decoder")
    if _DECODERS[syntax] != "pydicom":
        _require_same_shape(dataset, jpeg_2000_shape if _DECODERS[syntax] == "pylibjpeg" else jpeg_shape)
    return pixel_array(dataset, decoding_plugin=_DECODERS[syntax])


def _require_same_shape(dataset: Any, shape: Callable[[bytes], tuple[int, int, int]]) -> None:
    """Refuse a stream that says to be larger than the data set before a decoder makes room for it."""
    offsets = None
    if "ExtendedOffsetTable" in dataset and "ExtendedOffsetTableLengths" in dataset:
        offsets = (dataset.ExtendedOffsetTable, dataset.ExtendedOffsetTableLengths)
    count = int(dataset.get("NumberOfFrames") or 1)
    expected = (int(dataset.Rows), int(dataset.Columns), int(dataset.SamplesPerPixel))
    for frame in generate_frames(dataset.PixelData, number_of_frames=count, extended_offsets=offsets):
        if shape(frame) != expected:
            raise ValueError("a frame of another size than the data set's")

"""Decoding plugins for pydicom: JPEG lossless, and JPEG-LS that may be cut off."""

from typing import Any

import jpeg_ls  # type: ignore[import-untyped]
from pydicom.uid import JPEGLossless, JPEGLosslessSV1, JPEGLSLossless, JPEGLSNearLossless

from core.readers.dicom.jpeg_lossless import decode_jpeg_lossless

DECODER_DEPENDENCIES: dict[str, tuple[str, ...]] = {
    JPEGLossless: (),
    JPEGLosslessSV1: (),
    JPEGLSLossless: ("numpy", "jpeg_ls"),
    JPEGLSNearLossless: ("numpy", "jpeg_ls"),
}
_END = b"\xff\xd9"


def is_available(uid: str) -> bool:
    """Return whether a transfer syntax can be decoded."""
    return uid in DECODER_DEPENDENCIES


def decode_frame(content: bytes, runner: Any) -> bytearray:
    """Decode a frame of a JPEG lossless; `runner` is pydicom's `DecodeRunner`."""
    pixels = decode_jpeg_lossless(content, runner.rows, runner.columns, runner.samples_per_pixel)
    runner.set_option("bits_allocated", 8 * pixels.itemsize)
    if runner.samples_per_pixel > 1:
        runner.set_option("planar_configuration", 0)
    return bytearray(pixels.astype(pixels.dtype.newbyteorder("<")).tobytes())


def decode_ls_frame(content: bytes, runner: Any) -> bytearray:
    """Decode a frame of a JPEG-LS; `runner` is pydicom's `DecodeRunner`.

    Without a marker after the coded data, CharLS counts through four thousand million bits that are not there, for
    seconds and with Python's lock held. An additional end marker does no harm to a whole stream.
    """
    buffer, facts = jpeg_ls.decode_pixel_data(content + _END)
    if facts["components"] > 1:
        # Mode 0 means colour by plane.
        runner.set_option("planar_configuration", int(facts["interleave_mode"] == 0))
    runner.set_option("bits_allocated", 8 if facts["bits_per_sample"] <= 8 else 16)
    return bytearray(buffer)

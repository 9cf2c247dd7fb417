"""A decoding plugin for pydicom: JPEG lossless."""

from typing import Any

from pydicom.uid import JPEGLossless, JPEGLosslessSV1

from core.readers.jpeg_lossless import decode_jpeg_lossless

DECODER_DEPENDENCIES: dict[str, tuple[str, ...]] = {JPEGLossless: (), JPEGLosslessSV1: ()}


def is_available(uid: str) -> bool:
    """Tell whether a transfer syntax can be decoded."""
    return uid in DECODER_DEPENDENCIES


def decode_frame(content: bytes, runner: Any) -> bytearray:
    """Decode a frame; `runner` is pydicom's `DecodeRunner`."""
    pixels = decode_jpeg_lossless(content, runner.rows, runner.columns, runner.samples_per_pixel)
    runner.set_option("bits_allocated", 8 * pixels.itemsize)
    if runner.samples_per_pixel > 1:
        runner.set_option("planar_configuration", 0)
    return bytearray(pixels.astype(pixels.dtype.newbyteorder("<")).tobytes())

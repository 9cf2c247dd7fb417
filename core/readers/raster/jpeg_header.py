"""Header of a JPEG, or of a compressed DICOM frame, read before it is decoded."""

import struct
from dataclasses import dataclass

_WITHOUT_LENGTH = {0x01, *range(0xD0, 0xD9)}
# The last is JPEG-LS.
_FRAMES = {*range(0xC0, 0xD0), 0xF7} - {0xC4, 0xC8, 0xCC}
# The first box of a file is always this long (I.5.1).
_BOXES = b"\0\0\0\x0cjP  "
_CODESTREAM, _TILE_PART, _END = b"\xff\x4f\xff\x51", b"\xff\x90", b"\xff\xd9"


@dataclass(frozen=True, slots=True)
class JpegFrame:
    """The frame header of a JPEG.

    Attributes:
        marker: its second byte, which names the process.
        precision: bits of a sample.
        shape: (rows, columns, samples).
    """

    marker: int
    precision: int
    shape: tuple[int, int, int]


def jpeg_frame(content: bytes) -> JpegFrame:
    """Read the frame header of a JPEG, lossless and JPEG-LS too; `struct.error` where the stream ends before it."""
    at = 2
    while True:
        while content[at : at + 1] == b"\xff" and content[at + 1 : at + 2] == b"\xff":
            at += 1
        _, marker = struct.unpack_from(">BB", content, at)
        if marker in _FRAMES:
            precision, rows, columns, samples = struct.unpack_from(">BHHB", content, at + 4)
            return JpegFrame(marker, precision, (rows, columns, samples))
        at += 2 if marker in _WITHOUT_LENGTH else 2 + max(2, struct.unpack_from(">H", content, at + 2)[0])


def is_whole_jpeg_2000(content: bytes) -> bool:
    """Return whether all tile-parts of a JPEG 2000 are there (ITU-T T.800, A.4.2); its end marker may be missing."""
    if content.startswith(_BOXES) and not _boxes_lead_to_codestream(content):
        return False
    at = content.index(_CODESTREAM) + 2
    while content[at : at + 2] != _TILE_PART:
        if content[at : at + 1] != b"\xff":
            return False
        at += 2 + struct.unpack_from(">H", content, at + 2)[0]
    while content[at : at + 2] == _TILE_PART and len(content) >= at + 12:
        length = struct.unpack_from(">I", content, at + 6)[0]
        if length == 0:
            # The last one may run on to the end marker.
            return content.rstrip(b"\0").endswith(_END)
        at += max(12, length)
    return at <= len(content) and content[at : at + 2] != _TILE_PART


def _boxes_lead_to_codestream(content: bytes) -> bool:
    """Return whether each box is followed by another, up to the codestream; otherwise pydicom loops for ever."""
    at = 12
    while content[at + 4 : at + 8] != b"jp2c":
        length = int.from_bytes(content[at : at + 4], "big")
        if length < 8 or at + length >= len(content):
            return False
        at += length
    return True

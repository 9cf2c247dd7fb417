"""Transfer syntax of a DICOM object's pixels, as stated or as the pixels themselves show."""

from itertools import islice
from typing import Any

from pydicom import uid
from pydicom.dataset import FileMetaDataset
from pydicom.encaps import generate_fragments
from pydicom.uid import UID

from core.readers.dicom.element import DAMAGE, add_remark, element_value
from core.readers.dicom.layout import has_all_bytes, is_encapsulated
from core.readers.raster.jpeg_header import jpeg_frame

_NATIVE = {(True, True): uid.ImplicitVRLittleEndian, (False, False): uid.ExplicitVRBigEndian}
_LOSSLESS_FRAME, _LS_FRAME, _BASELINE_FRAME = 0xC3, 0xF7, 0xC0
_JPEG = {_LOSSLESS_FRAME: uid.JPEGLossless, _LS_FRAME: uid.JPEGLSLossless, _BASELINE_FRAME: uid.JPEGBaseline8Bit}
# Each family has several names for what one decoder takes, or none.
_FAMILIES = (
    frozenset((uid.JPEGBaseline8Bit, uid.JPEGExtended12Bit)),
    frozenset((uid.JPEGLossless, uid.JPEGLosslessSV1)),
    frozenset((uid.JPEGLSLossless, uid.JPEGLSNearLossless)),
    frozenset((uid.JPEG2000Lossless, uid.JPEG2000)),
    frozenset((uid.RLELossless,)),
    frozenset((uid.ImplicitVRLittleEndian, uid.ExplicitVRLittleEndian, uid.ExplicitVRBigEndian)),
)


def settle_syntax(dataset: Any, remarks: list[str]) -> UID:
    """Return the transfer syntax of the pixels, and set it in the data set.

    If the object states none, it is guessed: from how the data set could be read, and from how the pixels begin.

    Args:
        dataset: with pixels.
        remarks: takes what was guessed.
    """
    meta = getattr(dataset, "file_meta", None)
    if meta is None:
        meta = dataset.file_meta = FileMetaDataset()
    stated = element_value(meta, "TransferSyntaxUID")
    syntax = UID(stated) if isinstance(stated, str) else None
    native = _NATIVE.get(dataset.original_encoding, uid.ExplicitVRLittleEndian)
    found = _syntax_of_stream(dataset) if is_encapsulated(dataset) else native if has_all_bytes(dataset) else None
    if syntax is None:
        syntax = found or native
        add_remark(remarks, f"The transfer syntax is missing; {syntax.name} was assumed")
    elif found and any(syntax in family for family in _FAMILIES) and not _is_one_family(syntax, found):
        syntax = found
        add_remark(
            remarks, f"The pixels are not in the transfer syntax that the file states; {syntax.name} was assumed"
        )
    if syntax != stated:
        meta.TransferSyntaxUID = syntax
    return syntax


def _is_one_family(one: UID, other: UID) -> bool:
    return any({one, other} <= family for family in _FAMILIES)


def _syntax_of_stream(dataset: Any) -> UID | None:
    """Recognise a transfer syntax by the first compressed bytes."""
    try:
        # The table of the frames' offsets comes first.
        head = next(islice(generate_fragments(dataset.PixelData), 1, None), b"")
        if head[:2] == b"\xff\xd8":
            return _JPEG.get(jpeg_frame(head).marker, uid.JPEGExtended12Bit)
    except DAMAGE:
        return None
    if head[:4] == b"\xff\x4f\xff\x51" or head[4:8] == b"jP  ":
        return uid.JPEG2000
    # An RLE header counts its segments, the first of which follows it (PS3.5 G.5).
    segments, first = int.from_bytes(head[:4], "little"), int.from_bytes(head[4:8], "little")
    return uid.RLELossless if 1 <= segments <= 15 and first == 64 else None

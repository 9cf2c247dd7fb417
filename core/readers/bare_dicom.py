"""Recognise, by the first bytes, DICOM data sets without preamble and the directories of media (DICOMDIR)."""

from typing import Literal

_VRS = frozenset(
    b"AE AS AT CS DA DS DT FD FL IS LO LT OB OD OF OL OV OW PN SH SL SQ SS ST SV TM UC UI UL UN UR US UT UV".split()
)
# These have two bytes of zero, and a length of four bytes (PS3.5 7.1.2).
_LONG_VRS = frozenset(b"OB OD OF OL OV OW SQ SV UC UN UR UT UV".split())
# The first element is the length of its group, a version of two bytes, or a short text.
_FIRST_GROUPS, _LAST_FIRST_ELEMENT, _LONGEST_TEXT = (0x0002, 0x0008), 0x0120, 0x400
_GROUP_LENGTH, _VERSION, _LENGTH_TO_END = 0x0000, (0x0002, 0x0001), (0x0008, 0x0001)
_LAST_GROUP, _UNDEFINED, _LONGEST_VALUE = 0x7FE0, 0xFFFFFFFF, 0x40000000
_ELEMENTS = 3


# The class of a directory (PS3.4 I.4), as the first or second element states it.
_DIRECTORY_CLASS = b"\x02\x00\x02\x00UI\x14\x001.2.840.10008.1.3.10"


def is_directory_head(head: bytes) -> bool:
    """Return whether a DICOM object lists the files of a medium, as a DICOMDIR does.

    Args:
        head: its first bytes.
    """
    return _DIRECTORY_CLASS in head


def is_bare_dicom(head: bytes) -> bool:
    """Recognise a data set without preamble by its first elements: low groups that rise, plausible lengths and texts.

    Args:
        head: the first bytes of a file.
    """
    # Of the big-endian ones, all are explicit (PS3.5 A.3).
    return _is_data_set(head, "little", True) or _is_data_set(head, "little", False) or _is_data_set(head, "big", False)


def _is_data_set(head: bytes, order: Literal["little", "big"], is_implicit: bool) -> bool:
    at, last, has_value = 0, (0, 0), False
    for place in range(_ELEMENTS):
        if len(head) < at + 8:
            break
        tag = int.from_bytes(head[at : at + 2], order), int.from_bytes(head[at + 2 : at + 4], order)
        start, length = _value_place(head, at, order, is_implicit)
        value = head[start : start + length]
        is_possible = last < tag and tag[0] <= _LAST_GROUP and (length < _LONGEST_VALUE or length == _UNDEFINED)
        if not is_possible or (place == 0 and not _may_be_first(tag, length, value)):
            return False
        at, last, has_value = start + length, tag, has_value or length > 0
    return has_value


def _value_place(head: bytes, at: int, order: Literal["little", "big"], is_implicit: bool) -> tuple[int, int]:
    """Return where the value of an element starts and how long it is: longer than any if its VR is unknown."""
    if is_implicit:
        return at + 8, int.from_bytes(head[at + 4 : at + 8], order)
    vr = head[at + 4 : at + 6]
    if vr in _LONG_VRS and head[at + 6 : at + 8] == b"\0\0":
        return at + 12, int.from_bytes(head[at + 8 : at + 12], order)
    return at + 8, int.from_bytes(head[at + 6 : at + 8], order) if vr in _VRS - _LONG_VRS else _LONGEST_VALUE


def _may_be_first(tag: tuple[int, int], length: int, value: bytes) -> bool:
    group, element = tag
    if group not in _FIRST_GROUPS or element > _LAST_FIRST_ELEMENT:
        return False
    if element == _GROUP_LENGTH or tag == _LENGTH_TO_END:
        return length == 4
    if tag == _VERSION:
        return length == 2
    # Escapes choose a character set (PS3.5 6.1.2.5); zeros pad an identifier.
    return length < _LONGEST_TEXT and all(byte >= 32 or byte == 27 for byte in value.rstrip(b"\0"))

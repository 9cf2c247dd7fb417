"""The directory at the end of a zip archive, counted without making an object of each entry."""

import struct
from typing import BinaryIO

# Of the directory at the end of an archive, and of the two records behind it (PKWARE's APPNOTE 4.3.12 to 4.3.16).
_ENTRY, _END, _END_64, _LOCATOR_64 = b"PK\x01\x02", b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
_END_SIZE, _LOCATOR_SIZE, _END_64_SIZE, _LONGEST_COMMENT = 22, 20, 56, 65536


def count_entries(file: BinaryIO) -> int:
    """Count the files and folders that the directory of an archive lists, where `zipfile` looks for it.

    Args:
        file: the archive, open for reading at any place.

    Returns:
        Their number; 0 where there is no directory.

    Raises:
        OSError: if it cannot be read.
    """
    length = file.seek(0, 2)
    at = max(0, length - _END_SIZE - _LONGEST_COMMENT)
    file.seek(at)
    tail = file.read()
    end = len(tail) - _END_SIZE
    if not (tail.startswith(_END, max(end, 0)) and tail.endswith(b"\0\0")):
        end = tail.rfind(_END)
    if end < 0 or len(tail) - end < _END_SIZE:
        return 0
    (size,) = struct.unpack_from("<I", tail, end + 12)
    last = at + end
    if tail.startswith(_LOCATOR_64, max(end - _LOCATOR_SIZE, 0)) and last >= _LOCATOR_SIZE + _END_64_SIZE:
        file.seek(last - _LOCATOR_SIZE - _END_64_SIZE)
        record = file.read(_END_64_SIZE)
        if record.startswith(_END_64):
            last -= _LOCATOR_SIZE + _END_64_SIZE
            (size,) = struct.unpack_from("<Q", record, 40)
    file.seek(max(0, last - size))
    return file.read(min(size, last)).count(_ENTRY)

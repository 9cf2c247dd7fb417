"""Elements of a DICOM data set, which may be damaged each for itself."""

import struct
import zlib
from typing import Any

from pydicom.errors import BytesLengthException, InvalidDicomError

# What pydicom raises on damaged data sets; it has no root class for it.
DAMAGE = (
    InvalidDicomError,
    BytesLengthException,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    RuntimeError,
    EOFError,
    OSError,
    ArithmeticError,
    MemoryError,
    AssertionError,
    StopIteration,
    struct.error,
    zlib.error,
)


def element_value(dataset: Any, keyword: str) -> Any:
    """Get the value of an element, None where it is absent, empty or damaged."""
    try:
        value = dataset.get(keyword)
    except DAMAGE:
        return None
    return None if value == "" else value

"""What a DICOM file states in some of its elements, as texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.errors import FalxError
from core.formats import Format
from core.readers.compressed_files import open_unpacked, read_head
from core.readers.muted_warnings import without_warnings
from core.readers.source import HEAD_LENGTH, sniff


@dataclass(frozen=True, slots=True)
class ElementTexts:
    """Elements of a DICOM file.

    Attributes:
        texts: by keyword, as in the file; "" of one that is missing or damaged.
        frames: how many the file says that it has.
    """

    texts: Mapping[str, str]
    frames: int


def read_element_texts(path: Path, keywords: Sequence[str]) -> ElementTexts | None:
    """Read elements of a file by their keywords; None of a file that is no DICOM object, is gone or is damaged."""
    # Imported here: it takes its time.
    import pydicom

    from core.readers.dicom.element import DAMAGE, element_value, first_number

    try:
        if sniff(read_head(path, HEAD_LENGTH)) is not Format.DICOM:
            return None
        with without_warnings(), open_unpacked(path) as file:
            header = pydicom.dcmread(file, stop_before_pixels=True, force=True)
            values = {keyword: element_value(header, keyword) for keyword in keywords}
            texts = {keyword: "" if value is None else str(value).strip(" \0") for keyword, value in values.items()}
            return ElementTexts(texts, max(0, int(first_number(header, "NumberOfFrames") or 1)))
    except (FalxError, *DAMAGE):
        return None

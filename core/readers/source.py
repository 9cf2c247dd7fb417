"""The bytes of a file, and what format they are."""

import hashlib
import zlib
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from core.errors import UnreadableImageError, UnsupportedImageError
from core.files import is_out_of_reach
from core.names import shown_name
from core.readers.bare_dicom import is_bare_dicom

# A gzip file's own header, with the file's name, comes before what is packed.
HEAD_LENGTH = 2048
SMALLEST_SIDE, MOST_PIXELS = 16, 100_000_000


class Format(Enum):
    """Formats that can be read."""

    PNG = "PNG"
    JPEG = "JPEG"
    TIFF = "TIFF"
    BMP = "BMP"
    WEBP = "WebP"
    DICOM = "DICOM"
    NIFTI = "NIfTI"


@dataclass(frozen=True, slots=True)
class Source:
    """A file in memory.

    Attributes:
        path: of the file.
        content: its bytes.
    """

    path: Path
    content: bytes

    def sha256(self) -> str:
        """Fingerprint of the bytes."""
        return hashlib.sha256(self.content).hexdigest()

    def unreadable(self, expected: str, came: str, advice: str = "save or copy it again") -> UnreadableImageError:
        """Make the error for a damaged file."""
        return UnreadableImageError(f"{shown_name(self.path)}: expected {expected}, got {came}; {advice}")

    def unsupported(self, expected: str, came: str, advice: str = "convert it first") -> UnsupportedImageError:
        """Make the error for a sound file that holds no picture that can be shown."""
        return UnsupportedImageError(f"{shown_name(self.path)}: expected {expected}, got {came}; {advice}")

    def require_size(self, width: int, height: int) -> None:
        """Refuse pictures too small to show anything or too large to hold.

        Raises:
            UnsupportedImageError: outside 16 pixels a side to 100 megapixels.
        """
        if min(width, height) < SMALLEST_SIDE or width * height > MOST_PIXELS:
            raise self.unsupported(
                f"a picture of {SMALLEST_SIDE} pixels a side to {MOST_PIXELS // 1_000_000} megapixels",
                f"{width} x {height} pixels",
                "crop or resize it",
            )


def read_source(path: Path) -> Source:
    """Read a file's bytes.

    Raises:
        UnreadableImageError: if it is missing, empty, or may not be read.
    """
    try:
        if path.exists() and not path.is_file():
            raise UnreadableImageError(f"{shown_name(path)}: expected a file, got a folder, pipe or device")
        content = path.read_bytes()
    except FileNotFoundError as error:
        text = f"{shown_name(path)}: expected a file, found nothing; check the name"
        raise UnreadableImageError(text, is_missing=True) from error
    except PermissionError as error:
        raise UnreadableImageError(f"{shown_name(path)}: may not be read; change its permissions") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        is_missing = isinstance(error, OSError) and is_out_of_reach(error)
        raise UnreadableImageError(f"{shown_name(path)}: cannot be read ({reason})", is_missing) from error
    if not content:
        raise UnreadableImageError(f"{shown_name(path)}: expected an image, got an empty file; copy it again")
    return Source(path, content)


def sniff(head: bytes) -> Format | None:
    """Tell the format by the first `HEAD_LENGTH` bytes; None for none that can be read."""
    # First, since the 128 bytes before its mark are free, and may pretend to be a TIFF (PS3.10 7.1).
    if head[128:132] == b"DICM":
        return Format.DICOM
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[:2] == b"BM" and int.from_bytes(head[14:18], "little") in _BMP_HEADERS:
        return Format.BMP
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Format.WEBP
    if _is_nifti(head):
        return Format.NIFTI
    if head[:2] == b"\x1f\x8b":
        return Format.NIFTI if _is_nifti(_first_unzipped(head)) else None
    return Format.DICOM if is_bare_dicom(head) else None


_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", Format.PNG),
    (b"\xff\xd8\xff", Format.JPEG),
    (b"II*\0", Format.TIFF),
    (b"MM\0*", Format.TIFF),
)
# Sizes of the second header; many a text begins with BM too.
_BMP_HEADERS = (12, 16, 40, 52, 56, 64, 108, 124)


_NIFTI_HEADER = 352


def _is_nifti(head: bytes) -> bool:
    return head[344:348] in (b"n+1\0", b"ni1\0") or head[4:8] in (b"n+2\0", b"ni2\0")


def _first_unzipped(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(wbits=31).decompress(head, _NIFTI_HEADER)
    except zlib.error:
        return b""

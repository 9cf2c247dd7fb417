"""Source: the bytes of a file, and its format."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from core.errors import UnreadableImageError, UnsupportedImageError
from core.files import is_out_of_reach
from core.formats import Format as Format
from core.readers.archive import read_member, split_archive
from core.readers.bare_dicom import is_bare_dicom
from core.readers.compressed_files import Buffer, Packing, PackingError, Unpacked, first_unpacked, packing_of, unpack
from core.readers.memory_files import all_bytes

# A gzip file's own header, with the file's name, comes before what is packed.
HEAD_LENGTH = 2048
SMALLEST_SIDE, MOST_PIXELS = 16, 100_000_000
# The limit for a packed file whose unpacked size is not known in advance.
MOST_UNPACKED = 500_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """A file in memory.

    Attributes:
        path: of the file.
        content: its bytes; of a packed picture, the unpacked ones.
        packed: the bytes as they are in the file, if those differ.
    """

    path: Path
    content: bytes
    packed: bytes | None = None

    def sha256(self, *data: bytes) -> str:
        """Fingerprint of the bytes in the file, and in its data files if there are any."""
        digest = hashlib.sha256(self.content if self.packed is None else self.packed)
        for more in data:
            digest.update(more)
        return digest.hexdigest()

    def unreadable(self, expected: str, came: str, advice: str = "save or copy it again") -> UnreadableImageError:
        """Make the error for a damaged file."""
        return UnreadableImageError(subject=self.path, expected=expected, got=came, advice=advice)

    def unsupported(self, expected: str, came: str, advice: str = "convert it first") -> UnsupportedImageError:
        """Make the error for a sound file without a picture that can be shown."""
        return UnsupportedImageError(subject=self.path, expected=expected, got=came, advice=advice)

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

    def unpack(self, content: Buffer, packing: Packing, kept: int, counted: int) -> Unpacked:
        """Unpack some bytes of this file or of its data file; see `core.readers.compressed_files.unpack`.

        Raises:
            UnreadableImageError: if they are damaged or cut off.
        """
        try:
            return unpack(content, packing, kept, counted)
        except PackingError as error:
            raise self.unreadable(f"whole {packing.value} data", f"data that are {error}") from error

    def unpacked(self) -> "Source":
        """Return the file with its unpacked content; the file itself if it is not packed.

        Raises:
            UnreadableImageError: if it is damaged or cut off.
            UnsupportedImageError: if it holds more than Falx accepts.
        """
        packing = packing_of(self.content)
        if packing is None:
            return self
        plain = self.unpack(self.content, packing, MOST_UNPACKED, MOST_UNPACKED)
        if plain.length > MOST_UNPACKED:
            most = f"up to {MOST_UNPACKED // 1_000_000} MB in a packed file"
            raise self.unsupported(most, "more", "unpack it first")
        return Source(self.path, bytes(plain.content), self.content)


def read_source(path: Path) -> Source:
    """Read a file's bytes; of a packed picture, the unpacked ones, but volumes are unpacked as far as needed.

    Raises:
        UnreadableImageError: if it is missing, empty, damaged, or may not be read.
        UnsupportedImageError: if more is packed in it than Falx accepts.
    """
    try:
        if path.exists() and not path.is_file():
            raise UnreadableImageError(subject=path, expected="a file", got="a folder, pipe or device")
        content = _read_bytes(path)
    except FileNotFoundError as error:
        raise UnreadableImageError(
            subject=path, expected="a file", found="nothing", advice="check the name", is_missing=True
        ) from error
    except PermissionError as error:
        raise UnreadableImageError("may not be read", subject=path, advice="change its permissions") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        is_missing = isinstance(error, OSError) and is_out_of_reach(error)
        raise UnreadableImageError(f"cannot be read ({reason})", subject=path, is_missing=is_missing) from error
    if not content:
        raise UnreadableImageError(subject=path, expected="an image", got="an empty file", advice="copy it again")
    source = Source(path, content)
    return source if packing_of(content) is None or sniff(content) in (None, *_UNPACK_THEMSELVES) else source.unpacked()


def _read_bytes(path: Path) -> bytes:
    try:
        return all_bytes(path)
    except (FileNotFoundError, NotADirectoryError):
        if split_archive(path) is None:
            raise
    return read_member(path)


def sniff(head: bytes) -> Format | None:
    """Recognise the format by the first `HEAD_LENGTH` bytes or more, of a packed file by its content; None if unknown.

    For bzip2, the beginning alone does not suffice: a whole block has to be there.
    """
    if packing_of(head):
        inner = first_unpacked(head, HEAD_LENGTH)
        return None if packing_of(inner) else sniff(inner)
    head = head[:HEAD_LENGTH]
    # First, since the 128 bytes before its mark are free, and may look like a TIFF (PS3.10 7.1).
    if head[128:132] == b"DICM":
        return Format.DICOM
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    for pattern, kind in _PATTERNS:
        if re.match(pattern, head, re.DOTALL):
            return kind
    if head[:2] == b"BM" and int.from_bytes(head[14:18], "little") in _BMP_HEADERS:
        return Format.BMP
    return _volume_format(head) or (Format.DICOM if is_bare_dicom(head) else None)


# Their headers say how far to unpack.
_UNPACK_THEMSELVES = (Format.NIFTI, Format.ANALYZE, Format.MGH)

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", Format.PNG),
    (b"\xff\xd8\xff", Format.JPEG),
    (b"II*\0", Format.TIFF),
    (b"MM\0*", Format.TIFF),
    # BigTIFF.
    (b"II+\0\x08\0\0\0", Format.TIFF),
    (b"MM\0+\0\x08\0\0", Format.TIFF),
    (b"GIF87a", Format.GIF),
    (b"GIF89a", Format.GIF),
    (b"\0\0\0\x0cjP  \r\n\x87\n", Format.JPEG_2000),
    (b"\xff\x4f\xff\x51", Format.JPEG_2000),
    (b"NRRD000", Format.NRRD),
)
_PATTERNS = (
    (rb"RIFF....WEBP", Format.WEBP),
    (rb"....ftyp(avif|avis|mif1.{4}(miaf|MA1[AB]|mif1|msf1)*avi[fs])", Format.AVIF),
    (rb"P[1-6]\s+(#|\d)", Format.PNM),
    (rb"(ObjectType|NDims)\s*=", Format.META_IMAGE),
)
# Sizes of the second header; many a text begins with BM too.
_BMP_HEADERS = (12, 16, 40, 52, 56, 64, 108, 124)


def _volume_format(head: bytes) -> Format | None:
    if head[344:348] in (b"n+1\0", b"ni1\0") or head[4:8] in (b"n+2\0", b"ni2\0"):
        return Format.NIFTI
    for order in ("little", "big"):
        # Analyze 7.5 has no mark but the length of its header and a known type of values.
        if int.from_bytes(head[:4], order) == 348 and int.from_bytes(head[70:72], order) in _ANALYZE_TYPES:
            return Format.ANALYZE
    sides = [int.from_bytes(head[at : at + 4], "big") for at in range(4, 20, 4)]
    is_mgh = head[:4] == b"\0\0\0\1" and all(1 <= side < 1 << 20 for side in sides)
    return Format.MGH if is_mgh and int.from_bytes(head[20:24], "big") in _MGH_TYPES else None


_ANALYZE_TYPES, _MGH_TYPES = (1, 2, 4, 8, 16, 32, 64, 128), (0, 1, 3, 4, 10)

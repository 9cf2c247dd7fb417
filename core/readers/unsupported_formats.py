"""Recognise formats that Falx does not read, to name them and advise what to do."""

import re
from dataclasses import dataclass
from pathlib import Path

from core.readers.memory_files import open_bytes

_AS_PICTURE = "save the picture as PNG or DICOM and open that"
_UNPACK = "unpack it and open the folder"
_AS_NIFTI = "convert it to NIfTI"
_VIDEO = "save single frames of it as PNG"


@dataclass(frozen=True, slots=True)
class UnsupportedFormat:
    """A format that is not read.

    Attributes:
        name: in words, with its article.
        advice: what to do.
    """

    name: str
    advice: str = _AS_PICTURE


# What the file begins with; a dot matches any byte.
_BEGINNINGS: tuple[tuple[bytes, UnsupportedFormat], ...] = (
    (b"%PDF-", UnsupportedFormat("a PDF document")),
    (b"%!PS", UnsupportedFormat("a PostScript document")),
    (rb"\{\\rtf", UnsupportedFormat("an RTF document")),
    (rb"PK\x05\x06", UnsupportedFormat("an empty zip archive", "check what was packed")),
    (rb"Rar!\x1a\x07", UnsupportedFormat("a RAR archive", _UNPACK)),
    (rb"7z\xbc\xaf\x27\x1c", UnsupportedFormat("a 7z archive", _UNPACK)),
    (rb"MSCF\0\0\0\0", UnsupportedFormat("a cabinet archive", _UNPACK)),
    (rb"\xfd7zXZ\0", UnsupportedFormat("a file packed by xz", "unpack it first")),
    (rb"\x28\xb5\x2f\xfd", UnsupportedFormat("a file packed by Zstandard", "unpack it first")),
    (rb"\x1f\x9d|LZIP|\x04\x22\x4d\x18", UnsupportedFormat("a packed file", "unpack it first")),
    (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", UnsupportedFormat("a document of an older Microsoft Office")),
    (rb"MATLAB 7\.3 MAT-file", UnsupportedFormat("a MATLAB 7.3 file (HDF5)", "save the image in it as PNG or NIfTI")),
    (rb"MATLAB 5\.0 MAT-file", UnsupportedFormat("a MATLAB file", "save the image in it as PNG or NIfTI")),
    (rb"\x89HDF\r\n\x1a\n", UnsupportedFormat("an HDF5 file, such as MINC 2", _AS_NIFTI)),
    (rb"CDF[\x01\x02\x05]", UnsupportedFormat("a NetCDF file, such as MINC 1", _AS_NIFTI)),
    (rb"MATRIX[67]\d", UnsupportedFormat("an ECAT volume", _AS_NIFTI)),
    (rb"SIMPLE  =", UnsupportedFormat("a FITS file")),
    (rb"# vtk DataFile", UnsupportedFormat("a VTK file", _AS_NIFTI)),
    (rb"# === DATA DESCRIPTION FILE", UnsupportedFormat("a Philips PAR file", "convert it and its REC file to NIfTI")),
    (rb"\s*type\s*=\s*(string|integer|float)-attribute", UnsupportedFormat("an AFNI header", _AS_NIFTI)),
    (rb"TRACK\0|mrtrix (image|tracks)", UnsupportedFormat("a file of another neuroimaging program", _AS_NIFTI)),
    (rb"\x93NUMPY", UnsupportedFormat("a NumPy array", "save it as PNG or NIfTI")),
    (rb"8BPS", UnsupportedFormat("a Photoshop document")),
    (rb"gimp xcf", UnsupportedFormat("a GIMP document")),
    (rb"\0\0\0\x0cJXL \r\n\x87\n|\xff\x0a", UnsupportedFormat("a JPEG XL picture")),
    (rb"II\xbc\x01", UnsupportedFormat("a JPEG XR picture")),
    (rb"\0\0[\x01\x02]\0[\x01-\x20]\0", UnsupportedFormat("an icon")),
    (rb"icns", UnsupportedFormat("an icon")),
    (rb"P7\n|P[Ff]\n", UnsupportedFormat("a PAM or PFM picture")),
    (rb"#\?RADIANCE|#\?RGBE", UnsupportedFormat("a Radiance picture")),
    (rb"\x76\x2f\x31\x01", UnsupportedFormat("an OpenEXR picture")),
    (rb"\x0a[\0-\x05]\x01[\x01\x02\x04\x08]", UnsupportedFormat("a PCX picture")),
    (rb"....ftyp(heic|heix|heim|heis|hevc|hevx|mif1|msf1)", UnsupportedFormat("a HEIC picture")),
    (rb"....ftyp(crx )", UnsupportedFormat("a camera's raw picture")),
    (rb"....ftyp|....moov|....mdat", UnsupportedFormat("a video", _VIDEO)),
    (
        rb"RIFF....AVI |\x1a\x45\xdf\xa3|\x30\x26\xb2\x75\x8e\x66\xcf\x11|FLV\x01|\0\0\x01\xba",
        UnsupportedFormat("a video", _VIDEO),
    ),
    (rb"RIFF....WAVE|ID3|OggS|fLaC", UnsupportedFormat("a sound", "choose an image")),
    (rb"SQLite format 3\0", UnsupportedFormat("a SQLite database", "choose an image")),
    (rb"\x7fELF|MZ[\x78\x90\0]|\xcf\xfa\xed\xfe", UnsupportedFormat("a program", "choose an image")),
    (
        rb"version https://git-lfs",
        UnsupportedFormat("a Git LFS pointer instead of the file", "fetch the file with git lfs pull"),
    ),
)
_MARKUP: tuple[tuple[bytes, UnsupportedFormat], ...] = (
    (b"<svg", UnsupportedFormat("an SVG drawing")),
    (b"<html", UnsupportedFormat("a web page", "save the picture itself")),
    (b"<!doctype html", UnsupportedFormat("a web page", "save the picture itself")),
    (b"<?xml", UnsupportedFormat("an XML file")),
)
_OFFICE = ((b"word/", "a Word document"), (b"xl/", "an Excel document"), (b"ppt/", "a PowerPoint document"))
# Of which the pictures within are read.
ZIP = UnsupportedFormat("a zip archive", _UNPACK)
_TAR_MAGIC_AT, _HDF5 = 257, b"\x89HDF\r\n\x1a\n"


def find_unsupported_format(content: bytes) -> UnsupportedFormat | None:
    """Name a format that is not read, by the beginning of the file; None where it is unknown."""
    head = content[:4096]
    if head.startswith(b"PK\x03\x04"):
        return _zip(content)
    if head[_TAR_MAGIC_AT : _TAR_MAGIC_AT + 5] == b"ustar":
        return UnsupportedFormat("a tar archive", _UNPACK)
    for pattern, unsupported_format in _BEGINNINGS:
        if re.match(pattern, head, re.DOTALL):
            return unsupported_format
    markup = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for mark, unsupported_format in _MARKUP:
        if markup.startswith(b"<") and mark in markup:
            return unsupported_format
    if any(content[at : at + 8] == _HDF5 for at in (512, 1024, 2048)):
        return UnsupportedFormat("an HDF5 file, such as MINC 2", _AS_NIFTI)
    return None


def is_text(content: bytes) -> bool:
    """Return whether a file begins like a text, in an encoding of eight or sixteen bits."""
    head = content[:512]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return not any(head[place : place + 2] == b"\0\0" for place in range(2, len(head) - 1, 2))
    return all(byte >= 32 or byte in b"\t\n\r\f" for byte in head)


def is_zip_of_files(path: Path) -> bool:
    """Return whether a zip archive is one of a user's files, not a document or another program's file."""
    with open_bytes(path) as file:
        head = file.read(65536)
        file.seek(max(0, file.seek(0, 2) - 65536))
        unsupported_format = _zip(head + file.read())
    return unsupported_format is ZIP


def _zip(content: bytes) -> UnsupportedFormat:
    head = content[:65536]
    for folder, name in _OFFICE:
        if b"[Content_Types].xml" in head and folder in content[:65536] + content[-65536:]:
            return UnsupportedFormat(name)
    if b"mimetypeapplication/vnd.oasis.opendocument" in head[:128]:
        return UnsupportedFormat("an OpenDocument file")
    return ZIP

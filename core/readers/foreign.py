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
class Foreign:
    """A format that is not read.

    Attributes:
        name: in words, with its article.
        advice: what to do.
    """

    name: str
    advice: str = _AS_PICTURE


# What the file begins with; a dot matches any byte.
_BEGINNINGS: tuple[tuple[bytes, Foreign], ...] = (
    (b"%PDF-", Foreign("a PDF document")),
    (b"%!PS", Foreign("a PostScript document")),
    (rb"\{\\rtf", Foreign("an RTF document")),
    (rb"PK\x05\x06", Foreign("an empty zip archive", "check what was packed")),
    (rb"Rar!\x1a\x07", Foreign("a RAR archive", _UNPACK)),
    (rb"7z\xbc\xaf\x27\x1c", Foreign("a 7z archive", _UNPACK)),
    (rb"MSCF\0\0\0\0", Foreign("a cabinet archive", _UNPACK)),
    (rb"\xfd7zXZ\0", Foreign("a file packed by xz", "unpack it first")),
    (rb"\x28\xb5\x2f\xfd", Foreign("a file packed by Zstandard", "unpack it first")),
    (rb"\x1f\x9d|LZIP|\x04\x22\x4d\x18", Foreign("a packed file", "unpack it first")),
    (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Foreign("a document of an older Microsoft Office")),
    (rb"MATLAB 7\.3 MAT-file", Foreign("a MATLAB 7.3 file (HDF5)", "save the image in it as PNG or NIfTI")),
    (rb"MATLAB 5\.0 MAT-file", Foreign("a MATLAB file", "save the image in it as PNG or NIfTI")),
    (rb"\x89HDF\r\n\x1a\n", Foreign("an HDF5 file, such as MINC 2", _AS_NIFTI)),
    (rb"CDF[\x01\x02\x05]", Foreign("a NetCDF file, such as MINC 1", _AS_NIFTI)),
    (rb"MATRIX[67]\d", Foreign("an ECAT volume", _AS_NIFTI)),
    (rb"SIMPLE  =", Foreign("a FITS file")),
    (rb"# vtk DataFile", Foreign("a VTK file", _AS_NIFTI)),
    (rb"# === DATA DESCRIPTION FILE", Foreign("a Philips PAR file", "convert it and its REC file to NIfTI")),
    (rb"\s*type\s*=\s*(string|integer|float)-attribute", Foreign("an AFNI header", _AS_NIFTI)),
    (rb"TRACK\0|mrtrix (image|tracks)", Foreign("a file of another neuroimaging program", _AS_NIFTI)),
    (rb"\x93NUMPY", Foreign("a NumPy array", "save it as PNG or NIfTI")),
    (rb"8BPS", Foreign("a Photoshop document")),
    (rb"gimp xcf", Foreign("a GIMP document")),
    (rb"\0\0\0\x0cJXL \r\n\x87\n|\xff\x0a", Foreign("a JPEG XL picture")),
    (rb"II\xbc\x01", Foreign("a JPEG XR picture")),
    (rb"\0\0[\x01\x02]\0[\x01-\x20]\0", Foreign("an icon")),
    (rb"icns", Foreign("an icon")),
    (rb"P7\n|P[Ff]\n", Foreign("a PAM or PFM picture")),
    (rb"#\?RADIANCE|#\?RGBE", Foreign("a Radiance picture")),
    (rb"\x76\x2f\x31\x01", Foreign("an OpenEXR picture")),
    (rb"\x0a[\0-\x05]\x01[\x01\x02\x04\x08]", Foreign("a PCX picture")),
    (rb"....ftyp(heic|heix|heim|heis|hevc|hevx|mif1|msf1)", Foreign("a HEIC picture")),
    (rb"....ftyp(crx )", Foreign("a camera's raw picture")),
    (rb"....ftyp|....moov|....mdat", Foreign("a video", _VIDEO)),
    (
        rb"RIFF....AVI |\x1a\x45\xdf\xa3|\x30\x26\xb2\x75\x8e\x66\xcf\x11|FLV\x01|\0\0\x01\xba",
        Foreign("a video", _VIDEO),
    ),
    (rb"RIFF....WAVE|ID3|OggS|fLaC", Foreign("a sound", "choose an image")),
    (rb"SQLite format 3\0", Foreign("a SQLite database", "choose an image")),
    (rb"\x7fELF|MZ[\x78\x90\0]|\xcf\xfa\xed\xfe", Foreign("a program", "choose an image")),
    (rb"version https://git-lfs", Foreign("a Git LFS pointer instead of the file", "fetch the file with git lfs pull")),
)
_MARKUP: tuple[tuple[bytes, Foreign], ...] = (
    (b"<svg", Foreign("an SVG drawing")),
    (b"<html", Foreign("a web page", "save the picture itself")),
    (b"<!doctype html", Foreign("a web page", "save the picture itself")),
    (b"<?xml", Foreign("an XML file")),
)
_OFFICE = ((b"word/", "a Word document"), (b"xl/", "an Excel document"), (b"ppt/", "a PowerPoint document"))
# Of which the pictures within are read.
ZIP = Foreign("a zip archive", _UNPACK)
_TAR_MAGIC_AT, _HDF5 = 257, b"\x89HDF\r\n\x1a\n"


def recognise(content: bytes) -> Foreign | None:
    """Name a format that is not read, by the beginning of the file; None where it is unknown."""
    head = content[:4096]
    if head.startswith(b"PK\x03\x04"):
        return _zip(content)
    if head[_TAR_MAGIC_AT : _TAR_MAGIC_AT + 5] == b"ustar":
        return Foreign("a tar archive", _UNPACK)
    for pattern, foreign in _BEGINNINGS:
        if re.match(pattern, head, re.DOTALL):
            return foreign
    markup = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for mark, foreign in _MARKUP:
        if markup.startswith(b"<") and mark in markup:
            return foreign
    if any(content[at : at + 8] == _HDF5 for at in (512, 1024, 2048)):
        return Foreign("an HDF5 file, such as MINC 2", _AS_NIFTI)
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
        foreign = _zip(head + file.read())
    return foreign is ZIP


def _zip(content: bytes) -> Foreign:
    head = content[:65536]
    for folder, name in _OFFICE:
        if b"[Content_Types].xml" in head and folder in content[:65536] + content[-65536:]:
            return Foreign(name)
    if b"mimetypeapplication/vnd.oasis.opendocument" in head[:128]:
        return Foreign("an OpenDocument file")
    return ZIP

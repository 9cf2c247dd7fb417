"""File formats that can be read, in one table: their names and the suffixes of their files."""

from enum import Enum


class Format(Enum):
    """Formats that can be read; the value is the name that users know."""

    DICOM = "DICOM"
    NIFTI = "NIfTI"
    ANALYZE = "Analyze"
    MGH = "MGH"
    META_IMAGE = "MetaImage"
    NRRD = "NRRD"
    PNG = "PNG"
    JPEG = "JPEG"
    TIFF = "TIFF"
    BMP = "BMP"
    WEBP = "WebP"
    GIF = "GIF"
    JPEG_2000 = "JPEG 2000"
    PNM = "PNM"
    AVIF = "AVIF"


# In the order in which users read them; an Analyze header has the suffix of a NIfTI one.
SUFFIXES_OF: dict[Format, tuple[str, ...]] = {
    Format.DICOM: (".dcm", ".dicom", ".ima"),
    Format.NIFTI: (".nii", ".hdr"),
    Format.ANALYZE: (".hdr",),
    Format.MGH: (".mgz", ".mgh"),
    Format.META_IMAGE: (".mha", ".mhd"),
    Format.NRRD: (".nrrd", ".nhdr"),
    Format.PNG: (".png",),
    Format.JPEG: (".jpg", ".jpeg", ".jpe", ".jfif"),
    Format.TIFF: (".tif", ".tiff", ".btf"),
    Format.BMP: (".bmp", ".dib"),
    Format.WEBP: (".webp",),
    Format.GIF: (".gif",),
    Format.JPEG_2000: (".jp2", ".j2k", ".jpf", ".jpx", ".j2c", ".jpc"),
    Format.PNM: (".pgm", ".ppm", ".pbm", ".pnm"),
    Format.AVIF: (".avif",),
}
SUFFIXES = frozenset(suffix for suffixes in SUFFIXES_OF.values() for suffix in suffixes)

# Of formats whose files hold volumes, as a rule.
_VOLUMES = (Format.NIFTI, Format.ANALYZE, Format.MGH, Format.META_IMAGE, Format.NRRD)

_COMMON = (Format.DICOM, Format.NIFTI, Format.PNG, Format.JPEG, Format.TIFF)

# A file of any format may be packed by gzip or bzip2.
PACKED_SUFFIXES = (".gz", ".bz2")

# Data files that are not pictures by themselves: the header beside them describes the content.
HEADER_SUFFIXES_OF_DATA = {
    ".img": (".hdr",),
    ".raw": (".mhd", ".nhdr"),
    ".zraw": (".mhd",),
}


def inner_name(name: str) -> str:
    """Return a file's name in small letters, without the suffix of gzip or bzip2."""
    lower = name.lower()
    for suffix in PACKED_SUFFIXES:
        if lower.endswith(suffix):
            return lower[: -len(suffix)]
    return lower


def format_of_suffix(suffix: str) -> Format | None:
    """Return the format of a suffix in small letters, of the data of a pair too; None for an unknown one."""
    [suffix, *_] = HEADER_SUFFIXES_OF_DATA.get(suffix, (suffix,))
    return next((kind for kind, suffixes in SUFFIXES_OF.items() if suffix in suffixes), None)


def is_volume_name(name: str) -> bool:
    """Return whether a file holds several slices as a rule, by its name."""
    inner = inner_name(name)
    return any(inner.endswith(suffix) for kind in _VOLUMES for suffix in SUFFIXES_OF[kind])


def has_image_suffix(name: str) -> bool:
    """Return whether a file is an image by its name."""
    inner = inner_name(name)
    return any(inner.endswith(suffix) for suffix in SUFFIXES)


def is_data_name(name: str) -> bool:
    """Return whether a file is named like the data of a pair."""
    return inner_name(name).endswith(tuple(HEADER_SUFFIXES_OF_DATA))


def list_formats(last: str = "or") -> str:
    """List the names of all formats in words: `DICOM, NIfTI or PNG`."""
    *first, final = (kind.value for kind in SUFFIXES_OF)
    return f"{', '.join(first)} {last} {final}"


def name_common_formats() -> str:
    """Name the formats that most users have, for places with little room."""
    return ", ".join(kind.value for kind in _COMMON)


def file_patterns() -> str:
    """List the patterns for a file dialog: `*.dcm *.nii *.nii.gz`, data files of pairs and packed files included."""
    plain = dict.fromkeys(
        suffix for suffixes in (*SUFFIXES_OF.values(), HEADER_SUFFIXES_OF_DATA) for suffix in suffixes
    )
    return " ".join(f"*{suffix}{packing}" for packing in ("", *PACKED_SUFFIXES) for suffix in plain)

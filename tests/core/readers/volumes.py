"""Writes one volume in every format of volumes, for the tests."""

import zlib
from pathlib import Path

import nibabel
import numpy as np

META_TYPES = {"u1": "MET_UCHAR", "i2": "MET_SHORT", "u2": "MET_USHORT", "f4": "MET_FLOAT", "f8": "MET_DOUBLE"}
NRRD_TYPES = {"u1": "uchar", "i2": "short", "u2": "uint16", "f4": "float", "f8": "double"}


def meta_header(volume: np.ndarray, affine: np.ndarray, data: str = "LOCAL", is_packed: bool = False) -> bytes:
    """Write the header of a MetaImage; the affine is to the right, front and head, as everywhere here."""
    steps = np.linalg.norm(affine[:3, :3], axis=0)
    directions = (affine[:3, :3] / steps) * np.array([[-1], [-1], [1]])
    lines = {
        "ObjectType": "Image",
        "NDims": volume.ndim,
        "BinaryDataByteOrderMSB": volume.dtype.byteorder == ">",
        "CompressedData": is_packed,
        "TransformMatrix": numbers(directions.T.ravel()),
        "ElementSpacing": numbers(steps),
        "DimSize": numbers(volume.shape),
        "ElementType": META_TYPES[volume.dtype.str[1:]],
        "ElementDataFile": data,
    }
    return "".join(f"{name} = {value}\n" for name, value in lines.items()).encode()


def nrrd_header(volume: np.ndarray, affine: np.ndarray, encoding: str = "raw", data: str = "") -> bytes:
    """Write the header of a NRRD in the space of NIfTI."""
    directions = " ".join(f"({','.join(map(str, step))})" for step in affine[:3, :3].T)
    lines = [
        "NRRD0004",
        "# drawn for a test",
        f"type: {NRRD_TYPES[volume.dtype.str[1:]]}",
        f"dimension: {volume.ndim}",
        "space: right-anterior-superior",
        f"sizes: {numbers(volume.shape)}",
        f"space directions: {directions}",
        f"endian: {'big' if volume.dtype.byteorder == '>' else 'little'}",
        f"encoding: {encoding}",
        *([f"data file: {data}"] if data else []),
    ]
    return ("\n".join(lines) + "\n\n").encode()


def numbers(values) -> str:
    """Write numbers, a blank between them."""
    return " ".join(str(value) for value in np.asarray(values).tolist())


def stored(volume: np.ndarray) -> bytes:
    """Give the values, the first axis fastest."""
    return volume.tobytes(order="F")


def write_volume(folder: Path, name: str, volume: np.ndarray, affine: np.ndarray) -> Path:
    """Write a volume in the format of its name's suffix; give what is to be opened."""
    path = folder / name
    suffix = "".join(path.suffixes)
    if suffix.startswith(".nii") or suffix in (".hdr", ".img"):
        kind = nibabel.Nifti1Image if suffix.startswith(".nii") else nibabel.Nifti1Pair
        nibabel.save(kind(volume, affine), path)
    elif suffix in (".mgh", ".mgz"):
        nibabel.save(nibabel.freesurfer.MGHImage(volume, affine), path)
    elif suffix == ".mha":
        path.write_bytes(meta_header(volume, affine) + stored(volume))
    elif suffix == ".packed.mha":
        path.write_bytes(meta_header(volume, affine, is_packed=True) + zlib.compress(stored(volume)))
    elif suffix == ".mhd":
        path.write_bytes(meta_header(volume, affine, f"{path.stem}.raw"))
        path.with_suffix(".raw").write_bytes(stored(volume))
    elif suffix == ".nrrd":
        path.write_bytes(nrrd_header(volume, affine) + stored(volume))
    elif suffix == ".packed.nrrd":
        import gzip

        path.write_bytes(nrrd_header(volume, affine, "gzip") + gzip.compress(stored(volume)))
    elif suffix == ".bz2.nrrd":
        import bz2

        path.write_bytes(nrrd_header(volume, affine, "bzip2") + bz2.compress(stored(volume)))
    elif suffix == ".nhdr":
        path.write_bytes(nrrd_header(volume, affine, data=f"./{path.stem}.raw"))
        path.with_suffix(".raw").write_bytes(stored(volume))
    else:
        raise ValueError(f"Expected a format of volumes; got {suffix!r}.")
    return path

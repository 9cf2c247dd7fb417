"""The arrays of a model package, from its `.npz` files: never unpickled, finite, of the expected kind and shape.

`numpy.load` would allocate the room that an array claims before it checks how much there is.
"""

import io
import math
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import IO, Any

import numpy as np
import numpy.typing as npt

# Arrays of the novelty, of which a package has all or none.
NOVELTY_EXTRAS = ("centre", "scale", "weights")

LARGEST_ARRAYS = 200_000_000
_MOST_ARRAYS = 10_000
_MOST_DIMENSIONS = 6
_LARGEST_SIDE = 4096
# No trained number comes near these; results computed from them still fit into float32.
_LARGEST, _LARGEST_SCORE = 1e9, 1e12
_LEAST_ABOVE_0 = 1e-13
_LONGEST_HEADER = 4096
# Only numbers: arrays of objects would be unpickled. NumPy writes nothing else there.
_HEADER = re.compile(
    rb"\{'descr': '(?P<dtype>[<>|][fiu][1248])', 'fortran_order': (?P<order>True|False), "
    rb"'shape': \((?P<shape>(?:\d{1,9}, ?)*(?:\d{1,9})?)\), \}\s*"
)
_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

Arrays = dict[str, npt.NDArray[Any]]

# What reading a zip raises if its bytes are damaged; an encrypted one: RuntimeError.
DAMAGE = (
    *(ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, AssertionError, OSError),
    *(EOFError, RuntimeError, MemoryError, struct.error, zipfile.BadZipFile, zlib.error),
)


class UnsoundArrayError(ValueError):
    """An array does not have the form that it should; the text names it, what was expected and what came."""


def read_arrays(content: bytes) -> Arrays:
    """Read the arrays of an `.npz` file, by name and in their order; all of them numbers, and finite.

    Raises:
        UnsoundArrayError: saying what is wrong.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            _require_plain(members)
            return {member.filename.removesuffix(".npy"): _read(archive, member) for member in members}
    except UnsoundArrayError:
        raise
    except DAMAGE as error:
        raise UnsoundArrayError("expected NumPy arrays, got a file that is damaged or no such file") from error


def require_head(arrays: Arrays, classes: int, has_context: bool) -> None:
    """Refuse arrays of a head and its novelty that do not fit each other and the rest of the package.

    Args:
        arrays: of `head.npz`.
        classes: number of the model's classes.
        has_context: whether novelty is measured on separate features.

    Raises:
        UnsoundArrayError: naming the array, what was expected and what came.
    """
    extras = NOVELTY_EXTRAS if any(name in arrays for name in NOVELTY_EXTRAS) else ()
    for name in ("w1", "b1", "w2", "b2", "means", "directions", "variances", *extras):
        array = _present(arrays, name)
        if array.dtype != np.float32:
            raise UnsoundArrayError(f"{name}: expected float32, got {array.dtype}")
    for name in ("w1", "means", "directions"):
        if arrays[name].ndim != 2:
            raise UnsoundArrayError(f"{name}: expected two dimensions, got shape {arrays[name].shape}")
    channels, units = arrays["w1"].shape
    seen = arrays["means"].shape[1] if has_context else channels
    shapes = {
        "b1": (units,),
        "w2": (units, classes),
        "b2": (classes,),
        "means": (len(arrays["means"]), seen),
        "directions": (len(arrays["directions"]), seen),
        "variances": (len(arrays["directions"]),),
    } | dict.fromkeys(extras, (seen,))
    for name, shape in shapes.items():
        if arrays[name].shape != shape:
            raise UnsoundArrayError(f"{name}: expected shape {shape}, got {arrays[name].shape}")
    for name in ("w1", *shapes):
        largest = float(np.abs(arrays[name]).max())
        if largest > (_LARGEST_SCORE if name in ("variances", "weights") else _LARGEST):
            raise UnsoundArrayError(f"{name}: expected trained numbers, got {largest:g} among them")
    for name in {"variances", "scale"} & {*shapes}:
        if arrays[name].min() < _LEAST_ABOVE_0:
            raise UnsoundArrayError(f"{name}: expected numbers above 0, got {arrays[name].min():g} among them")


def require_self_check(arrays: Arrays, classes: int) -> None:
    """Refuse arrays other than a picture and its logits.

    Raises:
        UnsoundArrayError: naming the array, what was expected and what came.
    """
    pixels, logits = _present(arrays, "pixels"), _present(arrays, "logits")
    if pixels.dtype != np.uint8 or pixels.ndim != 2 or max(pixels.shape) > _LARGEST_SIDE:
        raise UnsoundArrayError(
            f"pixels: expected a picture of uint8, {_LARGEST_SIDE} pixels wide and high at most, got "
            f"{pixels.dtype} of shape {pixels.shape}"
        )
    if logits.dtype != np.float32 or logits.shape != (classes,):
        raise UnsoundArrayError(f"logits: expected float32 of shape {(classes,)}, got {logits.dtype} of {logits.shape}")


def require_weights(arrays: Arrays) -> None:
    """Refuse arrays that are not the weights of a network.

    Raises:
        UnsoundArrayError: naming the array, what was expected and what came.
    """
    for name, array in arrays.items():
        if array.dtype not in (np.float16, np.float32):
            raise UnsoundArrayError(f"{name}: expected float16 or float32, got {array.dtype}")


def _present(arrays: Mapping[str, npt.NDArray[Any]], name: str) -> npt.NDArray[Any]:
    if name not in arrays:
        raise UnsoundArrayError(f"{name}: expected an array, got none")
    return arrays[name]


def _require_plain(members: list[zipfile.ZipInfo]) -> None:
    names = [member.filename for member in members]
    if len(names) > _MOST_ARRAYS or len(set(names)) < len(names):
        raise UnsoundArrayError(f"expected at most {_MOST_ARRAYS:,} arrays, each once, got others")
    if sum(member.file_size for member in members) > LARGEST_ARRAYS:
        raise UnsoundArrayError(f"expected at most {LARGEST_ARRAYS:,} bytes of arrays, got more")
    if any(member.compress_type not in _COMPRESSIONS or not member.filename.endswith(".npy") for member in members):
        raise UnsoundArrayError("expected arrays that are stored or deflated, got other files")


def _header(file: IO[bytes]) -> bytes:
    opening = file.read(8)
    form = {b"\x93NUMPY\x01\x00": "<H", b"\x93NUMPY\x02\x00": "<I"}.get(opening)
    if form is None:
        return b""
    (length,) = struct.unpack(form, file.read(struct.calcsize(form)))
    return file.read(min(length, _LONGEST_HEADER))


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> npt.NDArray[Any]:
    name = member.filename.removesuffix(".npy")
    with archive.open(member) as file:
        header = _HEADER.fullmatch(_header(file))
        if header is None:
            raise UnsoundArrayError(f"{name}: expected an array of numbers as NumPy writes it, got something else")
        dtype, shape = np.dtype(header["dtype"].decode()), tuple(map(int, re.findall(rb"\d+", header["shape"])))
        if not 1 <= len(shape) <= _MOST_DIMENSIONS or not all(shape):
            raise UnsoundArrayError(f"{name}: expected a shape of 1 to {_MOST_DIMENSIONS} sides, got {shape}")
        content = file.read()
    if len(content) != math.prod(shape) * dtype.itemsize:
        raise UnsoundArrayError(
            f"{name}: expected as many numbers as fill the shape {shape}, got {len(content):,} bytes"
        )
    # The copy can be written to, as any array.
    array = np.frombuffer(bytearray(content), dtype).reshape(shape, order="F" if header["order"] == b"True" else "C")
    if dtype.kind == "f" and not np.isfinite(array).all():
        raise UnsoundArrayError(f"{name}: expected finite numbers, got others among them")
    return array

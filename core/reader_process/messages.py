"""What the reader process sends: lines of JSON, and pixels as bare bytes; read here without trusting them.

A decoder that a damaged file has taken over must not reach the process that shows the picture. So nothing that comes
names a class or a function: the objects are made here, of numbers and texts whose kinds and ranges
are checked.
"""

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any

import numpy as np

from core.image.mr_contrast import CONTRASTS
from core.image.slice import EdgeLabels, Pixels, Slice, SlicePlace, VoiFunction, Window, sound_spacing
from core.reader_process.catalogue_messages import describe_catalogue, make_catalogue
from core.reader_process.checked import MOST, InvalidMessageError, count, each, known, numbers, of, texts
from core.reader_process.confinement import Confinement
from core.reader_process.look_messages import (
    FoundLooks,
    FoundSeries,
    describe_contents,
    describe_looks,
    make_contents,
    make_looks,
    make_series,
)
from core.reader_process.refusal import Refusal, describe_refusal, make_refusal
from core.reader_process.upload import LeftOut, ReadPicture
from core.readers.dicom.header_texts import ElementTexts
from core.readers.looking import Contents
from core.series.entry import Catalogue

_DTYPES = ("uint8", "uint16", "int16", "int32", "float32")
_STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Ready:
    """The first message of the process: it can read from now on.

    Attributes:
        confinement: what was taken from it.
    """

    confinement: Confinement


@dataclass(frozen=True, slots=True)
class ReadingProgress:
    """How far a request is.

    Attributes:
        done: files that are done.
        total: of how many; 0 where that is not known.
    """

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Alive:
    """The process still works on the same file."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """The next bytes of pixels are in the shared block.

    Attributes:
        length: how many.
    """

    length: int


@dataclass(frozen=True, slots=True)
class Unlocked:
    """An archive that a password has opened.

    Attributes:
        path: of the archive.
    """

    path: Path


@dataclass(frozen=True, slots=True)
class Finished:
    """The end of a request.

    Attributes:
        left_out: parts that were not read.
    """

    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Stopped:
    """The end of a request that was stopped."""


Message = (
    Ready
    | ReadingProgress
    | Alive
    | Chunk
    | Unlocked
    | Refusal
    | Finished
    | Stopped
    | Catalogue
    | ReadPicture
    | ElementTexts
    | FoundLooks
    | FoundSeries
    | Contents
)
# Fills arrays one after the other with the pixels that come.
Fill = Callable[[Sequence[Pixels]], None]


def pack(message: Message) -> bytes:
    """Write a message to bytes; of a picture, all but its pixels, which follow in the order of its slices."""
    return json.dumps(_describe(message)).encode("ascii")


def pixels_of(picture: ReadPicture) -> list[Pixels]:
    """Return the arrays whose bytes follow the message on a picture."""
    return [np.ascontiguousarray(image.pixels, np.dtype(image.pixels.dtype.name)) for image in picture.slices]


def unpack(content: bytes, fill: Fill, most: int) -> Message:
    """Read a message that `pack` wrote.

    Args:
        content: of the message.
        fill: fills the arrays of a picture.
        most: bytes of pixels that a picture may have.

    Raises:
        InvalidMessageError: if it is anything else.
    """
    try:
        return _make(of(dict, json.loads(content)), fill, most)
    except (ValueError, TypeError, LookupError, OverflowError, RecursionError) as error:
        raise InvalidMessageError(f"expected a message of the reader process, got another ({error})") from error


def is_end(content: bytes) -> bool:
    """Return whether a message ends its request.

    Raises:
        InvalidMessageError: if it is none.
    """
    try:
        return not {"refusal", "left_out", _STOPPED}.isdisjoint(of(dict, json.loads(content)))
    except (ValueError, RecursionError) as error:
        raise InvalidMessageError("expected a message of the reader process, got another") from error


def _describe(message: Message) -> dict[str, Any]:
    match message:
        case Ready(one):
            return {"ready": [one.limits_memory, one.forbids_writing, one.forbids_network]}
        case ReadingProgress():
            return {"progress": [message.done, message.total]}
        case Alive():
            return {"alive": True}
        case Chunk():
            return {"chunk": message.length}
        case Unlocked():
            return {"unlocked": str(message.path)}
        case Refusal():
            return {"refusal": describe_refusal(message)}
        case Finished():
            return {"left_out": [[one.path, one.reason] for one in message.left_out]}
        case Stopped():
            return {_STOPPED: True}
        case ElementTexts():
            return {"stated": dict(message.texts), "frames": known(message.frames)}
        case FoundLooks():
            return {"looks": describe_looks(message)}
        case FoundSeries():
            return {"series": list(message.series)}
        case Contents():
            return {"contents": describe_contents(message)}
        case Catalogue():
            return {"catalogue": describe_catalogue(message)}
        case _:
            slices = [_describe_slice(image) for image in message.slices]
            return {"path": message.path, "words": message.words, "slices": slices}


def _make(head: dict[str, Any], fill: Fill, most: int) -> Message:
    if "ready" in head:
        limits_memory, forbids_writing, forbids_network = each(head["ready"], lambda value: of(bool, value))
        return Ready(Confinement(limits_memory, forbids_writing, forbids_network))
    if "progress" in head:
        return ReadingProgress(count(head["progress"][0]), count(head["progress"][1]))
    if "alive" in head:
        return Alive()
    if "chunk" in head:
        return Chunk(of(int, head["chunk"]))
    if "unlocked" in head:
        return Unlocked(Path(of(str, head["unlocked"])))
    if "refusal" in head:
        return make_refusal(of(dict, head["refusal"]))
    if "left_out" in head:
        return Finished(each(head["left_out"], lambda one: LeftOut(of(str, one[0]), of(str, one[1]))))
    if _STOPPED in head:
        return Stopped()
    if "stated" in head:
        stated = of(dict, head["stated"])
        return ElementTexts({key: of(str, value) for key, value in stated.items()}, count(head["frames"]))
    if "looks" in head:
        return make_looks(head["looks"])
    if "series" in head:
        return make_series(head["series"])
    if "contents" in head:
        return make_contents(of(dict, head["contents"]))
    if "catalogue" in head:
        return make_catalogue(of(dict, head["catalogue"]))
    return _make_picture(head, fill, most)


def _make_picture(head: dict[str, Any], fill: Fill, most: int) -> ReadPicture:
    described = of(list, head["slices"])
    if not described:
        raise InvalidMessageError("expected a slice, got none")
    shapes = [_shape(one) for one in described]
    size = sum(prod(sides) * dtype.itemsize for dtype, sides in shapes)
    if size > most:
        raise InvalidMessageError(f"expected up to {most} bytes of pixels, got {size}")
    arrays = [np.empty(sides, dtype) for dtype, sides in shapes]
    fill(arrays)
    if any(pixels.dtype.kind == "f" and not np.isfinite(pixels).all() for pixels in arrays):
        raise InvalidMessageError("expected finite pixels, got others")
    slices = tuple(_make_slice(one, pixels) for one, pixels in zip(described, arrays, strict=True))
    return ReadPicture(of(str, head["path"]), of(str, head["words"]), slices)


def _shape(head: dict[str, Any]) -> tuple[np.dtype[Any], tuple[int, ...]]:
    """Check what the pixels of a slice are to be."""
    name, sides = head["pixels"]
    sides = each(sides, lambda side: of(int, side))
    is_colour = len(sides) == 3 and sides[2] == 3 and name == "uint8"
    if name not in _DTYPES or min(sides) < 1 or not (len(sides) == 2 or is_colour):
        raise InvalidMessageError(f"expected pixels, got {name} of {sides}")
    return np.dtype(name), sides


def _describe_slice(image: Slice) -> dict[str, Any]:
    edges, place = image.edges, image.place
    return {
        "pixels": [image.pixels.dtype.name, [int(side) for side in image.pixels.shape]],
        "window": _describe_window(image.window),
        "source": str(image.source),
        "frame": int(image.frame),
        "frame_count": int(image.frame_count),
        "input_sha256": image.input_sha256,
        "is_inverted": bool(image.is_inverted),
        "spacing_mm": image.spacing_mm and _floats(sound_spacing(*image.spacing_mm)),
        "edges": edges and [edges.left, edges.right, edges.top, edges.bottom],
        "metadata": dict(image.metadata),
        "remarks": list(image.remarks),
        "contrast": image.contrast,
        "place": [place.series, known(place.series_number), known(place.number)],
        "normal": _floats(place.normal),
        "position_mm": _floats(place.position_mm),
        "file_windows": [_describe_window(window) for window in image.file_windows],
    }


def _make_slice(head: dict[str, Any], pixels: Pixels) -> Slice:
    series, series_number, number = head["place"]
    edges, contrast, spacing_mm = head["edges"], head["contrast"], numbers(2, head["spacing_mm"])
    if contrast is not None and contrast not in CONTRASTS:
        raise InvalidMessageError("expected a known contrast, got another")
    if spacing_mm is not None and sound_spacing(*spacing_mm) is None:
        raise InvalidMessageError("expected a spacing that pictures can have, got another")
    frame_count = count(head["frame_count"], 1)
    return Slice(
        pixels=pixels,
        window=_make_window(head["window"]),
        source=Path(of(str, head["source"])),
        frame=count(head["frame"], most=frame_count - 1),
        frame_count=frame_count,
        input_sha256=of(str, head["input_sha256"]),
        is_inverted=of(bool, head["is_inverted"]),
        spacing_mm=spacing_mm,
        edges=None if edges is None else EdgeLabels(*texts(edges)),
        metadata={key: of(str, value) for key, value in of(dict, head["metadata"]).items()},
        remarks=texts(head["remarks"]),
        contrast=contrast,
        place=SlicePlace(
            of(str, series),
            count(series_number, -MOST),
            count(number, -MOST),
            numbers(3, head["normal"]),
            numbers(3, head["position_mm"]),
        ),
        file_windows=each(head["file_windows"], _make_window),
    )


def _describe_window(window: Window) -> list[Any]:
    return [float(window.width), float(window.center), window.function.value]


def _make_window(values: list[Any]) -> Window:
    width, center, function = values
    if of(float, width) <= 0:
        raise InvalidMessageError("expected a window that is wider than 0, got another")
    return Window(width, of(float, center), VoiFunction(function))


def _floats(values: tuple[float, ...] | None) -> list[float] | None:
    """Write numbers; None for what a careless file states."""
    return None if values is None or not all(map(math.isfinite, values)) else [float(value) for value in values]

"""What the reader process sends is read without trusting it."""

import json
import os
import pickle
from pathlib import Path

import numpy as np
import pytest

from core.errors import FalxError, NoImagesError, ProtectedArchiveError, UnreadableImageError, UnsupportedImageError
from core.formats import Format
from core.image.sample_files import sample_files
from core.image.slice import Slice, SlicePlace
from core.image.windowing import EIGHT_BIT
from core.reader_process.checked import InvalidMessageError
from core.reader_process.confinement import Confinement
from core.reader_process.look_messages import FoundLooks, FoundSeries
from core.reader_process.messages import (
    Chunk,
    Finished,
    ReadingProgress,
    Ready,
    Stopped,
    Unlocked,
    pack,
    pixels_of,
    unpack,
)
from core.reader_process.refusal import Refusal
from core.reader_process.upload import LeftOut, ReadPicture
from core.readers import read_slices
from core.readers.looking import UNREADABLE, Contents, FirstLook
from core.series.catalogue import read_catalogue
from core.series.entry import Catalogue, Series, Spacing
from tests.core.phantom_study import draw_study, write_series

MOST = 1_000_000


def body_of(picture):
    return b"".join(array.tobytes() for array in pixels_of(picture))


def read(line, body=b""):
    """Read a message whose pixels are the body."""
    left = [body]

    def fill(arrays):
        for array in arrays:
            size = array.nbytes
            if size > len(left[0]):
                raise InvalidMessageError("too few")
            array.reshape(-1).view(np.uint8)[:] = np.frombuffer(left[0][:size], np.uint8)
            left[0] = left[0][size:]

    return unpack(line, fill, MOST)


@pytest.mark.parametrize("kind", ["png", "dicom"])
def test_a_picture_comes_through_as_it_was(tmp_path, kind):
    if kind == "png":
        slices = read_slices(sample_files()[0])
    else:
        write_series(tmp_path / "series", draw_study((1,), count=3))
        slices = read_slices(tmp_path / "series")
    picture = ReadPicture("a/b", "T1", tuple(slices))
    found = read(pack(picture), body_of(picture))
    assert (found.path, found.words, len(found.slices)) == ("a/b", "T1", len(slices))
    for one, other in zip(found.slices, slices, strict=True):
        assert (one.pixels == other.pixels).all()
        assert one.pixels.dtype == other.pixels.dtype
        for name in (
            "window",
            "source",
            "frame",
            "input_sha256",
            "edges",
            "place",
            "metadata",
            "file_windows",
            "spacing_mm",
            "remarks",
            "contrast",
            "is_inverted",
            "frame_count",
        ):
            assert getattr(one, name) == getattr(other, name), name


@pytest.mark.parametrize(
    "message",
    [
        Finished((LeftOut("a", "b"),)),
        Ready(Confinement(True, False, True)),
        Stopped(),
        ReadingProgress(3, 0),
        Chunk(7),
        Unlocked(Path("a.zip")),
        Catalogue(Path("a"), (), 2, (Path("b\udcff"),)),
        FoundLooks((FirstLook(Format.DICOM), FirstLook(Format.DICOM, is_directory=True), FirstLook(None), UNREADABLE)),
        FoundSeries(("0123456789abcdef", "", None)),
        Contents((Path("a.zip/b\udcff"),), (("../a.png", "its name leads out of the archive"),)),
        Contents((Path("IMAGES/1"),), missing=3),
        Catalogue(Path("a.zip"), (), left_out=(("../a.png", "its name leads out of the archive"),)),
    ],
)
def test_a_message_comes_through(message):
    assert read(pack(message)) == message


def test_a_catalogue_comes_through(tmp_path):
    write_series(tmp_path / "series", draw_study((1,), count=3))
    (tmp_path / "a.png").write_bytes(sample_files()[0].read_bytes())
    catalogue = read_catalogue(tmp_path)
    assert {series.is_stack for series in catalogue.series} == {True, False}
    assert read(pack(catalogue)) == catalogue


@pytest.mark.parametrize(
    "error",
    [
        UnreadableImageError(subject=Path("a.png"), expected="a file", found="nothing", advice="look", is_missing=True),
        UnsupportedImageError(subject="b", expected="x", got="y"),
        ProtectedArchiveError("it is protected", subject=Path("a.zip")),
        NoImagesError("none"),
        FalxError("something else"),
    ],
)
def test_an_error_comes_through(error):
    found = read(pack(Refusal(error))).error
    assert (type(found), str(found), found.reason_at(Path("a.png"))) == (
        type(error),
        str(error),
        error.reason_at(Path("a.png")),
    )
    assert vars(found) == vars(error)


class Evil:
    """Changes a class where it is unpickled, by an allowed one alone."""

    def __reduce__(self):
        return Path, (), (None, {"as_posix": 1})


@pytest.mark.parametrize("value", [Evil(), os.system, {"a": 1}])
def test_nothing_is_unpickled(value):
    before = Path.as_posix
    with pytest.raises(InvalidMessageError):
        read(pickle.dumps(value))
    assert Path.as_posix is before


def raw_message(body=b"\0" * 6, **changes):
    """Write a picture of 2 x 3 pixels by hand, with changes in its slice."""
    image = Slice(np.zeros((2, 3), np.uint8), EIGHT_BIT, Path("a.png"), 0, 1, "")
    head = json.loads(pack(ReadPicture("", "", (image,))))
    head["slices"][0] |= changes
    return json.dumps(head).encode(), body


def listed(missing=0, **changes):
    """Write a catalogue of one series by hand, with changes in it."""
    head = json.loads(pack(Catalogue(Path("a"), (Series(Path("a"), (Path("a"),)),), missing)))
    head["catalogue"]["series"][0] |= changes
    return (json.dumps(head).encode(),)


def test_a_catalogue_by_hand_is_read():
    found = read(*listed(spacing=[[1.0, 1.0], [2.0]], count=3, number=-4)).series[0]
    assert (found.spacing, found.count, found.number) == (Spacing(1.0, 1.0, 2.0), 3, -4)


def test_what_a_careless_file_states_costs_no_picture():
    nan = float("nan")
    place = SlicePlace("", 10**40, -(10**40), (nan, 0.0, 0.0), (0.0, nan, 0.0))
    image = Slice(np.zeros((2, 3), np.uint8), EIGHT_BIT, Path("a"), 0, 1, "", spacing_mm=(0.0, 1.0), place=place)
    [found] = read(pack(ReadPicture("", "", (image,))), bytes(6)).slices
    assert (found.place, found.spacing_mm) == (SlicePlace(), None)
    series = Series(Path("a"), (Path("a"),), number=10**40, spacing=Spacing(1.0, 1.0, nan))
    [listed] = read(pack(Catalogue(Path("a"), (series,)))).series
    assert (listed.number, listed.spacing) == (0, Spacing(1.0, 1.0, None))


def test_a_message_by_hand_is_read():
    assert read(*raw_message()).slices[0].pixels.shape == (2, 3)


@pytest.mark.parametrize(
    "content",
    [
        (b"",),
        (b"[]",),
        (b"{}",),
        (b"[" * 100_000,),
        (b'{"refusal": 1}',),
        (b'{"refusal": {"code": "unreadable-image"}}',),
        (b'{"left_out": [["a"]]}',),
        (b'{"progress": [1]}',),
        (b'{"ready": [true, 1, true]}',),
        (b'{"ready": [true]}',),
        (b'{"progress": ["1", 2]}',),
        (b'{"chunk": 1.5}',),
        (b'{"unlocked": null}',),
        (b'{"catalogue": {"place": "a", "series": [{"path": 1, "files": []}], "missing": 0, "sources": []}}',),
        (b'{"catalogue": {"place": "a", "series": [{"words": "a"}], "missing": 0, "sources": []}}',),
        (b'{"path": "", "words": "", "slices": []}',),
        raw_message(body=b"\0" * 5),
        raw_message(pixels=["object", [2, 3]]),
        raw_message(pixels=["O", [2, 3]]),
        raw_message(pixels=["uint8", [6]]),
        raw_message(pixels=["uint8", []]),
        raw_message(pixels=["uint8", [-2, -3]]),
        raw_message(pixels=["uint8", [2**40, 2**40]]),
        raw_message(pixels=["uint8", [1000, 1001]], body=bytes(1_001_000)),
        raw_message(pixels=["uint16", [1, 1, 3]]),
        raw_message(pixels=["float32", [1, 1]], body=b"\0\0\xc0\x7f"),
        raw_message(source=1),
        raw_message(window=["wide", 1.0, "LINEAR"]),
        raw_message(window=[1.0, 1.0, "OTHER"]),
        raw_message(spacing_mm=[1.0]),
        raw_message(metadata={"Modality": ["MR"]}),
        raw_message(edges=["L"]),
        raw_message(window=[float("nan"), 1.0, "LINEAR"]),
        raw_message(window=[1.0, float("inf"), "LINEAR"]),
        raw_message(window=[0.0, 1.0, "LINEAR"]),
        raw_message(file_windows=[[-1.0, 1.0, "LINEAR"]]),
        raw_message(frame=-5),
        raw_message(frame=1),
        raw_message(frame_count=10**30),
        raw_message(frame_count=0),
        raw_message(spacing_mm=[float("nan"), 1.0]),
        raw_message(spacing_mm=[-1.0, 1.0]),
        raw_message(spacing_mm=[1.0, 1000.0]),
        raw_message(normal=[0.0, 0.0, float("nan")]),
        raw_message(position_mm=[0.0, 0.0, float("inf")]),
        raw_message(place=["", 2**40, 0]),
        raw_message(contrast="zzz"),
        raw_message(contrast=["T1"]),
        (b'{"progress": [-1, 2]}',),
        (b'{"progress": [1, 4294967296]}',),
        (b'{"looks": [["DOCX", false, true]]}',),
        (b'{"looks": [["DICOM", 1, true]]}',),
        (b'{"looks": [["DICOM", false]]}',),
        (b'{"looks": [["DICOM", false, false]]}',),
        (b'{"looks": {"DICOM": false}}',),
        (b'{"series": [1]}',),
        (b'{"series": ["0123456789ABCDEF"]}',),
        (b'{"series": ["0123456789abcdef\\n"]}',),
        (b'{"series": ["1.2.840.113619.2.5"]}',),
        (b'{"contents": {"files": [1], "left_out": [], "missing": 0}}',),
        (b'{"contents": {"files": [], "left_out": [["a"]], "missing": 0}}',),
        (b'{"contents": {"files": [], "left_out": [], "missing": -1}}',),
        (b'{"contents": {"files": []}}',),
        (b'{"contents": []}',),
        listed(missing=-1),
        listed(count=-1),
        listed(count=10**30),
        listed(damaged=-1),
        listed(number=10**30),
        listed(size=[-1, 2]),
        listed(size=[1]),
        listed(spacing=[[0.0, 1.0], None]),
        listed(spacing=[[1.0, 1.0], [float("nan")]]),
    ],
)
def test_anything_else_is_refused(content):
    with pytest.raises(InvalidMessageError):
        read(*content)

"""PNG files with odd chunks show their picture, and nothing comes on the screen."""

import struct
import zlib

import cv2
import numpy as np
import pytest

from core.errors import UnreadableImageError, UnsupportedImageError
from core.image.phantom import head_phantom
from core.readers import read_slices
from core.readers.raster import png as png_reader

HEAD = head_phantom(3, "glioma", 64)
ROWS = b"".join(b"\0" + row.tobytes() for row in HEAD)
IHDR = struct.pack(">IIBBBBB", 64, 64, 8, 0, 0, 0, 0)


def png(*chunks):
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + zlib.crc32(kind + body).to_bytes(4, "big") for kind, body in chunks
    )


def around(*odd, header=IHDR, data=None):
    return png((b"IHDR", header), *odd, (b"IDAT", zlib.compress(ROWS) if data is None else data), (b"IEND", b""))


@pytest.fixture
def read(tmp_path, capfd):
    """Read the bytes of a PNG; nothing may come on the screen."""

    def read(content):
        path = tmp_path / "a.png"
        path.write_bytes(content)
        try:
            [image] = read_slices(path)
            return image.pixels
        finally:
            assert capfd.readouterr() == ("", "")

    return read


ODD_CHUNKS = {
    kind + number: (kind.encode(), body)
    for kind in ("gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "bKGD", "hIST", "tRNS", "pHYs", "tIME", "tEXt", "zTXt", "iTXt")
    for number, body in (("", b""), ("1", b"\1"), ("7", b"\xff" * 7), ("40", bytes(range(40))))
} | {
    "exif": (b"eXIf", b"MM\0*junk"),
    "sPLT": (b"sPLT", b"x\0\x08abc"),
    "oFFs": (b"oFFs", b"\0\1"),
    "sCAL": (b"sCAL", b"\1abc"),
    "acTL": (b"acTL", bytes(8)),
    "fcTL": (b"fcTL", bytes(26)),
    "unknown": (b"abCd", b"\n\x1b[31m"),
    "unknown and critical": (b"ABCD", b"1"),
    "palette of grey": (b"PLTE", bytes(768)),
    "palette of odd length": (b"PLTE", bytes(7)),
    "second header": (b"IHDR", IHDR),
    "transparent beyond its depth": (b"tRNS", b"\xff\xf0"),
}


@pytest.mark.parametrize("odd", ODD_CHUNKS)
def test_odd_chunks_change_nothing(read, odd):
    np.testing.assert_array_equal(read(around(ODD_CHUNKS[odd])), HEAD)


ODD_DATA = {
    "more than the picture": zlib.compress(ROWS + bytes(5000)),
    "bytes behind": zlib.compress(ROWS) + b"junk" * 20,
    "without checksum": zlib.compress(ROWS)[:-4],
    "with a wrong checksum": zlib.compress(ROWS)[:-4] + b"1234",
}


@pytest.mark.parametrize("data", ODD_DATA)
def test_odd_data_change_nothing(read, data):
    np.testing.assert_array_equal(read(around(data=ODD_DATA[data])), HEAD)


def test_data_in_several_chunks_with_others_between_are_read(read):
    packed = zlib.compress(ROWS)
    parts = [(b"IDAT", packed[at : at + 100]) for at in range(0, len(packed), 100)]
    content = png((b"IHDR", IHDR), parts[0], (b"tEXt", b"a\0b"), *parts[1:], (b"IEND", b""))
    np.testing.assert_array_equal(read(content), HEAD)


DAMAGE = {
    "half of the data": {"data": zlib.compress(ROWS[:2000])},
    "no data": {"data": b""},
    "data of something else": {"data": b"x" * 100},
    "a filter that does not exist": {"data": zlib.compress(b"\x09" + ROWS[1:])},
    "a depth that does not exist": {"header": IHDR[:8] + b"\x05" + IHDR[9:]},
    "a colour that does not exist": {"header": IHDR[:9] + b"\x05" + IHDR[10:]},
    "a palette that is missing": {"header": IHDR[:9] + b"\x03" + IHDR[10:]},
    "a header that is short": {"header": IHDR[:8]},
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_reported_in_silence(read, damage):
    with pytest.raises(UnreadableImageError, match=r"^a\.png: "):
        read(around(**DAMAGE[damage]))


@pytest.mark.parametrize("lost", [1, 4, 11, 12])
def test_a_png_without_its_end_opens(tmp_path, lost):
    path = tmp_path / "a.png"
    path.write_bytes(around()[:-lost])
    [image] = read_slices(path)
    np.testing.assert_array_equal(image.pixels, HEAD)
    assert "end of this PNG" in image.remarks[0]


@pytest.mark.parametrize("lost", [13, 20, 500])
def test_a_png_that_lacks_more_is_refused(read, lost):
    with pytest.raises(UnreadableImageError, match=r"^a\.png: "):
        read(around()[:-lost])


@pytest.mark.parametrize("is_whole", [True, False])
def test_a_large_picture_is_not_held_twice(read, monkeypatch, is_whole):
    monkeypatch.setattr(png_reader, "_MOST_STORED", 1000)
    if is_whole:
        np.testing.assert_array_equal(read(around()), HEAD)
    else:
        with pytest.raises(UnreadableImageError, match="cut off"):
            read(around(data=zlib.compress(ROWS[:-1])))


def test_apples_own_kind_is_named(read):
    with pytest.raises(UnsupportedImageError, match="Apple"):
        read(png((b"CgBI", bytes(4)), (b"IHDR", IHDR), (b"IDAT", ROWS), (b"IEND", b"")))


@pytest.mark.parametrize("depth", [1, 2, 4, 8, 16])
@pytest.mark.parametrize("is_interlaced", [0, 1])
def test_each_depth_is_decoded_as_opencv_does(read, tmp_path, depth, is_interlaced):
    """Noise as packed data: any bytes behind the filters make a picture."""
    random = np.random.default_rng(depth)
    width, height = 37, 29
    passes = [(0, 0, 1, 1)]
    if is_interlaced:
        passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
    rows = [
        bytes([random.integers(0, 5)]) + random.bytes((-(-(width - left) // right) * depth + 7) // 8)
        for left, top, right, down in passes
        for _ in range(top, height, down)
    ]
    header = struct.pack(">IIBBBBB", width, height, depth, 0, 0, 0, is_interlaced)
    content = around(header=header, data=zlib.compress(b"".join(rows)))
    expected = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_UNCHANGED)
    np.testing.assert_array_equal(read(content), expected)

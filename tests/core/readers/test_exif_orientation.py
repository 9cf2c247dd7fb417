"""A picture comes upright, whichever way its EXIF orientation says that it is."""

import struct
import zlib

import cv2
import numpy as np
import pytest

from core.readers import read_slices

# How the upright picture is stored, by the number of the orientation (TIFF 6.0, tag 274).
STORED = {
    1: lambda upright: upright,
    2: lambda upright: upright[:, ::-1],
    3: lambda upright: upright[::-1, ::-1],
    4: lambda upright: upright[::-1],
    5: lambda upright: upright.swapaxes(0, 1),
    6: lambda upright: np.rot90(upright, 1),
    7: lambda upright: np.rot90(upright, 2).swapaxes(0, 1),
    8: lambda upright: np.rot90(upright, 3),
}


def exif(orientation):
    """TIFF structure of the orientation alone."""
    return b"MM\0*\0\0\0\x08\0\x01" + struct.pack(">HHIHHI", 274, 3, 1, orientation, 0, 0)


def with_jpeg_exif(content, orientation):
    body = b"Exif\0\0" + exif(orientation)
    return content[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + content[2:]


def with_webp_exif(content, orientation, shape):
    """Wrap a simple lossless WebP into the extended format, which alone has EXIF."""
    flags = 0x08 | 0x10
    sides = b"".join(struct.pack("<I", side - 1)[:3] for side in (shape[1], shape[0]))
    body = exif(orientation)
    chunks = b"VP8X" + struct.pack("<II", 10, flags) + sides + content[12:] + b"EXIF" + struct.pack("<I", len(body))
    whole = b"WEBP" + chunks + body + b"\0" * (len(body) % 2)
    return b"RIFF" + struct.pack("<I", len(whole)) + whole


def read_pixels(path, content):
    path.write_bytes(content)
    [image] = read_slices(path)
    return image.pixels


@pytest.fixture
def transparent(picture):
    """(24, 40, 4) uint8 BGRA, opaque but for a corner."""
    alpha = np.full_like(picture, 255)
    alpha[:4, :4] = 0
    return np.dstack([picture, picture // 2, picture // 3, alpha])


@pytest.mark.parametrize("number", STORED)
def test_jpeg_comes_upright(tmp_path, picture, number):
    stored = np.ascontiguousarray(STORED[number](picture))
    content = with_jpeg_exif(cv2.imencode(".jpg", stored)[1].tobytes(), number)
    np.testing.assert_allclose(read_pixels(tmp_path / "a.jpg", content), picture, atol=12)


@pytest.mark.parametrize("number", STORED)
def test_png_comes_upright(tmp_path, picture, make_png, number):
    stored = np.ascontiguousarray(STORED[number](picture))
    content = make_png(stored, extra=[(b"eXIf", exif(number))])
    np.testing.assert_array_equal(read_pixels(tmp_path / "a.png", content), picture)


@pytest.mark.parametrize("number", STORED)
def test_png_with_alpha_comes_upright(tmp_path, transparent, make_png, number):
    stored = np.ascontiguousarray(STORED[number](transparent[..., [2, 1, 0, 3]]))
    content = make_png(stored, color_type=6, extra=[(b"eXIf", exif(number))])
    pixels = read_pixels(tmp_path / "a.png", content)
    np.testing.assert_array_equal(pixels[4:], transparent[4:, :, 2::-1])
    assert not pixels[:4, :4].any()


@pytest.mark.parametrize("number", STORED)
def test_webp_with_alpha_comes_upright(tmp_path, transparent, number):
    stored = np.ascontiguousarray(STORED[number](transparent))
    plain = cv2.imencode(".webp", stored, [cv2.IMWRITE_WEBP_QUALITY, 101])[1].tobytes()
    pixels = read_pixels(tmp_path / "a.webp", with_webp_exif(plain, number, stored.shape))
    np.testing.assert_array_equal(pixels[4:], transparent[4:, :, 2::-1])
    assert not pixels[:4, :4].any()


@pytest.mark.parametrize("number", [0, 9, 4000])
def test_an_orientation_that_does_not_exist_turns_nothing(tmp_path, picture, number):
    content = with_jpeg_exif(cv2.imencode(".jpg", picture)[1].tobytes(), number)
    np.testing.assert_allclose(read_pixels(tmp_path / "a.jpg", content), picture, atol=12)


DAMAGED = {
    "the header alone": b"MM\0*",
    "no TIFF structure": bytes(40),
    "an entry cut off": exif(6)[:20],
    "a directory beyond the end": b"MM\0*\0\0\xff\xff\0\x01",
    "a text for a number": b"MM\0*\0\0\0\x08\0\x01" + struct.pack(">HHI4sI", 274, 2, 2, b"x\0", 0),
    "no number": b"MM\0*\0\0\0\x08\0\x01" + struct.pack(">HHIII", 274, 3, 0, 0, 0),
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_damaged_exif_turns_nothing_and_says_nothing(tmp_path, picture, make_png, capfd, damage):
    content = make_png(picture, extra=[(b"eXIf", DAMAGED[damage])])
    np.testing.assert_array_equal(read_pixels(tmp_path / "a.png", content), picture)
    assert capfd.readouterr() == ("", "")


def test_little_endian_exif_with_its_opening_is_read(tmp_path, picture, make_png):
    block = b"Exif\0\0II*\0\x08\0\0\0\x01\0" + struct.pack("<HHIHHI", 274, 3, 1, 3, 0, 0)
    content = make_png(np.ascontiguousarray(STORED[3](picture)), extra=[(b"eXIf", block)])
    np.testing.assert_array_equal(read_pixels(tmp_path / "a.png", content), picture)


def test_colours_of_16_bits_come_upright(tmp_path):
    values = np.random.default_rng(0).integers(0, 65_536, (24, 40, 3), np.uint16)
    plain = cv2.imencode(".png", np.ascontiguousarray(np.rot90(values, 1)))[1].tobytes()
    body = exif(6)
    chunk = struct.pack(">I", len(body)) + b"eXIf" + body + struct.pack(">I", zlib.crc32(b"eXIf" + body))
    turned = read_pixels(tmp_path / "a.png", plain[:33] + chunk + plain[33:])
    np.testing.assert_array_equal(turned, read_pixels(tmp_path / "b.png", cv2.imencode(".png", values)[1].tobytes()))

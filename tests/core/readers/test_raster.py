"""PNG, JPEG, TIFF, BMP and WebP give back what was written."""

import hashlib

import cv2
import numpy as np
import pytest

from core.errors import UnsupportedImageError
from core.image.windowing import EIGHT_BIT, robust_window
from core.readers import read_slices

LOSSLESS = [".png", ".tif", ".bmp", ".webp"]
UNICODE_NAMES = ["снимок мозга.png", "脑部扫描.png", "🧠 scan.png", "a b  c.png", "Ärzte_ñ.png"]


@pytest.fixture
def write(tmp_path):
    """Write grey, BGR or BGRA pixels by OpenCV."""

    def write(pixels, name):
        path = tmp_path / name
        options = [cv2.IMWRITE_WEBP_QUALITY, 101] if path.suffix == ".webp" else []
        path.write_bytes(cv2.imencode(path.suffix, pixels, options)[1].tobytes())
        return path

    return write


@pytest.fixture
def colours(picture):
    """(24, 40, 3) uint8 in OpenCV's order, blue first."""
    return np.dstack([picture, picture[::-1], 255 - picture])


def read_one(path):
    [image] = read_slices(path)
    return image


@pytest.mark.parametrize("suffix", LOSSLESS)
def test_grey_comes_back(write, picture, suffix):
    image = read_one(write(picture, f"a{suffix}"))
    np.testing.assert_array_equal(image.pixels, picture)
    assert (image.pixels.dtype, image.window) == (np.uint8, EIGHT_BIT)


@pytest.mark.parametrize("suffix", LOSSLESS)
def test_colour_comes_back_as_rgb(write, colours, suffix):
    np.testing.assert_array_equal(read_one(write(colours, f"a{suffix}")).pixels, colours[..., ::-1])


def test_jpeg_comes_back_nearly(write, picture, colours):
    np.testing.assert_allclose(read_one(write(picture, "a.jpg")).pixels, picture, atol=12)
    difference = read_one(write(colours, "a.jpg")).pixels.astype(int) - colours[..., ::-1]
    assert np.abs(difference).mean() < 4


@pytest.mark.parametrize("suffix", [".png", ".tif"])
def test_sixteen_bits_come_back_with_a_robust_window(write, picture, suffix):
    pixels = picture.astype(np.uint16) * 200 + 7
    image = read_one(write(pixels, f"a{suffix}"))
    np.testing.assert_array_equal(image.pixels, pixels)
    assert image.window == robust_window(pixels)


@pytest.mark.parametrize("suffix", [".png", ".tif"])
def test_sixteen_bit_colours_become_eight(write, colours, suffix):
    image = read_one(write(colours.astype(np.uint16) * 257, f"a{suffix}"))
    assert image.pixels.dtype == np.uint8
    np.testing.assert_allclose(np.argsort(image.pixels[0, ::9, 0]), np.argsort(colours[0, ::9, 2]))


@pytest.mark.parametrize("suffix", [*LOSSLESS, ".jpg"])
def test_grey_in_colour_becomes_grey(write, picture, suffix):
    assert read_one(write(np.dstack([picture] * 3), f"a{suffix}")).pixels.shape == picture.shape


@pytest.mark.parametrize("suffix", [".png", ".webp"])
def test_alpha_is_blended_with_black(write, colours, suffix):
    alpha = np.full(colours.shape[:2], 255, np.uint8)
    alpha[:, :20] = 0
    image = read_one(write(np.dstack([colours, alpha]), f"a{suffix}"))
    np.testing.assert_array_equal(image.pixels[:, 20:], colours[:, 20:, ::-1])
    assert not image.pixels[:, :20].any()


def test_grey_png_with_alpha_is_blended_with_black(tmp_path, picture, make_png):
    alpha = np.full_like(picture, 255)
    alpha[:12] = 51
    path = tmp_path / "a.png"
    path.write_bytes(make_png(np.dstack([picture, alpha]), color_type=4))
    image = read_one(path)
    np.testing.assert_array_equal(image.pixels[12:], picture[12:])
    np.testing.assert_array_equal(image.pixels[:12], np.rint(picture[:12] / 5))


def test_pages_of_a_tiff_become_slices(tmp_path, picture):
    pages = [picture, picture[::-1].copy(), picture // 2]
    path = tmp_path / "a.tif"
    path.write_bytes(cv2.imencodemulti(".tif", pages)[1].tobytes())
    images = read_slices(path)
    assert [(image.frame, image.frame_count) for image in images] == [(0, 3), (1, 3), (2, 3)]
    for image, page in zip(images, pages, strict=True):
        np.testing.assert_array_equal(image.pixels, page)


def test_float_tiff_keeps_its_values_and_loses_its_holes(write, picture):
    pixels = picture / np.float32(7)
    pixels[3, 4], pixels[5, 6] = np.nan, np.inf
    image = read_one(write(pixels, "a.tif"))
    assert image.pixels.dtype == np.float32
    assert image.pixels[3, 4] == image.pixels[5, 6] == 0
    np.testing.assert_array_equal(image.pixels[10:], pixels[10:])


def test_float_tiff_of_holes_only_is_no_picture(write, picture):
    with pytest.raises(UnsupportedImageError, match=r"^a\.tif: .*numbers"):
        read_slices(write(np.full(picture.shape, np.nan, np.float32), "a.tif"))


@pytest.mark.parametrize("suffix", [".jpg", ".tif", ".bmp", ".dcm", ".nii", ""])
def test_the_bytes_count_not_the_suffix(write, picture, suffix):
    path = write(picture, "a.png")
    np.testing.assert_array_equal(read_one(path.rename(path.with_name(f"b{suffix}"))).pixels, picture)


@pytest.mark.parametrize("name", UNICODE_NAMES)
def test_any_name_is_read(write, picture, name):
    image = read_one(write(picture, name))
    np.testing.assert_array_equal(image.pixels, picture)
    assert image.source.name == name


def test_the_fingerprint_is_of_the_bytes(write, picture):
    path = write(picture, "a.png")
    assert read_one(path).input_sha256 == hashlib.sha256(path.read_bytes()).hexdigest()

"""Padding is shown black and counts in no window (PS3.3 C.7.5.1.1.2)."""

import numpy as np
import pytest

from core.image.windowing import robust_window, shown_pixels
from core.readers import read_slices

RAMP = np.arange(20 * 24, dtype=np.uint16).reshape(20, 24) + 100
PADDED = np.zeros((20, 24), bool)
PADDED[:, :8] = True


def padded(value, dtype=np.uint16):
    return np.where(PADDED, value, RAMP.astype(int)).astype(dtype)


@pytest.fixture
def read_one(make_dicom):
    def read(pixels, **elements):
        [image] = read_slices(make_dicom(pixels, **elements))
        return image

    return read


@pytest.mark.parametrize("value", [0, 65535, 5000, 300])
@pytest.mark.parametrize("interpretation", ["MONOCHROME1", "MONOCHROME2"])
def test_padding_is_black_and_counts_in_no_window(read_one, value, interpretation):
    image = read_one(padded(value), PixelPaddingValue=value, PhotometricInterpretation=interpretation)
    assert image.window == robust_window(RAMP[~PADDED & (value != RAMP)])
    assert set(shown_pixels(image)[PADDED].tolist()) == {0}


@pytest.mark.parametrize("interpretation", ["MONOCHROME1", "MONOCHROME2"])
@pytest.mark.parametrize("function", ["LINEAR", "LINEAR_EXACT", "SIGMOID"])
def test_padding_is_black_through_the_window_of_the_file(read_one, interpretation, function):
    elements = {"WindowCenter": 300, "WindowWidth": 2000, "VOILUTFunction": function}
    image = read_one(padded(65535), PixelPaddingValue=65535, PhotometricInterpretation=interpretation, **elements)
    shown = shown_pixels(image)
    assert set(shown[PADDED].tolist()) == {0}
    [plain] = [read_one(RAMP, PhotometricInterpretation=interpretation, **elements)]
    np.testing.assert_array_equal(shown[~PADDED], shown_pixels(plain)[~PADDED])


def test_a_signed_value_may_be_written_without_its_sign(make_dicom):
    path = make_dicom(padded(-2000, np.int16), PixelPaddingValue=-2000)
    content = path.read_bytes()
    assert content.count(b"SS\x02\x00\x30\xf8") == 1
    for vr in (b"SS", b"US"):
        path.write_bytes(content.replace(b"SS\x02\x00\x30\xf8", vr + b"\x02\x00\x30\xf8"))
        [image] = read_slices(path)
        assert image.window == robust_window(RAMP[~PADDED])


@pytest.mark.parametrize(("value", "limit"), [(5000, 5007), (5007, 5000)])
def test_a_range_of_values_is_padding(read_one, value, limit):
    pixels = np.where(PADDED, 5000 + np.arange(24) % 8, RAMP).astype(np.uint16)
    image = read_one(pixels, PixelPaddingValue=value, PixelPaddingRangeLimit=limit)
    assert image.window == robust_window(RAMP[~PADDED])
    assert set(shown_pixels(image)[PADDED].tolist()) == {0}


def test_padding_is_found_before_the_rescale(read_one):
    elements = {"PixelPaddingValue": 65535, "RescaleSlope": 2, "RescaleIntercept": -100}
    image = read_one(padded(65535), **elements)
    assert image.window == robust_window(2.0 * RAMP[~PADDED] - 100)
    assert set(shown_pixels(image)[PADDED].tolist()) == {0}


def test_a_picture_of_padding_alone_is_read(read_one):
    image = read_one(np.full((20, 24), 7, np.uint16), PixelPaddingValue=7)
    assert int(image.pixels.max()) == 7


@pytest.mark.parametrize("value", [b"\x03\x00\xff\xff\xff", b"\x00\x00", b"\x01\x00\xff"])
def test_a_padding_value_of_wrong_length_is_none(make_dicom, value):
    path = make_dicom(RAMP, PixelPaddingValue=65535)
    content = path.read_bytes()
    assert content.count(b"US\x02\x00\xff\xff") == 1
    path.write_bytes(content.replace(b"US\x02\x00\xff\xff", b"US" + value))
    [image] = read_slices(path)
    assert image.window == robust_window(RAMP)


def test_a_value_that_eight_bits_cannot_have_is_none(read_one):
    pixels = (RAMP % 256).astype(np.uint8)
    np.testing.assert_array_equal(read_one(pixels, PixelPaddingValue=65535).pixels, pixels)

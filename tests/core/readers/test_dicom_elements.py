"""An element whose value breaks the rules of its kind costs that value, and a remark tells it."""

import math
import struct

import numpy as np
import pydicom
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset
from pydicom.tag import Tag

from core.image.slice import VoiFunction, Window
from core.image.windowing import robust_window, shown_pixels
from core.readers import read_slices
from core.readers.dicom.element import element_numbers
from core.readers.muted_warnings import without_warnings

RAMP = np.arange(20 * 24, dtype=np.uint16).reshape(20, 24)
# Each placeholder is as long as the text that takes its place, so that the file stays whole.
PLACEHOLDER = "7.777777"


@pytest.fixture
def read_with(make_dicom):
    """Read an object of which elements say what they may not."""

    def read(pixels=RAMP, frames=None, **texts):
        elements = {keyword: PLACEHOLDER for keyword, text in texts.items() if text}
        empty = {keyword: None for keyword, text in texts.items() if not text}
        path = make_dicom(pixels, **elements, **empty)
        content = path.read_bytes()
        for keyword, text in texts.items():
            tag = struct.pack("<HH", Tag(keyword).group, Tag(keyword).element)
            at = content.index(tag)
            if text:
                value = text.encode("latin-1").ljust(len(PLACEHOLDER))
                content = content[: at + 8] + value + content[at + 8 + len(PLACEHOLDER) :]
        path.write_bytes(content)
        [image] = read_slices(path)
        return image

    return read


@pytest.mark.parametrize(
    "text", ["abc", "nan", "inf", "-inf", "1_0", "1e999", "4-0", "1.2.3", "1,2,3", "\xff\xfe", "0x10"]
)
def test_a_window_that_is_no_number_leaves_the_own_window(read_with, text):
    image = read_with(WindowCenter=text, WindowWidth="400")
    assert image.window == robust_window(RAMP)
    assert "window" in image.remarks[0]


@pytest.mark.parametrize("width", ["abc", "0", "-5", "inf", "1e300", "1e-300"])
def test_a_width_that_cannot_be_leaves_the_own_window(read_with, width):
    image = read_with(WindowCenter="40", WindowWidth=width)
    assert image.window == robust_window(RAMP)
    assert len(image.remarks) == 1


@pytest.mark.parametrize("center", ["-30000", "30000"])
def test_a_window_that_shows_nothing_is_ignored(read_with, center):
    """As of pictures that were rescaled for export, and kept the window of before."""
    image = read_with(WindowCenter=center, WindowWidth="400")
    assert image.window == robust_window(RAMP)
    assert "shows nothing" in image.remarks[0]


def test_a_decimal_comma_is_understood(read_with):
    image = read_with(WindowCenter="100,5", WindowWidth="200,0")
    assert image.window == Window(200, 100.5, VoiFunction.LINEAR)
    assert "decimal comma" in image.remarks[0]


@pytest.mark.parametrize(
    ("center", "width", "window"),
    [
        ("abc\\50", "9\\60", Window(60, 50, VoiFunction.LINEAR)),
        ("40\\50", "60", Window(60, 40, VoiFunction.LINEAR)),
        ("40", "60\\9\\8", Window(60, 40, VoiFunction.LINEAR)),
        ("\\50", "9\\60", Window(60, 50, VoiFunction.LINEAR)),
    ],
)
def test_the_first_pair_that_can_be_used_counts(read_with, center, width, window):
    assert read_with(WindowCenter=center, WindowWidth=width).window == window


@pytest.mark.parametrize("slope", ["0", "0.0", "", "abc", "nan", "inf", "1e-99", "1e99"])
def test_a_slope_that_cannot_be_is_ignored(read_with, slope):
    image = read_with(RescaleSlope=slope, RescaleIntercept="0")
    np.testing.assert_array_equal(image.pixels, RAMP)
    assert "Rescale Slope" in image.remarks[0]


@pytest.mark.parametrize("intercept", ["", "abc", "inf", "1e300"])
def test_an_intercept_that_cannot_be_is_ignored(read_with, intercept):
    image = read_with(RescaleSlope="2", RescaleIntercept=intercept)
    np.testing.assert_array_equal(image.pixels, 2 * RAMP)
    assert "Rescale Intercept" in image.remarks[0]


def test_a_slope_and_an_intercept_that_are_empty_leave_the_values(read_with):
    image = read_with(RescaleSlope="", RescaleIntercept="")
    np.testing.assert_array_equal(image.pixels, RAMP)
    assert len(image.remarks) == 1


@pytest.mark.parametrize(
    ("keyword", "value"),
    [
        ("PixelRepresentation", 7),
        ("BitsStored", 0),
        ("BitsStored", 99),
        ("BitsAllocated", 0),
        ("NumberOfFrames", 0),
        ("PhotometricInterpretation", "NONSENSE"),
    ],
)
def test_a_layout_that_cannot_be_is_assumed(make_dicom, keyword, value):
    [image] = read_slices(make_dicom(RAMP, **{keyword: value}))
    np.testing.assert_array_equal(image.pixels, RAMP)
    assert not image.remarks or "assumed" in image.remarks[0]


@pytest.mark.parametrize(
    "keyword",
    ["PixelRepresentation", "BitsStored", "BitsAllocated", "HighBit", "SamplesPerPixel", "PhotometricInterpretation"],
)
def test_a_layout_that_is_missing_is_assumed(make_dicom, keyword):
    path = make_dicom(RAMP)
    content = path.read_bytes()
    at = content.index(struct.pack("<HH", Tag(keyword).group, Tag(keyword).element))
    length = 8 + int.from_bytes(content[at + 6 : at + 8], "little")
    path.write_bytes(content[:at] + content[at + length :])
    [image] = read_slices(path)
    np.testing.assert_array_equal(image.pixels, RAMP)


def test_a_number_of_frames_that_is_none_is_counted(make_dicom):
    path = make_dicom(np.stack([RAMP, RAMP + 1, RAMP + 2]), NumberOfFrames="3 ")
    content = path.read_bytes()
    path.write_bytes(content.replace(b"IS\x02\x003 ", b"IS\x02\x00x "))
    assert [int(image.pixels[0, 0]) for image in read_slices(path)] == [0, 1, 2]


@pytest.mark.parametrize("text", [b"3.", b"+3", b"3 ", b" 3"])
def test_a_number_of_frames_may_be_written_oddly(make_dicom, text):
    path = make_dicom(np.stack([RAMP, RAMP + 1, RAMP + 2]), NumberOfFrames="3 ")
    path.write_bytes(path.read_bytes().replace(b"IS\x02\x003 ", b"IS\x02\x00" + text))
    images = read_slices(path)
    assert len(images) == 3
    assert images[0].remarks == ()


@pytest.mark.parametrize(
    "value", [b"UL\x04\x00\x14\0\0\0", b"US\x04\x00\x14\0\0\0", b"DS\x02\x0020", b"UN\0\0\x02\0\0\0\x14\0"]
)
def test_rows_of_another_kind_are_understood(make_dicom, value):
    path = make_dicom(RAMP)
    element = b"\x28\x00\x10\x00US\x02\x00\x14\x00"
    content = path.read_bytes()
    assert content.count(element) == 1
    path.write_bytes(content.replace(element, element[:4] + value))
    [image] = read_slices(path)
    np.testing.assert_array_equal(image.pixels, RAMP)


def raw(vr, value):
    dataset = Dataset()
    tag = Tag("WindowCenter")
    dataset[tag] = RawDataElement(tag, vr, len(value), value, 0, vr is None, True)
    return dataset


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(["DS", "IS", "LO", "US", "FD", "UN", "SQ", None]), st.binary(max_size=40))
@example("DS", b"12\\13\\abc")
@example("IS", b"1.5")
@example("UN", b"7 ")
def test_any_bytes_give_finite_numbers_or_none(vr, value):
    with without_warnings():
        numbers = element_numbers(raw(vr, value), "WindowCenter")
    assert all(isinstance(number, float) and (math.isnan(number) or math.isfinite(number)) for number in numbers)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=4), st.sampled_from([".", ","]))
def test_numbers_come_back_with_point_and_comma(numbers, mark):
    texts = [f"{number:.3f}".replace(".", mark) for number in numbers]
    with without_warnings():
        found = element_numbers(raw("DS", "\\".join(texts).encode()), "WindowCenter")
    np.testing.assert_allclose(found, numbers, atol=6e-4)


@settings(max_examples=100, deadline=None)
@given(
    center=st.text(st.characters(max_codepoint=255), max_size=8), slope=st.sampled_from(["1", "0", "x", "2,5", "-1"])
)
def test_any_text_as_window_shows_something(pydicom_files, tmp_path_factory, center, slope):
    dataset = pydicom.dcmread(pydicom_files / "test_files" / "MR_small.dcm")
    dataset.RescaleIntercept = "0"
    path = tmp_path_factory.getbasetemp() / "text.dcm"
    for keyword, text in (("WindowCenter", center), ("WindowWidth", "100"), ("RescaleSlope", slope)):
        tag = Tag(keyword)
        value = text.encode("latin-1")
        dataset[tag] = RawDataElement(tag, "DS", len(value), value, 0, False, True)
    dataset.save_as(path, enforce_file_format=True)
    [image] = read_slices(path)
    assert np.isfinite(shown_pixels(image)).all()
    assert all(text.isprintable() for text in image.remarks)


def test_pixels_in_the_upper_bits_of_their_words_are_shifted(make_dicom):
    path = make_dicom(RAMP << 4, BitsStored=12, HighBit=15)
    [image] = read_slices(path)
    assert np.array_equal(image.pixels, RAMP)
    assert image.remarks == ("High Bit is 15; the pixels were shifted by 4 bits",)


def test_signed_pixels_in_the_upper_bits_keep_their_signs(make_dicom):
    values = RAMP.astype(np.int16) - 200
    [image] = read_slices(make_dicom(values << 4, BitsStored=12, HighBit=15, PixelRepresentation=1))
    assert np.array_equal(image.pixels, values)


def test_rows_that_are_too_few_make_no_slices_of_the_rest(make_dicom):
    pixels = np.tile(RAMP, (3, 1))
    [image] = read_slices(make_dicom(pixels, Rows=17))
    assert np.array_equal(image.pixels, pixels[:17])
    assert "more pixels" in image.remarks[0]


def test_a_lookup_table_of_65536_entries_that_is_cut_off_is_ignored(make_dicom):
    table = Dataset()
    table.add_new("LUTDescriptor", "US", [0, 0, 16])
    table.add_new("LUTData", "OW", bytes(100))
    [image] = read_slices(make_dicom(RAMP, VOILUTSequence=[table]))
    assert image.window == robust_window(RAMP)
    assert "VOI LUT" in image.remarks[0]

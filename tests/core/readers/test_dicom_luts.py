"""Lookup tables and palettes as PS3.3 has them, and as they are found."""

import numpy as np
import pydicom
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydicom.dataset import Dataset
from pydicom.uid import ExplicitVRBigEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian

from core.image.slice import Window
from core.image.windowing import EIGHT_BIT, robust_window, shown_pixels
from core.readers import read_slices
from core.readers.dicom.palette import apply_palette

RAMP = np.arange(20 * 24, dtype=np.uint16).reshape(20, 24)
BYTES = (RAMP // 2).astype(np.uint8)


def table(descriptor, data, vr="OW"):
    item = Dataset()
    item.add_new("LUTDescriptor", "SS" if min(descriptor) < 0 else "US", descriptor)
    item.add_new("LUTData", vr, data)
    return item


def words(values):
    return np.asarray(values, "<u2").tobytes()


def read_one(path):
    [image] = read_slices(path)
    return image


@pytest.mark.parametrize(
    ("data", "vr"),
    [
        (bytes(range(240)) * 2, "OB"),
        (bytes(range(240)) * 2, "OW"),
        (words(list(range(240)) * 2), "OW"),
        (list(range(240)) * 2, "US"),
    ],
)
def test_entries_of_eight_bits_are_the_same_however_they_lie(make_dicom, data, vr):
    image = read_one(make_dicom(RAMP, VOILUTSequence=[table([480, 0, 8], data, vr)]))
    np.testing.assert_array_equal(image.pixels, RAMP % 240)
    assert image.window == Window(255, 127.5)


def test_odd_tables_of_bytes_have_one_more(make_dicom):
    image = read_one(make_dicom(RAMP, VOILUTSequence=[table([255, 0, 8], bytes(range(255)) + b"\0", "OB")]))
    np.testing.assert_array_equal(image.pixels, np.minimum(RAMP, 254))


def test_zero_entries_mean_65536(make_dicom):
    pixels = RAMP * 136
    image = read_one(make_dicom(pixels, VOILUTSequence=[table([0, 0, 16], words(np.arange(65536)[::-1]))]))
    np.testing.assert_array_equal(image.pixels, 65535 - pixels.astype(int))


def test_values_outside_get_the_first_and_the_last_entry(make_dicom):
    image = read_one(make_dicom(RAMP, VOILUTSequence=[table([100, 200, 16], words(np.arange(100) * 600 + 5))]))
    np.testing.assert_array_equal(image.pixels, np.clip(RAMP.astype(int) - 200, 0, 99) * 600 + 5)


@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, ImplicitVRLittleEndian])
def test_the_first_value_of_signed_pixels_may_be_negative(make_dicom, syntax):
    pixels = RAMP.astype(np.int16) - 240
    image = read_one(
        make_dicom(pixels, syntax=syntax, VOILUTSequence=[table([480, -240, 16], words(np.arange(480) * 100))])
    )
    np.testing.assert_array_equal(image.pixels, RAMP * 100)


def test_the_first_value_may_be_negative_after_the_rescale(make_dicom):
    """Pixels without a sign let the file state the number without one too."""
    lut = table([480, 65536 - 240, 16], words(np.arange(480) * 100))
    image = read_one(make_dicom(RAMP, RescaleSlope=1, RescaleIntercept=-240, VOILUTSequence=[lut]))
    np.testing.assert_array_equal(image.pixels, RAMP * 100)


def test_the_first_value_of_pixels_without_sign_may_be_high(make_dicom):
    image = read_one(make_dicom(RAMP + 40000, VOILUTSequence=[table([480, 40000, 16], words(np.arange(480) * 100))]))
    np.testing.assert_array_equal(image.pixels, RAMP * 100)


@pytest.mark.parametrize(("stated", "highest"), [(16, 4095), (16, 255), (12, 4095), (8, 4095), (16, 65535)])
def test_the_window_of_a_lut_spans_what_its_entries_use(make_dicom, stated, highest):
    entries = np.linspace(0, highest, 480).round()
    image = read_one(make_dicom(RAMP, VOILUTSequence=[table([480, 0, stated], words(entries))]))
    assert image.window == Window(highest, highest / 2)


@pytest.mark.parametrize(
    "empty", [{}, {"WindowCenter": None, "WindowWidth": None}, {"WindowCenter": "", "WindowWidth": ""}]
)
def test_a_lut_beside_empty_windows_counts(make_dicom, empty):
    image = read_one(make_dicom(RAMP, VOILUTSequence=[table([480, 0, 16], words(65535 - np.arange(480)))], **empty))
    np.testing.assert_array_equal(image.pixels, 65535 - RAMP.astype(int))


@pytest.mark.parametrize("keyword", ["VOILUTSequence", "ModalityLUTSequence"])
def test_a_sequence_without_items_is_none(make_dicom, keyword):
    image = read_one(make_dicom(RAMP, **{keyword: []}))
    assert image.window == robust_window(RAMP)
    np.testing.assert_array_equal(image.pixels, RAMP)


def test_the_second_lut_counts_where_the_first_is_damaged(make_dicom):
    luts = [table([480, 0, 16], b"\0\0"), table([480, 0, 16], words(np.arange(480) * 100))]
    np.testing.assert_array_equal(read_one(make_dicom(RAMP, VOILUTSequence=luts)).pixels, RAMP * 100)


def test_a_lut_may_follow_a_fractional_rescale(make_dicom):
    lut = table([241, 0, 16], words(np.arange(241) * 200))
    image = read_one(make_dicom(RAMP, RescaleSlope="0.5", RescaleIntercept="0", VOILUTSequence=[lut]))
    np.testing.assert_array_equal(image.pixels, np.rint(RAMP * 0.5) * 200)


def test_words_are_swapped_in_big_endian(make_dicom):
    lut = table([480, 0, 16], np.asarray(np.arange(480) * 100, ">u2").tobytes())
    image = read_one(make_dicom(RAMP, syntax=ExplicitVRBigEndian, ModalityLUTSequence=[lut]))
    np.testing.assert_array_equal(image.pixels, RAMP * 100)


def palette(bits, data, first=0, count=256, prefix=""):
    elements = {"PhotometricInterpretation": "PALETTE COLOR"}
    for colour, content in zip(("Red", "Green", "Blue"), data, strict=True):
        elements[f"{colour}PaletteColorLookupTableDescriptor"] = [count, first, bits]
        elements[f"{prefix}{colour}PaletteColorLookupTableData"] = content
    return elements


COLOURS = np.stack([np.arange(256), np.arange(256)[::-1], np.arange(256) // 2])


@pytest.mark.parametrize(
    ("bits", "data"),
    [
        (8, [row.astype(np.uint8).tobytes() for row in COLOURS]),
        (8, [words(row) for row in COLOURS]),
        (16, [words(row) for row in COLOURS]),
        (16, [words(row << 8) for row in COLOURS]),
        (16, [words(row * 257) for row in COLOURS]),
        (16, [words(row << 4) for row in COLOURS]),
    ],
)
def test_palettes_give_the_same_colours_however_they_are_written(make_dicom, bits, data):
    image = read_one(make_dicom(BYTES, **palette(bits, data)))
    np.testing.assert_array_equal(image.pixels, COLOURS.T[BYTES])
    assert image.window == EIGHT_BIT


def test_a_palette_of_signed_pixels_may_begin_below_zero(make_dicom):
    pixels = (BYTES.astype(int) - 120).astype(np.int8)
    elements = palette(8, [row.astype(np.uint8).tobytes() for row in COLOURS], first=-120)
    np.testing.assert_array_equal(read_one(make_dicom(pixels, **elements)).pixels, COLOURS.T[BYTES])


def test_segments_are_expanded(make_dicom):
    """PS3.3 C.7.9.2: entries as they are, a line to an end, and a reference to earlier segments."""
    segments = words([0, 2, 0, 0x1000, 1, 10, 0x6000, 2, 1, 8, 0])
    image = read_one(make_dicom(BYTES % 22, **palette(16, [segments] * 3, 0, 22, "Segmented")))
    line = [0x1000 + 0x800 * step for step in range(1, 11)]
    expected = np.array([0, 0x1000, *line, *(0x6000 for _ in range(10))]) >> 7
    np.testing.assert_array_equal(image.pixels, expected[BYTES % 22])


@pytest.mark.parametrize(
    "segments", [b"", words([1, 5, 9]), words([2, 1, 0, 0]), words([0, 1, 5, 2, 9, 6, 0]), words([7, 7, 7])]
)
def test_segments_that_lead_nowhere_are_refused(make_dicom, read_or_refuse, segments):
    outcome = read_or_refuse(make_dicom(BYTES, **palette(16, [segments] * 3, 0, 256, "Segmented")))
    assert "pixels that can be decoded" in str(outcome)


def test_a_palette_without_data_is_refused(make_dicom, read_or_refuse):
    outcome = read_or_refuse(make_dicom(BYTES, PhotometricInterpretation="PALETTE COLOR"))
    assert "pixels that can be decoded" in str(outcome)


def test_a_supplemental_palette_colours_what_it_is_for(make_dicom):
    """PS3.3 C.7.6.19: values from the first one on; the rest is grey."""
    elements = palette(8, [bytes([255] * 180), bytes(180), bytes(180)], 300, 180)
    image = read_one(
        make_dicom(
            RAMP,
            WindowCenter=150,
            WindowWidth=300,
            **{**elements, "PhotometricInterpretation": "MONOCHROME2", "PixelPresentation": "COLOR"},
        )
    )
    is_coloured = RAMP >= 300
    assert {tuple(pixel) for pixel in image.pixels[is_coloured].tolist()} == {(255, 0, 0)}
    assert np.ptp(image.pixels[~is_coloured].astype(int), axis=1).max() == 0
    assert int(image.pixels[~is_coloured].max()) == 255


def test_segments_cannot_grow_without_end():
    """A thousand lines of 65535 entries, and a reference to each of them."""
    dataset = Dataset()
    segments = words([0, 1, 5, *[1, 65535, 9] * 1000, 2, 1000, 6, 0])
    for colour in ("Red", "Green", "Blue"):
        setattr(dataset, f"{colour}PaletteColorLookupTableDescriptor", [0, 0, 16])
        setattr(dataset, f"Segmented{colour}PaletteColorLookupTableData", segments)
    dataset.set_original_encoding(False, True)
    assert apply_palette(BYTES, dataset).shape == (20, 24, 3)


def test_a_damaged_supplemental_palette_leaves_the_grey_picture(make_dicom):
    elements = {**palette(8, [b"\1\2"] * 3), "PhotometricInterpretation": "MONOCHROME2", "PixelPresentation": "COLOR"}
    image = read_one(make_dicom(RAMP, **elements))
    np.testing.assert_array_equal(image.pixels, RAMP)
    assert "colours" in image.remarks[0]


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.integers(0, 65535), min_size=0, max_size=4),
    st.binary(max_size=600),
    st.sampled_from(["VOILUTSequence", "ModalityLUTSequence", "Palette", "Segmented"]),
    st.sampled_from([np.uint8, np.uint16, np.int16]),
)
def test_any_table_is_read_or_refused(pydicom_files, tmp_path_factory, read_or_refuse, descriptor, data, kind, dtype):
    dataset = pydicom.dcmread(pydicom_files / "test_files" / "MR_small.dcm")
    pixels = np.random.default_rng(0).integers(0, 200, (64, 64)).astype(dtype)
    dataset.PixelData = pixels.tobytes()
    dataset.BitsAllocated = dataset.BitsStored = 8 * pixels.itemsize
    dataset.PixelRepresentation = int(np.issubdtype(dtype, np.signedinteger))
    data += b"\0" * (len(data) % 2)
    if kind.endswith("Sequence"):
        setattr(dataset, kind, [table(descriptor, data) if descriptor else Dataset()])
    else:
        dataset.PhotometricInterpretation = "PALETTE COLOR"
        prefix = "" if kind == "Palette" else kind
        for colour in ("Red", "Green", "Blue"):
            dataset.add_new(f"{colour}PaletteColorLookupTableDescriptor", "US", descriptor)
            dataset.add_new(f"{prefix}{colour}PaletteColorLookupTableData", "OW", data)
    path = tmp_path_factory.getbasetemp() / "table.dcm"
    dataset.save_as(path)
    read_or_refuse(path)


@pytest.mark.parametrize("stored", [12, 16])
def test_deep_colours_keep_the_highest_bits_that_are_stored(make_dicom, stored):
    eight = np.random.default_rng(0).integers(0, 256, (20, 24, 3)).astype(np.uint16)
    image = read_one(make_dicom(eight << (stored - 8), BitsStored=stored, HighBit=stored - 1))
    np.testing.assert_array_equal(image.pixels, eight)


def test_a_lut_on_inverted_pixels_is_shown_inverted(make_dicom):
    lut = table([480, 0, 16], words(np.arange(480) * 136))
    image = read_one(make_dicom(RAMP, PhotometricInterpretation="MONOCHROME1", VOILUTSequence=[lut]))
    assert int(shown_pixels(image)[0, 0]) == 255

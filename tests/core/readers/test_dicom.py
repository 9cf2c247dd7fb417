"""DICOM: from stored values to modality values, frames and the default window."""

import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset

from core.errors import UnreadableImageError, UnsupportedImageError
from core.image.slice import VoiFunction, Window
from core.image.windowing import EIGHT_BIT, robust_window, shown_pixels
from core.readers import read_slices

RAMP = np.arange(20 * 24, dtype=np.uint16).reshape(20, 24)


def item(**elements):
    dataset = Dataset()
    for keyword, value in elements.items():
        setattr(dataset, keyword, value)
    return dataset


def lut(values, first, **elements):
    return item(LUTDescriptor=[len(values), first, 16], LUTData=np.array(values, "<u2").tobytes(), **elements)


def read_one(path):
    [image] = read_slices(path)
    return image


def test_rescale_gives_the_modality_values(make_dicom):
    image = read_one(make_dicom(RAMP, RescaleSlope=2, RescaleIntercept=-100))
    np.testing.assert_array_equal(image.pixels, 2 * RAMP.astype(int) - 100)
    assert image.pixels.dtype == np.int16


def test_voi_lut_follows_the_rescale(make_dicom):
    table = [value * 3 for value in range(480)]
    image = read_one(make_dicom(RAMP, RescaleSlope=1, RescaleIntercept=100, VOILUTSequence=[lut(table, 100)]))
    np.testing.assert_array_equal(image.pixels, RAMP.astype(int) * 3)


@pytest.mark.parametrize("keyword", ["ModalityLUTSequence", "VOILUTSequence"])
def test_a_damaged_lut_is_ignored_with_a_remark(make_dicom, keyword):
    broken = item(LUTDescriptor=[480, 0, 16], LUTData=b"")
    image = read_one(make_dicom(RAMP, **{keyword: [broken]}))
    np.testing.assert_array_equal(image.pixels, RAMP)
    assert image.window == robust_window(RAMP)
    assert "LUT in the file is damaged" in image.remarks[0]


def test_fractional_rescale_gives_floats(make_dicom):
    image = read_one(make_dicom(RAMP, RescaleSlope="0.25", RescaleIntercept=0))
    np.testing.assert_array_equal(image.pixels, RAMP * np.float32(0.25))
    assert image.pixels.dtype == np.float32


def test_modality_lut_gives_its_values(make_dicom):
    table = [1000 - 2 * value for value in range(480)]
    image = read_one(make_dicom(RAMP, ModalityLUTSequence=[lut(table, 0, ModalityLUTType="US")]))
    np.testing.assert_array_equal(image.pixels, 1000 - 2 * RAMP.astype(int))


def test_signed_values_stay_signed(make_dicom):
    pixels = RAMP.astype(np.int16) - 240
    image = read_one(make_dicom(pixels))
    np.testing.assert_array_equal(image.pixels, pixels)
    assert image.pixels.dtype == np.int16


@pytest.mark.parametrize(
    ("stated", "function"),
    [
        (None, VoiFunction.LINEAR),
        ("LINEAR", VoiFunction.LINEAR),
        ("LINEAR_EXACT", VoiFunction.LINEAR_EXACT),
        ("SIGMOID", VoiFunction.SIGMOID),
        ("UNHEARD_OF", VoiFunction.LINEAR),
    ],
)
def test_the_window_is_as_stated(make_dicom, stated, function):
    elements = {"VOILUTFunction": stated} if stated else {}
    image = read_one(make_dicom(RAMP, WindowCenter=200, WindowWidth=100, **elements))
    assert image.window == Window(100, 200, function)


def test_linear_window_shows_what_the_standard_says(make_dicom):
    """PS3.3 C.11.2.1.2.1, with y from 0 to 255."""
    image = read_one(make_dicom(RAMP, WindowCenter=200, WindowWidth=100))
    line = ((RAMP - (200 - 0.5)) / (100 - 1) + 0.5) * 255
    np.testing.assert_allclose(shown_pixels(image), np.clip(line, 0, 255), atol=0.51)


def test_first_of_several_windows_counts(make_dicom):
    image = read_one(make_dicom(RAMP, WindowCenter=[100, 300], WindowWidth=[51, 400]))
    assert image.window == Window(51, 100, VoiFunction.LINEAR)


@pytest.mark.parametrize("elements", [{}, {"WindowCenter": 200, "WindowWidth": 0}, {"WindowCenter": 200}])
def test_without_a_usable_window_the_values_give_one(make_dicom, elements):
    assert read_one(make_dicom(RAMP, **elements)).window == robust_window(RAMP)


def test_voi_lut_gives_shown_values(make_dicom):
    table = [value * value // 8 for value in range(480)]
    image = read_one(make_dicom(RAMP, VOILUTSequence=[lut(table, 0)]))
    np.testing.assert_array_equal(image.pixels, RAMP.astype(int) ** 2 // 8)
    # All that its 16 bits can give (PS3.3 C.11.2.1.1).
    assert image.window == Window(65535, 32767.5)


def test_monochrome1_shows_low_values_bright(make_dicom):
    image = read_one(make_dicom(RAMP, PhotometricInterpretation="MONOCHROME1"))
    shown = shown_pixels(image).reshape(-1).astype(int)
    assert image.is_inverted
    assert shown[0] == 255
    assert shown[-1] == 0
    assert np.all(np.diff(shown) <= 0)


def test_frames_become_slices_in_order(make_dicom):
    frames = np.stack([RAMP, RAMP + 1000, RAMP + 2000])
    images = read_slices(make_dicom(frames))
    assert [(image.frame, image.frame_count) for image in images] == [(0, 3), (1, 3), (2, 3)]
    assert [int(image.pixels[0, 0]) for image in images] == [0, 1000, 2000]


def test_colour_stays_rgb(make_dicom):
    pixels = np.random.default_rng(0).integers(0, 256, (20, 24, 3)).astype(np.uint8)
    image = read_one(make_dicom(pixels))
    np.testing.assert_array_equal(image.pixels, pixels)
    assert image.window == EIGHT_BIT


def test_grey_in_colour_becomes_grey(make_dicom):
    grey = (RAMP // 2).astype(np.uint8)
    np.testing.assert_array_equal(read_one(make_dicom(np.dstack([grey] * 3))).pixels, grey)


def test_a_picture_without_pixels_is_damaged(make_dicom):
    with pytest.raises(UnreadableImageError, match=r"^a\.dcm: expected a whole DICOM picture, .*cut off"):
        read_slices(make_dicom(None))


def test_an_object_of_a_kind_that_has_no_pixels_is_no_picture(make_dicom):
    """Such as those of vendors' own classes, which are beside pictures."""
    path = make_dicom(None, SOPClassUID="1.3.12.2.1107.5.9.1")
    dataset = pydicom.dcmread(path)
    del dataset.Rows, dataset.Columns
    dataset.save_as(path)
    with pytest.raises(UnsupportedImageError, match=r"^a\.dcm: .*without pixels \(MR\)"):
        read_slices(path)


@pytest.mark.parametrize("kept", [0.3, 0.5, 0.8, 1])
def test_a_picture_cut_off_before_its_pixels_is_damaged(make_dicom, kept):
    path = make_dicom(RAMP)
    content = path.read_bytes()
    path.write_bytes(content[: int(kept * content.index(b"\xe0\x7f\x10\x00"))])
    with pytest.raises(UnreadableImageError, match=r"^a\.dcm: "):
        read_slices(path)


def test_a_text_file_is_no_dicom(tmp_path):
    path = tmp_path / "notes.dcm"
    path.write_text("patient was calm", encoding="utf-8")
    with pytest.raises(UnreadableImageError, match=r"^notes\.dcm: .*a text file"):
        read_slices(path)

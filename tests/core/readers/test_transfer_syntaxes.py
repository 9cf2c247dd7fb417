"""The same picture in another transfer syntax has the same pixels."""

import numpy as np
import pytest
from pydicom.uid import DeflatedExplicitVRLittleEndian, ExplicitVRBigEndian, ImplicitVRLittleEndian, RLELossless

from core.readers import read_slices

SAME_AS_MR_SMALL = ["RLE", "bigendian", "expb", "implicit", "jp2klossless", "jpeg_ls_lossless", "padded"]
SAME_COLOUR = [
    "SC_rgb_gdcm_KY.dcm",
    "SC_rgb_jpeg_gdcm.dcm",
    "SC_rgb_rle_16bit.dcm",
    "SC_rgb_rle_2frame.dcm",
    "SC_rgb_rle_16bit_2frame.dcm",
    "SC_rgb_rle_32bit.dcm",
    "SC_rgb_rle_32bit_2frame.dcm",
]
LOSSY_COLOUR = [
    "SC_rgb_dcmtk_+eb+cr.dcm",
    "SC_rgb_dcmtk_+eb+cy+n1.dcm",
    "SC_rgb_dcmtk_+eb+cy+n2.dcm",
    "SC_rgb_dcmtk_+eb+cy+np.dcm",
    "SC_rgb_dcmtk_+eb+cy+s2.dcm",
    "SC_rgb_dcmtk_+eb+cy+s4.dcm",
    "SC_rgb_jpeg_dcmtk.dcm",
    "SC_rgb_jpeg_lossy_gdcm.dcm",
    "SC_rgb_jls_lossy_line.dcm",
    "SC_rgb_jls_lossy_sample.dcm",
    "SC_ybr_full_422_uncompressed.dcm",
]


@pytest.fixture(scope="module")
def read(pydicom_files):
    return lambda name: read_slices(pydicom_files / "test_files" / name)


@pytest.mark.parametrize("variant", SAME_AS_MR_SMALL)
def test_mr_is_the_same_in_any_lossless_syntax(read, variant):
    [plain], [other] = read("MR_small.dcm"), read(f"MR_small_{variant}.dcm")
    np.testing.assert_array_equal(other.pixels, plain.pixels)
    assert other.pixels.dtype == plain.pixels.dtype
    assert (other.window, other.spacing_mm, other.edges) == (plain.window, plain.spacing_mm, plain.edges)


def test_segmentation_is_the_same_in_big_endian(read):
    [plain], [other] = read("liver_1frame.dcm"), read("liver_expb_1frame.dcm")
    np.testing.assert_array_equal(other.pixels, plain.pixels)


@pytest.mark.parametrize("name", SAME_COLOUR)
def test_colour_is_the_same_in_any_lossless_syntax_and_depth(read, name):
    [plain], others = read("SC_rgb_rle.dcm"), read(name)
    np.testing.assert_array_equal(others[0].pixels, plain.pixels)


@pytest.mark.parametrize("name", LOSSY_COLOUR)
def test_lossy_colour_stays_near(read, name):
    """Subsampled chroma bleeds over the edges of the colour bars, so the worst pixel tells nothing."""
    [plain], [other] = read("SC_rgb_rle.dcm"), read(name)
    difference = np.abs(other.pixels.astype(int) - plain.pixels)
    assert difference.mean() < 4
    assert np.percentile(difference, 90) < 10


@pytest.mark.parametrize("name", ["SC_rgb_jpeg.dcm", "SC_rgb_jpeg_dcmd.dcm", "SC_jpeg_no_color_transform.dcm"])
def test_rgb_jpeg_is_not_taken_for_ybr(read, name):
    [image] = read(name)
    assert np.percentile(np.ptp(image.pixels.astype(int), axis=2), 50) < 8


@pytest.mark.parametrize(
    "syntax", [RLELossless, DeflatedExplicitVRLittleEndian, ExplicitVRBigEndian, ImplicitVRLittleEndian]
)
def test_frames_are_the_same_in_any_syntax(make_dicom, syntax):
    frames = np.random.default_rng(0).integers(0, 4096, (3, 20, 24)).astype(np.uint16)
    plain, other = read_slices(make_dicom(frames)), read_slices(make_dicom(frames, "other.dcm", syntax))
    assert [image.frame for image in other] == [0, 1, 2]
    for before, after, frame in zip(plain, other, frames, strict=True):
        np.testing.assert_array_equal(before.pixels, frame)
        np.testing.assert_array_equal(after.pixels, frame)

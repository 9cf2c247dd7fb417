"""Every file of pydicom's and nibabel's own test data is read or refused; nothing else happens."""

import numpy as np
import pytest

from core.errors import FalxError
from core.readers import read_slices
from core.readers.source import MOST_PIXELS, SMALLEST_SIDE

GREY_TYPES = (np.uint8, np.uint16, np.int16, np.int32, np.float32)
LEAST_READ = 90

SOUND_DICOM = [
    "CT_small.dcm",
    "ExplVR_BigEnd.dcm",
    "JPEG2000.dcm",
    "MR_small.dcm",
    "MR_small_RLE.dcm",
    "MR_small_bigendian.dcm",
    "MR_small_jp2klossless.dcm",
    "MR_small_jpeg_ls_lossless.dcm",
    "SC_rgb_jpeg_dcmtk.dcm",
    "SC_rgb_rle_16bit_2frame.dcm",
    "SC_ybr_full_422_uncompressed.dcm",
    "examples_jpeg2k.dcm",
    "examples_overlay.dcm",
    "examples_palette.dcm",
    "examples_rgb_color.dcm",
    "examples_ybr_color.dcm",
    "liver_1frame.dcm",
]
SOUND_NIFTI = ["anatomical.nii", "functional.nii", "example4d.nii.gz", "example_nifti2.nii.gz"]


@pytest.fixture(scope="module")
def outcomes(pydicom_files, nibabel_files):
    """Read the whole corpus once: slices or the error, by path."""
    folders = [pydicom_files / name for name in ("test_files", "palettes", "charset_files")]
    folders += sorted(nibabel_files.glob("**/tests/data"))
    files = (path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file())
    return {path: _outcome(path) for path in files if path.suffix not in (".py", ".pyc")}


def _outcome(path):
    try:
        return read_slices(path)
    except FalxError as error:
        return error


def test_the_corpus_is_read_or_refused(outcomes, capsys):
    refused = [outcome for outcome in outcomes.values() if isinstance(outcome, FalxError)]
    count = len(outcomes) - len(refused)
    with capsys.disabled():
        print(f"\ngolden corpus: {count} read, {len(refused)} refused")  # noqa: T201
    assert count >= LEAST_READ


def test_what_is_read_is_sound(outcomes):
    for path, outcome in outcomes.items():
        if isinstance(outcome, FalxError):
            continue
        assert [image.frame for image in outcome] == list(range(len(outcome))), path
        for image in outcome:
            _assert_sound(image, path, len(outcome))


def _assert_sound(image, path, count):
    pixels = image.pixels
    is_colour = pixels.ndim == 3 and pixels.shape[2] == 3 and pixels.dtype == np.uint8
    assert is_colour or (pixels.ndim == 2 and pixels.dtype in GREY_TYPES), path
    assert min(pixels.shape[:2]) >= SMALLEST_SIDE, path
    assert pixels.shape[0] * pixels.shape[1] <= MOST_PIXELS, path
    assert np.isfinite(pixels).all(), path
    assert image.window.width > 0, path
    assert np.isfinite([image.window.width, image.window.center]).all(), path
    assert image.frame_count == count, path
    assert len(image.input_sha256) == 64, path
    assert image.spacing_mm is None or min(image.spacing_mm) > 0, path


def test_what_is_refused_is_named_in_one_line(outcomes):
    for path, outcome in outcomes.items():
        if isinstance(outcome, FalxError):
            assert path.name in str(outcome)
            assert len(str(outcome).splitlines()) == 1


@pytest.mark.parametrize("name", SOUND_DICOM)
def test_sound_dicom_is_read(outcomes, pydicom_files, name):
    assert isinstance(outcomes[pydicom_files / "test_files" / name], list)


@pytest.mark.parametrize("name", SOUND_NIFTI)
def test_sound_nifti_is_read(outcomes, nibabel_files, name):
    assert isinstance(outcomes[nibabel_files / "tests" / "data" / name], list)

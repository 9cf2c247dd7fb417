"""Every file of pydicom's and nibabel's own test data is read soundly or refused; nothing else happens."""

import pytest

from core.errors import FalxError

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
def outcomes(read_or_refuse, pydicom_files, nibabel_files):
    """Read the whole corpus once: slices or the error, by path."""
    folders = [pydicom_files / name for name in ("test_files", "palettes", "charset_files")]
    folders += sorted(nibabel_files.glob("**/tests/data"))
    files = (path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file())
    return {path: read_or_refuse(path) for path in files if path.suffix not in (".py", ".pyc")}


@pytest.mark.slow
def test_the_corpus_is_read_or_refused(outcomes, capsys):
    refused = [outcome for outcome in outcomes.values() if isinstance(outcome, FalxError)]
    count = len(outcomes) - len(refused)
    with capsys.disabled():
        print(f"\ngolden corpus: {count} read, {len(refused)} refused")  # noqa: T201
    assert count >= LEAST_READ


@pytest.mark.parametrize("name", SOUND_DICOM)
def test_sound_dicom_is_read(outcomes, pydicom_files, name):
    assert isinstance(outcomes[pydicom_files / "test_files" / name], list)


@pytest.mark.parametrize("name", SOUND_NIFTI)
def test_sound_nifti_is_read(outcomes, nibabel_files, name):
    assert isinstance(outcomes[nibabel_files / "tests" / "data" / name], list)

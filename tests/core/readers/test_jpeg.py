"""JPEG: the same pixels as OpenCV's, without its words on the screen."""

import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from core.readers import read_slices

ROOT = Path(__file__).resolve().parents[3]
ORIENTED = cv2.IMREAD_ANYDEPTH | cv2.IMREAD_ANYCOLOR
SAMPLINGS = [
    cv2.IMWRITE_JPEG_SAMPLING_FACTOR_411,
    cv2.IMWRITE_JPEG_SAMPLING_FACTOR_420,
    cv2.IMWRITE_JPEG_SAMPLING_FACTOR_422,
    cv2.IMWRITE_JPEG_SAMPLING_FACTOR_440,
    cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444,
]
PROBE = """
import sys
from pathlib import Path
from core.errors import FalxError
from core.readers import read_slices
for name in sys.argv[1:]:
    try:
        read_slices(Path(name))
    except FalxError:
        pass
"""


@pytest.fixture
def colours():
    return cv2.GaussianBlur(np.random.default_rng(0).integers(0, 256, (61, 83, 3)).astype(np.uint8), (5, 5), 0)


def read_bgr(path, content):
    path.write_bytes(content)
    [image] = read_slices(path)
    return image.pixels[..., ::-1] if image.pixels.ndim == 3 else image.pixels


@pytest.mark.parametrize("sampling", SAMPLINGS)
@pytest.mark.parametrize("quality", [20, 95])
@pytest.mark.parametrize("is_progressive", [False, True])
def test_colours_are_those_of_opencv(tmp_path, colours, sampling, quality, is_progressive):
    settings = [
        *(cv2.IMWRITE_JPEG_SAMPLING_FACTOR, sampling),
        *(cv2.IMWRITE_JPEG_QUALITY, quality),
        *(cv2.IMWRITE_JPEG_PROGRESSIVE, int(is_progressive)),
    ]
    content = cv2.imencode(".jpg", colours, settings)[1]
    np.testing.assert_array_equal(read_bgr(tmp_path / "a.jpg", content.tobytes()), cv2.imdecode(content, ORIENTED))


def test_grey_values_are_those_of_opencv(tmp_path, colours):
    content = cv2.imencode(".jpg", colours[..., 0])[1]
    np.testing.assert_array_equal(read_bgr(tmp_path / "a.jpg", content.tobytes()), cv2.imdecode(content, ORIENTED))


def test_damaged_data_leave_the_screen_alone(tmp_path, colours):
    content = cv2.imencode(".jpg", colours)[1].tobytes()
    paths = []
    for position in range(len(content) // 2, len(content) - 2, 40):
        paths.append(tmp_path / f"{position}.jpg")
        paths[-1].write_bytes(content[:position] + b"\xff\xd9\0\0\xff" + content[position + 5 :])
    process = subprocess.run([sys.executable, "-c", PROBE, *paths], cwd=ROOT, capture_output=True, text=True)
    assert (process.returncode, process.stdout, process.stderr) == (0, "", "")


@pytest.mark.parametrize("byte", range(12, 38, 3))
def test_damaged_exif_costs_no_picture(tmp_path, colours, byte):
    content = bytearray(cv2.imencode(".jpg", colours)[1].tobytes())
    exif = b"\xff\xe1\0\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x01\0\0\0\0\0\0"
    content[2:2] = exif
    content[byte] ^= 0xFF
    assert read_bgr(tmp_path / "a.jpg", bytes(content)).shape == colours.shape

"""Warnings of libraries stay off the screen, and any number of threads read at once."""

import threading
import warnings
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pydicom
import pytest

from core.readers import read_slices
from core.readers.dicom import pixels as dicom_pixels
from core.readers.dicom.slice_headers import read_identity
from core.readers.muted_warnings import without_warnings


def write_odd(make_dicom, name):
    """Write an object with a value that pydicom warns of."""
    path = make_dicom(np.zeros((16, 16), np.uint16), name, SeriesInstanceUID="1.2.33")
    path.write_bytes(path.read_bytes().replace(b"UI\x06\x001.2.33", b"UI\x06\x001.2.x3"))
    with pytest.warns(UserWarning, match="Invalid value"):
        assert pydicom.dcmread(path).SeriesInstanceUID
    return path


def test_two_threads_decode_at_once(make_dicom, monkeypatch):
    both = threading.Barrier(2)
    decode = dicom_pixels.pixel_array

    def meet(*arguments, **options):
        # Were there a lock around the reading, nobody would come.
        both.wait(30)
        return decode(*arguments, **options)

    monkeypatch.setattr(dicom_pixels, "pixel_array", meet)
    paths = [make_dicom(np.full((16, 16), number, np.uint16), f"{number}.dcm") for number in (1, 2)]
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(read_slices, paths))
    assert [int(image.pixels[0, 0]) for [image] in found] == [1, 2]


def test_warnings_are_silent_in_many_threads(make_dicom):
    paths = [write_odd(make_dicom, f"{number}.dcm") for number in range(16)]
    with ThreadPoolExecutor(8) as pool:
        # The tests turn any warning into an error.
        assert len(list(pool.map(read_identity, paths * 4))) == 64


def test_filters_that_are_set_or_restored_meanwhile_do_not_matter(make_dicom):
    path = write_odd(make_dicom, "a.dcm")
    read_identity(path)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        read_identity(path)
        warnings.resetwarnings()
        read_identity(path)
    assert caught == []


def test_other_warnings_still_come():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        with without_warnings():
            warnings.warn("of one's own", stacklevel=1)
    assert len(caught) == 1

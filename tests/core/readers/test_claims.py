"""What a header claims is held against the file: monsters cost neither time nor memory, bombs are stopped."""

import bz2
import gzip
import struct
import tracemalloc
import zlib

import nibabel
import numpy as np
import pytest

from core.errors import FalxError, UnreadableImageError, UnsupportedImageError
from core.readers import compressed_files, read_slices, source
from core.readers.volumes import stored
from tests.core.readers.volumes import meta_header, nrrd_header

SHAPE = (800, 800, 1600)
FEW = bytes(37_000)


def nifti(kind=nibabel.Nifti1Image, shape=SHAPE, dtype=np.int16):
    """Give the header of a volume of such a shape, as a file begins."""
    header = kind.header_class()
    header.set_data_dtype(dtype)
    header.set_data_shape(shape)
    return header.binaryblock + bytes(4)


def mgh():
    return struct.pack(">7ih", 1, *SHAPE, 1, 4, 0, 0).ljust(284, b"\0")


MONSTERS = {
    "a.nii": nifti() + FEW,
    "b.nii": nifti(nibabel.Nifti2Image) + FEW,
    "c.nii": nifti(shape=(64, 64, 64, 30_000)) + FEW,
    "d.nii": nifti(shape=(32_000, 32_000, 32_000, 32_000), dtype=np.float64) + FEW,
    "e.nii": nifti(nibabel.Nifti2Image, (1 << 40, 1 << 40, 1 << 40)) + FEW,
    "a.nii.gz": gzip.compress(nifti() + FEW),
    "a.nii.bz2": bz2.compress(nifti(nibabel.Nifti2Image) + FEW),
    "a.mgh": mgh() + FEW,
    "a.mgz": gzip.compress(mgh() + FEW),
    "a.mha": meta_header(np.broadcast_to(np.int16(0), SHAPE), np.eye(4)) + FEW,
    "b.mha": meta_header(np.broadcast_to(np.int16(0), SHAPE), np.eye(4), is_packed=True) + zlib.compress(FEW),
    "a.nrrd": nrrd_header(np.broadcast_to(np.int16(0), SHAPE), np.eye(4)) + FEW,
    "b.nrrd": nrrd_header(np.broadcast_to(np.int16(0), SHAPE), np.eye(4), "gzip") + gzip.compress(FEW),
}


def peak_of_refusal(path, kind=FalxError):
    """Read a file, which must fail; give the error's text and the most memory that it took."""
    tracemalloc.start()
    try:
        with pytest.raises(kind) as error:
            read_slices(path)
        return str(error.value), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", MONSTERS)
def test_a_monster_is_refused_by_its_header(tmp_path, name):
    (tmp_path / name).write_bytes(MONSTERS[name])
    text, peak = peak_of_refusal(tmp_path / name, (UnreadableImageError, UnsupportedImageError))
    assert text.startswith(f"{name}: expected ")
    assert " as the header states" in text
    assert peak < 20_000_000


@pytest.mark.parametrize("suffix", [".img", ".img.gz"])
@pytest.mark.parametrize("kind", [nibabel.Nifti1Pair, nibabel.Nifti2Pair, nibabel.AnalyzeImage])
def test_a_monstrous_pair_is_refused_by_its_header(tmp_path, kind, suffix):
    (tmp_path / "a.hdr").write_bytes(nifti(kind)[:-4])
    (tmp_path / f"a{suffix}").write_bytes(gzip.compress(FEW) if suffix.endswith("gz") else FEW)
    text, peak = peak_of_refusal(tmp_path / "a.hdr", UnreadableImageError)
    assert "2.05 GB of values, as the header states (800 x 800 x 1600 of int16), got a" in text
    assert peak < 20_000_000


def test_a_volume_that_is_whole_and_too_large_is_refused_by_its_header(tmp_path, monkeypatch):
    monkeypatch.setattr(stored, "MOST_VALUES", 1000)
    volume = np.ones((20, 20, 20), np.uint8)
    nibabel.save(nibabel.Nifti1Image(volume, np.eye(4)), tmp_path / "a.nii.gz")
    with pytest.raises(UnsupportedImageError, match=r"^a\.nii\.gz: .*up to .*crop it"):
        read_slices(tmp_path / "a.nii.gz")


@pytest.mark.slow
@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress])
def test_a_bomb_behind_a_small_volume_is_not_set_off(tmp_path, pack):
    volume = np.arange(20 * 20 * 3, dtype=np.int16).reshape(20, 20, 3)
    content = nibabel.Nifti1Image(volume, np.eye(4)).to_bytes() + bytes(200_000_000)
    path = tmp_path / "a.nii.gz"
    path.write_bytes(pack(content))
    del content
    tracemalloc.start()
    assert len(read_slices(path)) == 3
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress])
def test_a_bomb_of_another_format_is_stopped_at_the_limit(tmp_path, monkeypatch, pack):
    monkeypatch.setattr(source, "MOST_UNPACKED", 1_000_000)
    path = tmp_path / "a.pgm.gz"
    path.write_bytes(pack(b"P5 100 100 255\n" + bytes(30_000_000)))
    text, peak = peak_of_refusal(path, UnsupportedImageError)
    assert "packed file" in text
    assert peak < 10_000_000


def test_nothing_is_unpacked_further_than_wanted():
    content = gzip.compress(bytes(50_000_000))
    tracemalloc.start()
    plain = compressed_files.unpack(content, compressed_files.Packing.GZIP, kept=10, counted=5_000_000)
    assert (len(plain.content), plain.length) == (10, 5_000_001)
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()

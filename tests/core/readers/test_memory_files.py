"""Files in memory: read like those on the disk, and never looked for there."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from core.errors import UnreadableImageError
from core.image.sample_files import sample_files
from core.readers import read_slices
from core.readers.archive import close_archive, list_members
from core.readers.compressed_files import read_head
from core.readers.memory_files import holding, is_held
from core.series.catalogue import read_catalogue


def test_a_picture_in_memory_is_the_same_as_on_the_disk():
    file = sample_files()[0]
    with holding(file.read_bytes(), "a.png") as path:
        [held], [there] = read_slices(path), read_slices(file)
        assert not path.exists()
    assert (held.pixels == there.pixels).all()
    assert held.input_sha256 == there.input_sha256
    assert held.window == there.window


def test_it_is_gone_afterwards():
    with holding(b"x", "a.png") as path:
        assert is_held(path)
        assert read_head(path, 8) == b"x"
    assert not is_held(path)
    with pytest.raises(FileNotFoundError):
        read_head(path, 8)
    with pytest.raises(UnreadableImageError) as error:
        read_slices(path)
    assert error.value.is_missing


def test_an_archive_in_memory_is_listed_and_read():
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for file in sample_files()[:2]:
            archive.write(file, f"inner/{file.name}")
    with holding(packed.getvalue(), "study.zip") as path:
        members = list_members(path)
        assert [member.relative_to(path).as_posix() for member in members] == sorted(
            f"inner/{file.name}" for file in sample_files()[:2]
        )
        assert len(read_slices(members[0])) == 1
        assert [series.path for series in read_catalogue(path).series] == members
        close_archive()


def test_two_archives_of_one_name_and_size_are_not_taken_for_each_other():
    for name in ("a.txt", "b.txt"):
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr(name, "text")
        with holding(packed.getvalue(), "study.zip") as path:
            assert [member.name for member in list_members(path)] == [name]


@pytest.mark.parametrize("name", ["../a.png", "a/b.png", "..", ".", ""])
def test_a_name_with_a_folder_is_refused(name):
    with pytest.raises(ValueError, match="plain name"), holding(b"x", name):
        pass


def test_a_header_without_its_data_does_not_look_on_the_disk(tmp_path, monkeypatch):
    (tmp_path / "a.raw").write_bytes(bytes(64 * 64))
    monkeypatch.chdir(tmp_path)
    header = b"ObjectType = Image\nNDims = 2\nDimSize = 64 64\nElementType = MET_UCHAR\nElementDataFile = a.raw\n"
    with holding(header, "a.mhd") as path, pytest.raises(UnreadableImageError, match="beside"):
        read_slices(Path(path))

"""Zip archives: read from memory, held against what they claim, and protected ones named."""

import struct
import zipfile
import zlib

import pytest

from core.batch.inputs import find_inputs
from core.errors import FalxError, ProtectedArchiveError, UnreadableImageError, UnsupportedImageError
from core.readers import archive, read_slices
from core.readers.archive import (
    MOST_UNPACKED,
    give_password,
    list_left_out,
    list_members,
    read_member,
    require_entries,
)
from core.readers.containers import find_contents, is_container
from core.series.listing import list_series
from tests.core.phantom_medium import T1, write_flat, write_zip
from tests.core.phantom_study import draw_study, write_nifti, write_picture


@pytest.fixture
def study(tmp_path):
    folder = write_flat(tmp_path / "in" / "study", (T1,))
    write_nifti(folder / "volume.nii.gz", draw_study())
    write_picture(folder / "deep" / "picture.png", draw_study())
    (folder / "note.txt").write_text("nothing")
    (folder / "__MACOSX").mkdir()
    write_picture(folder / "__MACOSX" / "a.png", draw_study())
    return write_zip(tmp_path / "study.zip", folder)


def encrypt(path, name, content, password):
    """Write an archive of one file, encrypted the old way (PKWARE's APPNOTE 6.1)."""
    keys = [0x12345678, 0x23456789, 0x34567890]

    def crc(old, byte):
        return zlib.crc32(bytes([byte]), old ^ 0xFFFFFFFF) ^ 0xFFFFFFFF

    def update(byte):
        keys[0] = crc(keys[0], byte)
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = crc(keys[2], keys[1] >> 24)

    def encrypted(byte):
        k = keys[2] | 2
        coded = byte ^ (((k * (k ^ 1)) >> 8) & 0xFF)
        update(byte)
        return coded

    for byte in password.encode():
        update(byte)
    check = zlib.crc32(content)
    body = bytes(encrypted(byte) for byte in bytes(11) + bytes([check >> 24]) + content)
    sizes = struct.pack("<3I2H", check, len(body), len(content), len(name), 0)
    local = struct.pack("<4s5H", b"PK\x03\x04", 20, 1, 0, 0, 33) + sizes + name.encode()
    central = struct.pack("<4s6H", b"PK\x01\x02", 20, 20, 1, 0, 0, 33) + sizes + struct.pack("<3H2I", 0, 0, 0, 0, 0)
    central += name.encode()
    at = len(local) + len(body)
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, len(central), at, 0)
    path.write_bytes(local + body + central + end)
    return path


def test_the_images_of_an_archive_are_found(study):
    skipped = []
    found = [path.relative_to(study).as_posix() for path in find_contents(study, on_skipped=skipped.append)]
    assert len(found) == 9
    assert found[-2:] == ["study/deep/picture.png", "study/volume.nii.gz"]
    assert [path.name for path in skipped] == ["note.txt"]


def test_the_command_line_names_them_by_their_paths(study, monkeypatch):
    monkeypatch.chdir(study.parent)
    assert list(find_inputs(["study.zip"], patterns=["*.png"])) == ["study.zip/study/deep/picture.png"]
    assert len(list(find_inputs(["study.zip", "study.zip/study/volume.nii.gz"]))) == 9


@pytest.mark.parametrize("name", ["study/deep/picture.png", "study/volume.nii.gz"])
def test_a_file_within_is_the_same_as_outside(study, tmp_path, name):
    inside, outside = read_slices(study / name), read_slices(tmp_path / "in" / name)
    assert [image.input_sha256 for image in inside] == [image.input_sha256 for image in outside]
    assert inside[0].source == study / name


def test_nothing_is_written_to_the_disk(study, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path / "none"))
    before = sorted(tmp_path.rglob("*"))
    read_slices(study / "study/volume.nii.gz")
    assert sorted(tmp_path.rglob("*")) == before


def test_an_archive_itself_is_no_picture(study):
    with pytest.raises(UnsupportedImageError, match="a zip archive; open the pictures in it"):
        read_slices(study)


def test_what_is_not_there_is_missing(study):
    for path in (study / "study/none.png", study.with_name("gone.zip") / "a.png"):
        with pytest.raises(UnreadableImageError, match="found nothing") as caught:
            read_slices(path)
        assert caught.value.is_missing


def test_a_damaged_file_within_costs_itself(study):
    content = bytearray(study.read_bytes())
    at = content.index(b"picture.png") + 200
    content[at : at + 40] = bytes(40)
    study.write_bytes(content)
    with pytest.raises(UnreadableImageError, match="damaged"):
        read_slices(study / "study/deep/picture.png")
    assert read_slices(study / "study/volume.nii.gz")


@pytest.mark.parametrize("cut", [100, 4000])
def test_a_cut_archive_is_named(study, cut):
    study.write_bytes(study.read_bytes()[:cut])
    with pytest.raises(UnreadableImageError, match="damaged or cut off; copy it again"):
        list_members(study)
    # The command tells it of the archive.
    assert list(find_inputs([str(study)])) == [str(study)]


def test_an_archive_that_claims_too_much_is_refused(tmp_path):
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.dcm", bytes(1000))
    content = bytearray(path.read_bytes())
    at = content.index(b"PK\x01\x02") + 24
    content[at : at + 4] = struct.pack("<I", 4_000_000_000)
    path.write_bytes(content)
    with pytest.raises(UnsupportedImageError, match=r"claims to hold 4\.0 GB"):
        list_members(path)


def test_a_file_within_that_is_too_large_is_refused(tmp_path):
    path = tmp_path / "large.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.dcm", bytes(1000))
    content = bytearray(path.read_bytes())
    at = content.index(b"PK\x01\x02") + 24
    content[at : at + 4] = struct.pack("<I", MOST_UNPACKED + 1)
    path.write_bytes(content)
    with pytest.raises(UnsupportedImageError, match="up to 500 MB in a zip archive"):
        read_slices(path / "a.dcm")


LEADING_OUT = ("../a.png", "/b.png", "in/../../c.png", "..\\e.png", "\\\\host\\f.png", "C:\\g.png", "d:h.png")


def write_named(path, *names):
    with zipfile.ZipFile(path, "w") as packed:
        for name in names:
            packed.writestr(name, name)
    return path


def names_in(path):
    return [member.relative_to(path).as_posix() for member in list_members(path)]


def test_names_that_lead_out_are_left_out_and_named(tmp_path):
    path = write_named(tmp_path / "slip.zip", *LEADING_OUT, "d.png")
    assert names_in(path) == ["d.png"]
    assert list_left_out(path) == [(name, "its name leads out of the archive") for name in LEADING_OUT]


def test_backslashes_are_between_folders(tmp_path):
    path = write_named(tmp_path / "windows.zip", "study\\", "study\\deep\\b.png", ".\\study\\a.png", "study//c.png")
    assert names_in(path) == ["study/a.png", "study/c.png", "study/deep/b.png"]
    assert list_left_out(path) == []
    assert read_member(path / "study/deep/b.png") == b"study\\deep\\b.png"
    assert read_member(path / "study/c.png") == b"study//c.png"


def test_of_two_files_of_a_name_the_later_is_read_and_the_other_named(tmp_path):
    path = write_named(tmp_path / "twice.zip", "in\\a.png", "in/a.png")
    assert read_member(path / "in/a.png") == b"in/a.png"
    assert list_left_out(path) == [("in\\a.png", "a later file in the archive has the same name")]


def test_an_archive_of_nothing_but_names_that_lead_out_states_why(tmp_path):
    path = write_named(tmp_path / "slip.zip", "../a.png")
    with pytest.raises(UnreadableImageError, match="its name leads out of the archive"):
        list_series([path], lambda *_: None)


@pytest.mark.parametrize("comment", [b"", b"of the archive"])
def test_entries_are_counted_before_they_are_looked_at(tmp_path, monkeypatch, comment):
    path = write_named(tmp_path / "many.zip", *map(str, range(7)))
    with zipfile.ZipFile(path, "a") as packed:
        packed.comment = comment
    require_entries(path, 7)
    with pytest.raises(
        UnsupportedImageError, match="up to 6 files and folders, got 7; unpack it and open a folder of it"
    ):
        require_entries(path, 6)
    monkeypatch.setattr(archive, "MOST_MEMBERS", 6)
    # Python's own would make an object of each.
    monkeypatch.setattr(zipfile, "ZipFile", None)
    with pytest.raises(UnsupportedImageError, match="up to 6 files and folders, got 7"):
        list_members(path)


def test_a_protected_archive_asks_for_its_password(tmp_path):
    picture = tmp_path / "a.png"
    write_picture(picture, draw_study())
    path = encrypt(tmp_path / "locked.zip", "a.png", picture.read_bytes(), "secret")
    with pytest.raises(ProtectedArchiveError, match="protected by a password"):
        list_members(path)
    with pytest.raises(ProtectedArchiveError, match="does not fit"):
        give_password(path, "wrong")
    with pytest.raises(ProtectedArchiveError, match="protected by a password"):
        read_slices(path / "a.png")
    give_password(path, "secret")
    assert read_slices(path / "a.png")[0].pixels.shape == (64, 64)


def test_aes_is_named(tmp_path):
    path = encrypt(tmp_path / "locked.zip", "a.png", b"some bytes", "secret")
    content = path.read_bytes()
    at = content.index(b"PK\x01\x02") + 10
    path.write_bytes(content[:at] + struct.pack("<H", 99) + content[at + 2 :])
    with pytest.raises(UnsupportedImageError, match="AES"):
        list_members(path)


def test_an_empty_archive_and_an_office_document_are_no_studies(tmp_path):
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("[Content_Types].xml", "x")
        packed.writestr("word/document.xml", "x")
    assert not is_container(path)
    with pytest.raises(FalxError, match="Word"):
        read_slices(path)


def test_a_member_is_read_as_far_as_asked(study):
    assert len(read_member(study / "study/volume.nii.gz", 10)) == 10

"""Archive, check sum, and what systems are told of the program."""

import hashlib
import plistlib
import re
import sys
import tarfile

import numpy as np
import pytest

from core.program import product
from core.program.product import Flavour
from release.archive import BrokenArchiveError, archive_name, pack, unpack, write_checksum
from release.info_plist import info_plist
from release.version_resource import write_version_resource


@pytest.mark.parametrize(
    ("system", "name"),
    [
        ("linux", f"falx-reader-{product.VERSION}-linux-x86_64.tar.zst"),
        ("win32", f"falx-reader-{product.VERSION}-windows-x86_64.zip"),
        ("darwin", f"falx-reader-{product.VERSION}-macos-x86_64.dmg"),
    ],
)
def test_an_archive_is_named_after_flavour_version_and_system(system, name):
    assert archive_name(Flavour.READER, system, "x86_64") == name


def test_the_check_sum_is_that_of_the_file(tmp_path):
    (tmp_path / "a.zip").write_bytes(b"content")
    line = write_checksum(tmp_path / "a.zip").read_text()
    assert line == f"{hashlib.sha256(b'content').hexdigest()}  a.zip\n"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="packs as Linux does")
def test_what_is_packed_comes_out_as_it_was(tmp_path):
    pytest.importorskip("zstandard")
    folder = tmp_path / "falx"
    (folder / "_internal").mkdir(parents=True)
    (folder / "falx").write_text("program")
    (folder / "falx").chmod(0o755)
    (folder / "_internal" / "library.so.1").write_bytes(bytes(1000))
    (folder / "_internal" / "library.so").symlink_to("library.so.1")
    archive = pack(folder, Flavour.FULL, tmp_path)
    assert (tmp_path / f"{archive.name}.sha256").read_text().endswith(f"  {archive.name}\n")
    (tmp_path / "out").mkdir()
    out = unpack(archive, tmp_path / "out")
    assert (out / "falx").read_text() == "program"
    assert (out / "falx").stat().st_mode & 0o111
    assert (out / "_internal" / "library.so").is_symlink()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="packs as Linux does")
def test_a_python_that_knows_no_filters_unpacks_too(tmp_path, monkeypatch):
    pytest.importorskip("zstandard")
    folder = tmp_path / "falx"
    folder.mkdir()
    (folder / "falx").write_text("program")
    archive = pack(folder, Flavour.FULL, tmp_path)
    extractall = tarfile.TarFile.extractall

    def extractall_of_3_11_2(self, path=".", members=None, *, numeric_owner=False):
        extractall(self, path, members, numeric_owner=numeric_owner)

    monkeypatch.setattr(tarfile.TarFile, "extractall", extractall_of_3_11_2)
    (tmp_path / "out").mkdir()
    assert (unpack(archive, tmp_path / "out") / "falx").read_text() == "program"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="packs as Linux does")
@pytest.mark.parametrize("damage", [lambda whole: whole[: len(whole) // 2], lambda whole: b"no archive"])
def test_an_archive_that_is_not_whole_is_named(tmp_path, damage):
    pytest.importorskip("zstandard")
    folder = tmp_path / "falx"
    folder.mkdir()
    (folder / "falx").write_bytes(np.random.default_rng(0).bytes(100_000))
    archive = pack(folder, Flavour.FULL, tmp_path)
    archive.write_bytes(damage(archive.read_bytes()))
    (tmp_path / "out").mkdir()
    with pytest.raises(BrokenArchiveError, match=re.escape(f"{archive}: expected a whole archive")):
        unpack(archive, tmp_path / "out")


def test_what_could_not_be_packed_leaves_no_archive(tmp_path):
    with pytest.raises(FileNotFoundError):
        pack(tmp_path / "missing", Flavour.FULL, tmp_path)
    assert not list(tmp_path.iterdir())


def test_the_windows_program_states_version_and_name(tmp_path):
    text = write_version_resource(tmp_path).read_text("utf-8")
    compile(text, "version_resource", "eval")
    assert f"StringStruct('ProductVersion', '{product.VERSION}')" in text
    assert "StringStruct('ProductName', 'Falx')" in text


def test_the_macos_program_states_every_kind_of_file():
    plist = plistlib.loads(plistlib.dumps(info_plist()))
    types = {entry["UTTypeIdentifier"] for key in plist if key.startswith("UT") for entry in plist[key]}
    assert types == {kind.identifier for kind in product.FILE_KINDS}
    assert len(plist["CFBundleDocumentTypes"]) == len(product.FILE_KINDS)

"""`falx classify` on zip archives and DICOMDIRs."""

import csv
import zipfile

import pytest

from falx import main
from tests.core.phantom_medium import FLAIR, write_flat, write_medium, write_zip
from tests.core.readers.test_archive import encrypt


def paths_of(file):
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return [row["path"] for row in csv.DictReader(stream)]


@pytest.fixture(autouse=True)
def there(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_files_in_an_archive_are_named_by_where_they_are(tmp_path, capsys):
    write_zip(tmp_path / "study.zip", write_flat(tmp_path / "study", (FLAIR,)))
    assert main(["classify", "study.zip", "--csv", "v.csv"]) == 0
    assert paths_of(tmp_path / "v.csv") == [f"study.zip/study/IM{3 + 7 * index:04d}" for index in range(5)]
    capsys.readouterr()
    # What is recorded is not read again.
    assert main(["classify", "study.zip", "--csv", "v.csv", "--resume"]) == 0
    assert "5 records are from an earlier run" in capsys.readouterr().out
    assert len(paths_of(tmp_path / "v.csv")) == 5


def test_the_directory_of_a_medium_stands_for_what_it_lists(tmp_path):
    directory = write_medium(tmp_path / "cd", (FLAIR,))
    (directory.parent / "other.png").write_bytes(b"not listed")
    assert main(["classify", "cd/DICOMDIR", "--csv", "v.csv"]) == 0
    assert len(paths_of(tmp_path / "v.csv")) == 5


def test_what_is_left_out_of_an_archive_is_stated_on_the_command_line(tmp_path, capsys):
    with zipfile.ZipFile(tmp_path / "slip.zip", "w") as archive:
        for name in ("../a.png", "..\\b\n.png"):
            archive.writestr(name, b"")
    assert main(["classify", "slip.zip"]) == 1
    said = capsys.readouterr().err
    assert "slip.zip: ../a.png: its name leads out of the archive; it is left out\n" in said
    assert "slip.zip: ..\\b\\n.png: its name leads out of the archive; it is left out\n" in said


def test_a_protected_archive_is_a_failure_with_its_reason(tmp_path, capsys):
    encrypt(tmp_path / "locked.zip", "a.png", b"some bytes", "secret")
    assert main(["classify", "locked.zip"]) == 1
    assert "protected by a password; enter its password in the window, or unpack it first" in capsys.readouterr().err

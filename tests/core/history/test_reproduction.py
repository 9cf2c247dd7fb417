"""Results are run again, and what is no longer the same is named."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from core.errors import FalxError, ProtectedArchiveError
from core.history.entry import Entry, Judgement, Opinion
from core.history.reproduction import correct, reproduce
from core.image.phantom import head_phantom
from core.model.classifier import Classifier
from core.readers import read_slices
from core.records.record import predicted
from tests.core.phantom_study import write_picture
from tests.core.readers.test_archive import encrypt

# Of a job that is still wanted.
PIPE = SimpleNamespace(is_cancelled=False)


@pytest.fixture(scope="module")
def classifier():
    return Classifier.open()


@pytest.fixture
def entry(tmp_path, classifier):
    path = write_picture(tmp_path / "a.png", [head_phantom()])
    [image] = read_slices(tmp_path / "a.png")
    record = predicted(str(path), image, classifier.predict(image), classifier.package.title)
    return Entry(1, "2026-01-01T00:00:00Z", record, Opinion(Judgement.NO_TUMOUR))


def test_the_same_picture_and_model_give_the_same(entry):
    found = reproduce(entry, None, {}, PIPE)
    assert found.is_reproduced
    assert found.words.startswith("Reproduced")


def test_another_model_is_named(entry, classifier):
    found = reproduce(replace(entry, record=replace(entry.record, model="falx 0.1")), None, {}, PIPE)
    assert not found.is_reproduced
    assert f"That model is no longer installed; {classifier.package.title} answered" in found.words
    assert "The verdict is the same" in found.words


def test_a_changed_file_and_another_verdict_are_named(entry, tmp_path):
    write_picture(tmp_path / "a.png", [head_phantom(5)])
    finding = replace(entry.record.finding, verdict="somewhere-else", prediction_set=("somewhere-else",))
    found = reproduce(replace(entry, record=replace(entry.record, finding=finding)), None, {}, PIPE)
    assert "The file has changed since." in found.words
    assert "The verdict is now" in found.words
    assert "Probabilities differ by up to" in found.words


def test_a_file_that_is_not_there_is_an_error(entry, tmp_path):
    (tmp_path / "a.png").unlink()
    with pytest.raises(FalxError):
        reproduce(entry, None, {}, PIPE)


def test_the_password_of_an_archive_reaches_the_reader(entry, tmp_path, monkeypatch):
    archive = encrypt(tmp_path / "locked.zip", "a.png", (tmp_path / "a.png").read_bytes(), "secret")
    locked = replace(entry, record=replace(entry.record, path=str(archive / "a.png")))
    monkeypatch.setattr("core.readers.archive._passwords", {})
    with pytest.raises(ProtectedArchiveError):
        reproduce(locked, None, {}, PIPE)
    assert reproduce(locked, None, {str(archive): b"secret"}, PIPE).is_same_verdict


def test_corrections_are_written_into_a_new_folder(entry, tmp_path):
    target = tmp_path / "corrections" / "new.csv"
    assert correct([entry], target, PIPE).rows == 1
    assert "notumor" in target.read_text("utf-8")

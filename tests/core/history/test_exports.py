"""What is made of the history: a table, a manifest, reader against model."""

import csv
import hashlib
import os
from dataclasses import replace
from pathlib import Path

import nibabel
import numpy as np
import pytest

from core.errors import HistoryError
from core.history.entry import Entry, Judgement, Opinion
from core.history.exports import reader_table, write_corrections, write_table
from core.image.phantom import head_phantom
from core.image.sample_files import sample_files
from tests.core.history.test_history import record
from tests.core.phantom_study import write_picture
from tests.core.readers.test_archive import encrypt
from training.dataset.manifest import read_dataset


def entry(number, verdict="glioma", opinion=None, path=None, frame=0, measurements=(), given_at=""):
    kept = record(number, verdict, path, frame)
    return Entry(number, "2026-01-31T12:00:00Z", kept, opinion, measurements, given_at)


OTHER, NONE, AGREE, UNSURE = (
    Opinion(Judgement.OTHER, "meningioma", "dural tail"),
    Opinion(Judgement.NO_TUMOUR),
    Opinion(Judgement.AGREE, "glioma"),
    Opinion(Judgement.UNSURE),
)


def read(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_table_holds_result_opinion_and_measurements(tmp_path):
    write_table([entry(1, opinion=OTHER, measurements=("ruler 20.0 mm",)), entry(2)], tmp_path / "table.csv")
    first, second = read(tmp_path / "table.csv")
    assert (first["verdict"], first["opinion"], first["opinion_class"], first["note"]) == (
        "glioma",
        "other",
        "meningioma",
        "dural tail",
    )
    assert first["measurements"] == "ruler 20.0 mm"
    assert float(first["probability"]) == 0.91
    assert second["opinion"] == ""


def test_a_note_does_not_run_as_a_formula(tmp_path):
    note = Opinion(Judgement.UNSURE, note='=HYPERLINK("http://x")')
    write_table([entry(1, opinion=note)], tmp_path / "table.csv")
    assert read(tmp_path / "table.csv")[0]["note"].startswith("'=")


def test_reader_against_model_is_counted():
    table = reader_table(
        [
            entry(1, opinion=AGREE),
            entry(2, "glioma", OTHER),
            entry(3, "glioma", NONE),
            entry(4, "notumor", NONE),
            entry(5, opinion=UNSURE),
            entry(6),
            entry(1, "meningioma", AGREE),
        ]
    )
    assert dict(table.counts) == {
        ("glioma", "glioma"): 1,
        ("meningioma", "glioma"): 1,
        ("notumor", "glioma"): 1,
        ("notumor", "notumor"): 1,
    }
    assert (table.agreed, table.total, table.unsure) == (2, 4, 1)


def of_file(path, verdict="glioma", opinion=None, frame=0):
    """Make the entry of a file that is there."""
    known = record(0, verdict, str(path), frame)
    known = replace(known, input_sha256=hashlib.sha256(Path(path).read_bytes()).hexdigest())
    return Entry(0, "2026-01-31T12:00:00Z", known, opinion)


def test_corrections_become_a_manifest_that_a_training_takes(tmp_path):
    a, b, c, d = (write_picture(tmp_path / f"{name}.png", [head_phantom(index)]) for index, name in enumerate("abcd"))
    changed = of_file(d, opinion=AGREE)
    write_picture(Path(d), [head_phantom(9)])
    volume = tmp_path / "volume.nii.gz"
    nibabel.save(nibabel.Nifti1Image(np.stack([head_phantom(1)] * 3, -1), np.eye(4)), volume)
    entries = [
        of_file(a, opinion=OTHER),
        of_file(b, opinion=NONE),
        of_file(c, opinion=AGREE),
        of_file(a, "notumor", AGREE),
        entry(4, opinion=UNSURE),
        entry(5, "uncertain", Opinion(Judgement.AGREE)),
        entry(6, opinion=NONE, path=str(tmp_path / "gone.png")),
        entry(7, opinion=NONE, path=os.fsdecode(b"no-text-\xff.png")),
        changed,
        of_file(volume, opinion=NONE),
        of_file(volume, opinion=NONE, frame=2),
    ]
    made = write_corrections(entries, tmp_path / "mine.csv")
    assert (made.rows, made.missing, made.slices) == (3, 3, 2)
    assert made.classes == (("glioma", 1), ("meningioma", 1), ("notumor", 1))
    rows = [(row["path"], row["class"]) for row in read(tmp_path / "mine.csv")]
    assert rows == [(a, "meningioma"), (b, "notumor"), (c, "glioma")]
    assert len(read_dataset(tmp_path / "mine.csv").rows) == 3


def test_the_newest_opinion_on_an_image_counts(tmp_path):
    picture = write_picture(tmp_path / "a.png", [head_phantom()])
    write_corrections([of_file(picture, opinion=NONE), of_file(picture, opinion=AGREE)], tmp_path / "mine.csv")
    assert [row["class"] for row in read(tmp_path / "mine.csv")] == ["notumor"]


@pytest.mark.parametrize(("newest", "classes", "unsure"), [(NONE, ["notumor"], 0), (UNSURE, [], 1)])
def test_the_opinion_that_was_given_last_counts_even_if_it_is_unsure(tmp_path, newest, classes, unsure):
    picture, other = (
        write_picture(tmp_path / f"{name}.png", [head_phantom(seed)]) for name, seed in (("a", 1), ("b", 2))
    )
    # The older opinion is on the result that was read last.
    older = replace(of_file(picture, opinion=AGREE), given_at="2026-01-01T00:00:00Z")
    newer = replace(of_file(picture, opinion=newest), given_at="2026-01-02T00:00:00Z")
    entries = [older, newer, of_file(other, opinion=AGREE)]
    write_corrections(entries, tmp_path / "mine.csv")
    assert [row["class"] for row in read(tmp_path / "mine.csv")] == [*classes, "glioma"]
    assert reader_table(entries).unsure == unsure


def test_without_an_opinion_there_is_nothing_to_train_on(tmp_path):
    with pytest.raises(HistoryError, match="say what you think"):
        write_corrections([entry(1), entry(2, opinion=UNSURE)], tmp_path / "mine.csv")
    assert not (tmp_path / "mine.csv").exists()


def test_readings_of_slices_alone_lead_to_single_images(tmp_path):
    volume = tmp_path / "volume.nii.gz"
    nibabel.save(nibabel.Nifti1Image(np.stack([head_phantom(1)] * 3, -1), np.eye(4)), volume)
    entries = [of_file(volume, opinion=NONE), of_file(volume, opinion=NONE, frame=2)]
    with pytest.raises(HistoryError, match=r"found 2 slices of volumes.*single images.* add their folder"):
        write_corrections(entries, tmp_path / "mine.csv")


def test_images_in_protected_archives_are_no_corrections(tmp_path):
    content = sample_files()[0].read_bytes()
    archive = encrypt(tmp_path / "locked.zip", "a.png", content, "secret")
    locked = entry(1, opinion=OTHER, path=str(archive / "a.png"))
    with pytest.raises(HistoryError, match="found 1 image in protected archives; unpack the archives"):
        write_corrections([locked], tmp_path / "corrections.csv")
    picture = write_picture(tmp_path / "b.png", [head_phantom()])
    sha256 = hashlib.sha256(Path(picture).read_bytes()).hexdigest()
    plain = entry(2, opinion=NONE, path=str(picture))
    plain = replace(plain, record=replace(plain.record, input_sha256=sha256))
    found = write_corrections([locked, plain], tmp_path / "corrections.csv")
    assert (found.rows, found.missing, found.protected) == (1, 0, 1)

"""What is wrong with a dataset is said in the language of the window."""

import pytest

from core.errors import HistoryError, InvalidDatasetError
from core.history.entry import Entry, Judgement, Opinion
from core.history.exports import write_corrections
from core.image.sample_files import sample_files
from gui.translated_messages.relay import relayed
from tests.core.history.test_history import record
from tests.core.readers.test_archive import encrypt
from training.dataset.manifest import classes_of, read_dataset, read_rows
from training.dataset.rows import evaluation_rows

MANIFESTS = {
    "path,label\na.png,glioma\n": (
        "a.csv: erwartet: die Spalten path und class, gefunden: die Spalten path, label ohne class; die Spalten"
    ),
    "\n": "a.csv: erwartet: die Spalten path und class, gefunden: keine Spalten; die Spalten so nennen",
    "path,class\na.png,\n": "a.csv, Zeile 2: erwartet: ein Pfad und eine Klasse, gefunden: eines ohne",
    "path,class,fold\na.png,glioma,x\n": "erwartet: eine ganze Zahl als Fold",
    "path,class,test_only\na.png,glioma,x\n": "erwartet: 0 oder 1 als test_only",
    "path,class\na.png,glioma,x,y\n": "erwartet: 2 Spalten, gefunden: 4; in Anführungszeichen setzen",
    "path,class\na.png,glioma\nb.png,|x\n": "enthält ein |, das in Tabellen Klassen trennt; den Ordner umbenennen",
    "path,class\na.png,glioma\n": "erwartet: Bilder von 2 bis 20 Klassen, gefunden: 1 (glioma, 1 Bild)",
    "path,class\n": "erwartet: Bilder von 2 bis 20 Klassen, gefunden: 0; die Bilder jeder Klasse",
}


@pytest.mark.parametrize(("content", "expected"), MANIFESTS.items())
def test_errors_of_a_manifest_are_translated(german, tmp_path, content, expected):
    path = tmp_path / "a.csv"
    path.write_text(content, "utf-8")
    with pytest.raises(InvalidDatasetError) as caught:
        classes_of("a.csv", read_rows(path)[0])
    assert expected in relayed(str(caught.value))


def test_errors_of_odd_places_are_translated(german, tmp_path):
    with pytest.raises(InvalidDatasetError) as caught:
        read_dataset(tmp_path / "gone")
    assert "erwartet: ein Ordner mit Klassenordnern oder ein CSV-Manifest" in relayed(str(caught.value))
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04")
    with pytest.raises(InvalidDatasetError) as caught:
        read_dataset(tmp_path / "a.zip")
    assert "gefunden: ein Archiv; entpacken und den Ordner angeben" in relayed(str(caught.value))


def test_errors_of_sides_are_translated(german, tmp_path):
    (tmp_path / "a.csv").write_text("path,class\na.png,glioma\nb.png,notumor\n", "utf-8")
    dataset = read_dataset(tmp_path / "a.csv")
    for side, words in (({"fold": 2}, "er hat keine Folds"), ({"split": "Testing"}, "er hat keine Splits")):
        with pytest.raises(InvalidDatasetError) as caught:
            evaluation_rows(dataset, **side)
        assert words in relayed(str(caught.value))


def test_a_manifest_that_lists_other_classes_is_named(german, tmp_path):
    (tmp_path / "data" / "glioma").mkdir(parents=True)
    (tmp_path / "data" / "glioma" / "a.png").write_bytes(b"")
    (tmp_path / "data" / "all.csv").write_text("path,class\nglioma/a.png,a\nglioma/b.png,b\n", "utf-8")
    with pytest.raises(InvalidDatasetError) as caught:
        classes_of("data", read_rows(tmp_path / "data")[0], [tmp_path / "data"])
    told = relayed(str(caught.value))
    assert "falls all.csv sie auflistet, diese Datei angeben; oder die Bilder jeder Klasse" in told
    assert " or " not in told


def test_what_keeps_opinions_from_becoming_a_dataset_is_translated(german, tmp_path):
    archive = encrypt(tmp_path / "locked.zip", "a.png", sample_files()[0].read_bytes(), "secret")
    opinion = Opinion(Judgement.NO_TUMOUR)
    gone = Entry(1, "", record(1, path=str(tmp_path / "gone.png")), opinion)
    locked = Entry(2, "", record(2, path=str(archive / "a.png")), opinion)
    found = {}
    for name, entries in {"none": [], "some": [gone, locked]}.items():
        with pytest.raises(HistoryError) as caught:
            write_corrections(entries, tmp_path / "new.csv")
        found[name] = relayed(str(caught.value))
    assert found["none"].endswith("die noch da sind, gefunden: nichts; zuerst einige Urteile beurteilen")
    assert (
        "gefunden: 1 Bild in geschützten Archiven, 1 Datei seitdem verschoben oder geändert; die Archive"
        in (found["some"])
    )

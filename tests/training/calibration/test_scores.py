"""Files of scores."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from core.errors import InvalidScoresError
from training.calibration.scores import Score, Scores, Unseen, find_scores, read_scores, write_scores

CLASSES = ("glioma", "notumor")
ROWS = (
    Score("a/1.png", "glioma", "here", "p1", 0, Unseen.GROUP, 0.25, (2.5, -1.0)),
    Score("=b/2.png", "notumor", "", "", None, Unseen.UNKNOWN, 1.5, (0.125, 3.0)),
)


@pytest.fixture
def written(tmp_path):
    write_scores(tmp_path / "scores.csv", Scores(CLASSES, ROWS))
    return tmp_path / "scores.csv"


def test_what_is_written_is_read(written):
    scores = read_scores(written)
    assert scores == Scores(CLASSES, ROWS)
    assert scores.labels.tolist() == [0, 1]
    np.testing.assert_allclose(scores.novelties, [0.25, 1.5])
    np.testing.assert_allclose(scores.logits, [[2.5, -1], [0.125, 3]])
    # No spreadsheet runs a name.
    assert "\n'=b/2.png," in written.read_text("utf-8")


def test_the_place_of_the_dataset_is_distinguished_from_the_file(tmp_path, monkeypatch):
    data = tmp_path / "data"
    (data / "a").mkdir(parents=True)
    (data / "a" / "1.png").touch()
    out = tmp_path / "runs" / "out"
    out.mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    write_scores(out / "scores.csv", Scores(CLASSES, (dataclasses.replace(ROWS[0], dataset=Path("data")), ROWS[1])))
    assert str(tmp_path) not in (out / "scores.csv").read_text("utf-8")
    # Both are moved together, and read from elsewhere.
    (tmp_path / "there").mkdir()
    for name in ("data", "runs"):
        (tmp_path / name).rename(tmp_path / "there" / name)
    first, second = read_scores(tmp_path / "there" / "runs" / "out" / "scores.csv").rows
    assert (first.dataset_or(None) / first.path).is_file()
    assert second.dataset is None
    write_scores(tmp_path / "pooled.csv", Scores(CLASSES, (first,)))
    [again] = read_scores(tmp_path / "pooled.csv").rows
    assert (again.dataset_or(None) / again.path).is_file()


def test_a_file_of_an_earlier_falx_is_read(tmp_path):
    columns = "path,label,source,group,fold,unseen,novelty,logit_glioma,logit_notumor"
    (tmp_path / "s.csv").write_text(f"{columns}\na/1.png,glioma,here,p1,0,group,0.25,2.5,-1\n", "utf-8")
    [row] = read_scores(tmp_path / "s.csv").rows
    assert row == ROWS[0]
    assert row.dataset_or(tmp_path) == tmp_path


def test_six_digits_are_kept(tmp_path):
    row = dataclasses.replace(ROWS[0], logits=(1.23456789, -12345.678))
    write_scores(tmp_path / "s.csv", Scores(CLASSES, (row,)))
    assert read_scores(tmp_path / "s.csv").rows[0].logits == (1.23457, -12345.7)


def test_logits_stand_in_the_order_of_the_models_classes(written):
    scores = read_scores(written, ("notumor", "glioma"))
    assert scores.classes == ("notumor", "glioma")
    assert scores.rows[0].logits == (-1.0, 2.5)
    assert scores.labels.tolist() == [1, 0]


def test_other_classes_are_refused(written):
    with pytest.raises(InvalidScoresError, match=r"expected scores of the classes a, b, got glioma, notumor"):
        read_scores(written, ("a", "b"))


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("path,label", "file,label", r"expected the columns path, label, .* got file, label"),
        (",logit_notumor", ",notumor", "then logit_CLASS"),
        ("2.5", "nan", "line 2: expected a finite number, got 'nan'"),
        ("2.5", "much", "line 2: expected a finite number, got 'much'"),
        ("2.5", "1e300", "finite number"),
        ("p1,0,", "p1,-1,", "line 2: expected a whole number as fold, got '-1'"),
        (",group,0.25", ",all,0.25", "line 2: expected source, group or nothing as unseen, got 'all'"),
        ("a/1.png,glioma", "a/1.png,cyst", "line 2: expected a label among glioma, notumor, got 'cyst'"),
        ("a/1.png,", ",", "line 2: expected the path of an image, got none"),
        ("2.5,", "2.5,7,", "line 2: expected 10 cells, got 11"),
    ],
)
def test_what_is_unsound_is_refused(written, before, after, message):
    text = written.read_text("utf-8")
    assert before in text
    written.write_text(text.replace(before, after, 1), "utf-8")
    with pytest.raises(InvalidScoresError, match=message):
        read_scores(written)


def test_what_is_no_text_or_empty_is_refused(written):
    header = written.read_text("utf-8").splitlines()[0]
    written.write_text(header, "utf-8")
    with pytest.raises(InvalidScoresError, match="expected scores of images, found none"):
        read_scores(written)
    written.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InvalidScoresError, match="expected a CSV file in UTF-8"):
        read_scores(written)


def test_a_folder_stands_for_the_file_in_it(written, tmp_path):
    assert find_scores(tmp_path) == find_scores(written) == written
    (tmp_path / "empty").mkdir()
    with pytest.raises(InvalidScoresError, match=r"empty: expected a scores\.csv, or the folder"):
        find_scores(tmp_path / "empty")

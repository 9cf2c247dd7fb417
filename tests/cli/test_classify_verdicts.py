"""`falx classify`: the words of verdicts, and the level that they are given at."""

import csv
import re
import sys

import cv2
import numpy as np
import pytest

from core.image.sample_files import sample_files
from core.records.record import Finding, Record
from falx import main
from tests.cli.test_classify import folder, write_head

__all__ = ["folder"]


def finding_of(verdict, plausible, probabilities=(0.6, 0.35, 0.03, 0.02), novelty=0.31):
    shares = dict(zip(("glioma", "meningioma", "notumor", "pituitary"), probabilities, strict=True))
    label = max(shares, key=shares.get)
    return Finding(
        verdict=verdict,
        label=label,
        level=0.95,
        tumour_probability=1 - shares["notumor"],
        probabilities=shares,
        prediction_set=plausible,
        novelty=novelty,
        is_in_distribution=novelty <= 1,
        window=(255.0, 127.5),
    )


@pytest.mark.parametrize(
    ("finding", "line"),
    [
        (finding_of("glioma", ("glioma",)), "Glioma  60 %  0.31  a.png"),
        (finding_of("notumor", ("notumor",), (0.01, 0.01, 0.97, 0.01)), "No tumour found  97 %  0.31  a.png"),
        (finding_of("tumour", ("glioma", "meningioma")), "A tumour: glioma or meningioma  97 %  0.31  a.png"),
        (finding_of("tumour", ("glioma", "meningioma", "pituitary")), "A tumour, kind open  97 %  0.31  a.png"),
        (finding_of("uncertain", ("glioma", "notumor")), "Uncertain: tumour or not  tumour 97 %  0.31  a.png"),
        (
            finding_of("unlike-training", ("glioma",), novelty=1.2),
            "Unlike the training data  (glioma 60 %)  1.20  a.png",
        ),
        (finding_of("not-a-brain-mri", ("glioma",), novelty=3.5), "Not a brain MRI  (glioma 60 %)  3.50  a.png"),
        (
            finding_of("not-a-brain-mri", ("pituitary",), (0, 0, 0, 1), 3.5),
            "Not a brain MRI  (pituitary tumour > 99 %)  3.50  a.png",
        ),
    ],
)
def test_the_table_says_each_verdict_in_words_with_what_it_states(tmp_path, capsys, monkeypatch, finding, line):
    record = Record("a.png", 0, finding, "falx-x 1.0.0", "abc", None)
    monkeypatch.setattr("core.batch.engine.predicted", lambda *_: record)
    assert main(["classify", write_head(tmp_path / "a.png")]) == 0
    head, row, *_ = capsys.readouterr().out.splitlines()
    assert re.sub(" {2,}", "  ", row) == line
    assert row.index("a.png") == head.index("image")


def test_what_is_refused_is_an_answer_and_no_failed_input(tmp_path, capsys):
    noise = np.random.default_rng(0).integers(0, 255, (128, 128), np.uint8)
    (tmp_path / "in").mkdir()
    cv2.imwrite(str(tmp_path / "in" / "noise.png"), noise)
    outputs = [("--csv", "a.csv"), ("--studies", "s.csv"), ("--heatmaps", "maps")]
    command = [
        "classify",
        str(tmp_path / "in"),
        *(part for key, name in outputs for part in (key, str(tmp_path / name))),
    ]
    assert main(command) == 0
    out, err = capsys.readouterr()
    assert re.search("^1 (unlike-training|not-a-brain-mri)$", out, re.MULTILINE)
    assert err == ""
    assert main([*command, "--resume"]) == 0
    (tmp_path / "in" / "bad.png").write_bytes(b"no picture")
    capsys.readouterr()
    assert main([*command, "--resume"]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith(str(tmp_path / "in" / "bad.png"))


def test_verdicts_are_given_at_the_level_that_is_asked_for(folder, second_format, tmp_path, capsys):
    for number, (asked, level) in enumerate((([], 0.95), (["--level", "90"], 0.9), (["--level", "99 %"], 0.99))):
        target = tmp_path / f"{number}.csv"
        assert main(["classify", str(folder), "--model", str(second_format), "--csv", str(target), *asked]) == 0
        with target.open(encoding="utf-8-sig", newline="") as file:
            assert {row["level"] for row in csv.DictReader(file)} == {str(level)}
        assert f"Verdicts are right in {100 * level:g} %" in capsys.readouterr().out.splitlines()


@pytest.mark.parametrize("place", [sample_files()[0], sample_files()[0].parent])
def test_verdicts_on_samples_are_said_to_mean_nothing(place, capsys):
    assert main(["classify", str(place)]) == 0
    out = capsys.readouterr().out
    assert "Verdicts on real images are right in 95 %; on the bundled samples they mean nothing" in out


def test_of_samples_that_were_not_read_nothing_is_said(folder, capsys):
    above = sample_files()[0].parents[1]
    assert main(["classify", str(above), str(folder), "--no-recursive"]) in (0, 1)
    assert "Verdicts are right in 95 %" in capsys.readouterr().out


@pytest.mark.skipif(sys.platform == "win32", reason="needs links")
def test_links_that_lead_to_each_other_cannot_be_read(tmp_path, capsys):
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert main(["classify", str(tmp_path / "a")]) == 1
    assert "unexpected" not in capsys.readouterr().err


def test_a_model_that_knows_one_level_gives_verdicts_at_it(folder, first_format, capsys):
    for asked in ([], ["--level", "99"]):
        assert main(["classify", str(folder), "--model", str(first_format), *asked]) == 0
        assert "Verdicts are right in 99 %" in capsys.readouterr().out.splitlines()


def test_a_level_that_the_model_does_not_know_is_status_2_and_names_those_it_knows(
    folder, first_format, tmp_path, capsys
):
    target = tmp_path / "out.csv"
    command = ["classify", str(folder), "--model", str(first_format), "--csv", str(target), "--level", "95"]
    assert main(command) == 2
    out, err = capsys.readouterr()
    [line] = err.splitlines()
    assert "expected a level of 99 %" in line
    assert "got 95 %" in line
    assert out == ""
    assert not target.exists()


def test_a_file_of_another_level_is_not_resumed(folder, second_format, tmp_path, capsys):
    target = tmp_path / "out.csv"
    command = ["classify", str(folder), "--model", str(second_format), "--csv", str(target)]
    assert main([*command, "--level", "90"]) == 0
    before = target.read_bytes()
    capsys.readouterr()
    assert main([*command, "--resume"]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert "expected verdicts at 95 %, got some at 90 %; continue at that level, or choose another name" in line
    assert target.read_bytes() == before
    assert main([*command, "--resume", "--level", "90"]) == 0
    assert target.read_bytes() == before


def test_the_csv_has_its_columns_in_their_order(folder, tmp_path):
    assert main(["classify", str(folder), "--csv", str(tmp_path / "out.csv")]) == 0
    head = (tmp_path / "out.csv").read_text("utf-8-sig").splitlines()[0]
    assert head == (
        "path,frame,verdict,label,level,tumour_probability,probability_glioma,probability_meningioma,"
        "probability_notumor,probability_pituitary,prediction_set,novelty,in_distribution,window,model,input_sha256,error"
    )

"""How often the verdict on a study is right: the threshold is that of the other patients."""

import dataclasses
import json
from types import SimpleNamespace

import pytest

from bench.studies import Case, cross_validate, fit_threshold, main, measure
from bench.study_report import format_report
from core.errors import FalxError
from core.image.slice import SlicePlace
from core.model.package import ModelPackage
from core.model.store import shipped_package
from core.study.study_slice import Marks, StudySlice
from core.sweep.measured_performance import study_performance
from tests.core.phantom_study import draw_study, write_nifti

LEVEL = 0.95
EVERYWHERE = Marks(b"\xff", (2, 4), (100, 100))


def a_case(name, has_tumour, strength, group=None):
    """Make a study of which the slices 2 and 3 of six are a run of that strength."""
    slices = tuple(
        StudySlice(
            path=name,
            frame=index,
            verdict="notumor",
            is_accepted=index < 5,
            suspicion=strength if index in (2, 3) else 0.1,
            probabilities=(strength, 1 - strength),
            marks=EVERYWHERE,
            place=SlicePlace(normal=(0.0, 0.0, 1.0), position_mm=(0.0, 0.0, 5.0 * index)),
            sha256=name,
        )
        for index in range(6)
    )
    return Case(name, group or name, has_tumour, frozenset({2} if has_tumour else ()), slices)


def package():
    return SimpleNamespace(
        classes=("glioma", "notumor"),
        title="stand-in 1.0",
        training={"dataset": "others"},
        study_called_from=0.956,
        plausible=lambda mean, level, is_kind_open: ("glioma",),
    )


CASES = [
    *(a_case(f"tumour {value}", True, value) for value in (0.99, 0.98, 0.97)),
    *(a_case(f"free {value}", False, value) for value in (0.9, 0.8, 0.7)),
]


def test_the_threshold_parts_the_studies_in_the_middle_of_their_odds():
    assert 0.9 < fit_threshold(CASES) < 0.97
    odds = [value / (1 - value) for value in (0.9, 0.97, fit_threshold(CASES))]
    assert odds[2] ** 2 == pytest.approx(odds[0] * odds[1])


def test_the_threshold_needs_both_kinds():
    with pytest.raises(FalxError, match="with a tumour and without"):
        fit_threshold(CASES[:3])


def test_a_study_takes_no_part_in_its_own_threshold():
    odd = a_case("free odd", False, 0.975)
    found = dict(zip([*CASES, odd], cross_validate([*CASES, odd], package(), LEVEL), strict=True))
    limit, study = found[odd]
    assert limit == pytest.approx(fit_threshold(CASES))
    assert study.verdict == "glioma"


def test_studies_of_one_patient_stand_together():
    pair = [a_case("free one", False, 0.975, "pair"), a_case("free other", False, 0.974, "pair")]
    for limit, _ in cross_validate([*CASES, *pair], package(), LEVEL)[-2:]:
        assert limit == pytest.approx(fit_threshold(CASES))


def test_what_is_counted():
    figures = measure(CASES, package(), LEVEL)
    found = figures["cross_validated"]
    assert {name: found[name] for name in ("found", "called", "cleared", "missed")} == {
        "found": 3,
        "called": 0,
        "cleared": 0,
        "missed": 0,
    }
    assert found["uncertain"] == {"with_tumour": 0, "tumour_free": 3}
    assert found["refused"] == {"with_tumour": 0, "tumour_free": 0}
    assert (figures["tumour_studies"], figures["tumour_free_studies"]) == (3, 3)
    # Of equals the one nearest the middle, and the first of those.
    assert figures["look_first_shows_tumour"] == 3
    assert figures["refused"]["with_tumour"] == pytest.approx(1 / 6)
    text = format_report(figures)
    rows = [line.split() for line in text.splitlines()]
    assert ["called", "uncertain", "cleared", "refused"] in rows
    assert ["3", "with", "a", "tumour", "3", "0", "0", "0"] in rows
    assert ["3", "tumour-free", "0", "3", "0", "0"] in rows
    assert "trained on others" in text
    assert f'"study_called_from": {fit_threshold(CASES):.3f}' in text
    assert "with the 0.956 of the package, 3 of 3 found, 0 of 3 called" in text


@pytest.mark.parametrize(
    ("sequences", "is_confounded"), [(("t1ce", "flair"), True), (("t1", "t1"), False), (("", ""), True)]
)
def test_the_report_says_where_the_sequence_may_say_the_tumour(sequences, is_confounded):
    cases = [dataclasses.replace(case, sequence=sequences[not case.has_tumour]) for case in CASES]
    text = format_report(measure(cases, package(), LEVEL))
    assert ("the figures cannot show" in text) is is_confounded
    assert f"tumour-free: 3 {sequences[1] or 'of an unnamed one'}" in text


def test_a_folder_is_measured(tmp_path, capsys):
    lines = ["file,class,group,slices_with_tumour"]
    for index, shown in enumerate(("1 2", "")):
        write_nifti(tmp_path / f"{index}.nii", draw_study(range(1, 3) if shown else (), count=4))
        lines.append(f"{index}.nii,{'tumour' if shown else 'notumor'},p{index},{shown}")
    lines += [line.replace("p0", "p2").replace("p1", "p3") for line in lines[1:]]
    (tmp_path / "volumes.csv").write_text("\n".join(lines) + "\n", "utf-8")
    assert main(["--data", str(tmp_path), "--json", str(tmp_path / "figures.json")]) == 0
    figures = json.loads((tmp_path / "figures.json").read_text("utf-8"))
    assert (figures["slices"], len(figures["studies"])) == (16, 4)
    assert figures["model"] == ModelPackage.open(shipped_package()).title
    assert "2 tumour-free" in capsys.readouterr().out
    assert main(["--data", str(tmp_path / "nowhere")]) == 2


def test_the_counts_go_into_the_package(tmp_path, package_copy):
    lines = ["file,class,group,slices_with_tumour"]
    for index, shown in enumerate(("1 2", "")):
        write_nifti(tmp_path / f"{index}.nii", draw_study(range(1, 3) if shown else (), count=4))
        lines.append(f"{index}.nii,{'tumour' if shown else 'notumor'},p{index},{shown}")
    lines += [line.replace("p0", "p2").replace("p1", "p3") for line in lines[1:]]
    (tmp_path / "volumes.csv").write_text("\n".join(lines) + "\n", "utf-8")
    assert ModelPackage.open(package_copy).studies_measured == {}
    arguments = ["--data", str(tmp_path), "--model", str(package_copy), "--state"]
    assert main(arguments) == 0
    package = ModelPackage.open(package_copy)
    assert package.studies_measured["tumour_studies"] == package.studies_measured["tumour_free_studies"] == 2
    words = study_performance(package.metrics, package.studies_measured, package.title)
    assert "of 2 studies with a tumour called" in words
    assert words.endswith("; patients that it may have learnt from.")
    assert main([*arguments, "--unseen"]) == 0
    assert ModelPackage.open(package_copy).studies_measured["is_unseen"] is True

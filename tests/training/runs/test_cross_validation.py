"""A training and an evaluation for each fold."""

import csv
import dataclasses
import json
import logging
import shutil
from pathlib import Path

import cv2
import pytest

from core.errors import InvalidConfigError, InvalidDatasetError, UnwritableOutputError
from core.image.phantom import head_phantom
from core.model.store import shipped_package

pytest.importorskip("tensorflow")

from training.calibration.package_values import NEW_GROUPS
from training.calibration.scores import SCORES_FILE, Score, Scores, Unseen, read_scores, write_scores
from training.dataset.manifest import evaluation_rows, read_dataset, training_rows, write_manifest
from training.runs import cross_validation
from training.runs.cross_validation import cross_validate
from training.runs.request import TrainingRequest
from training.settings.config import DrawnConfig, TrainingConfig
from training.settings.starting_points import fitted, start_from_package
from training.splits.folds import CutBy, cut_dataset, write_folds
from training.statistics.metrics import mean_over_folds

# Networks are trained.
pytestmark = pytest.mark.slow

START = start_from_package(shipped_package())
CONFIG = fitted(TrainingConfig(size=64, epochs=0, head_epochs=1, batch_size=8, validation_share=0.34), START)
CLASSES = {"glioma": "glioma", "meningioma": "meningioma", "notumor": None, "pituitary": "pituitary"}


def quiet(progress):
    pass


def draw(folder, count):
    for number, (name, lesion) in enumerate(CLASSES.items()):
        (folder / name).mkdir(parents=True)
        for index in range(count):
            head = head_phantom(100 * number + index, lesion, size=96)
            cv2.imwrite(str(folder / name / f"{index}.png"), head)
            cv2.imwrite(str(folder / name / f"{index}-upside-down.png"), head[::-1])
    return folder


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    return draw(tmp_path_factory.mktemp("drawn"), 6)


@pytest.fixture
def request_(drawn, tmp_path):
    return TrainingRequest(drawn, tmp_path / "out", CONFIG, shipped_package())


@pytest.fixture
def trained(monkeypatch):
    """Pretend to train and to measure; list what would be trained."""
    asked = []

    def pretend(request, report):
        asked.append(request)
        for name in ("package", "checkpoints"):
            (request.out / name).mkdir(parents=True)
        run = {"config": dataclasses.asdict(request.config), "start": START.title, "unreadable": ["bad"]}
        run |= {"teachers": [], "teachers_sha256": "", "head_labels": None}
        (request.out / "run.json").write_text(json.dumps(run), "utf-8")

    def measure(request, report):
        rows = evaluation_rows(read_dataset(request.dataset), fold=request.fold)
        scores = [
            Score(row.path.name, row.label, row.source, row.group, row.fold, Unseen.GROUP, 0.5, (1.0, 0.0, 0.0, 0.0))
            for row in rows
        ]
        request.out.mkdir(parents=True, exist_ok=True)
        write_scores(request.out / SCORES_FILE, Scores(tuple(CLASSES), tuple(scores)))
        return {"fold": request.fold, "images": len(rows), "accuracy": {"value": 1.0}, "unreadable": []}

    monkeypatch.setattr(cross_validation, "train", pretend)
    monkeypatch.setattr(cross_validation, "evaluate", measure)
    return asked


def entries_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def with_column(drawn, path, column, of):
    """Write a manifest of what is drawn, with one more column."""
    lines = [f"{image},{image.parent.name},{of(int(image.name[0]))}" for image in sorted(drawn.rglob("*.png"))]
    path.write_text("\n".join([f"path,class,{column}", *lines]) + "\n", "utf-8")
    return path


def test_a_cross_validation_from_end_to_end_stopped_between(request_):
    # A start that states no sources may have seen any of the images.
    request_ = dataclasses.replace(request_, weights=None)

    def stop(progress):
        if progress.words == "Fold 2 of 2: training the last layers alone":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cross_validate(request_, 2, stop)
    out = request_.out
    assert not (out / "cross_validation.json").exists()
    phases = set()
    resumed = dataclasses.replace(request_, resume=True)
    results = cross_validate(resumed, 2, lambda progress: phases.add(progress.words))
    assert "Fold 1 of 2: training the last layers alone" not in phases
    assert {
        "Fold 2 of 2: training the last layers alone",
        "Fold 1 of 2: measuring the model",
        "Fold 2 of 2: measuring the model",
    } <= phases
    assert json.loads((out / "cross_validation.json").read_text("utf-8")) == results
    assert [figures["fold"] for figures in results["folds"]] == [0, 1]
    assert sum(figures["images"] for figures in results["folds"]) == 48
    assert {row.unseen for row in read_scores(out / "scores.csv").rows} == {Unseen.GROUP}
    values = [figures["accuracy"]["value"] for figures in results["folds"]]
    assert results["summary"]["accuracy"]["mean"] == pytest.approx(sum(values) / 2)
    for fold in range(2):
        assert json.loads((out / f"fold-{fold}" / "metrics.json").read_text("utf-8")) == results["folds"][fold]
        run = json.loads((out / f"fold-{fold}" / "run.json").read_text("utf-8"))
        assert run["fold"] == fold
        assert sum(run["images"].values()) + sum(run["validation_images"].values()) == 24


def test_copies_are_of_one_fold_and_the_file_says_which(request_, trained):
    cross_validate(request_, 3, quiet)
    entries = entries_of(request_.out / "folds.csv")
    assert len(entries) == 48
    assert not any(Path(entry["path"]).is_absolute() for entry in entries)
    fold_of = {entry["path"]: entry["fold"] for entry in entries}
    for path, fold in fold_of.items():
        if "upside-down" not in path:
            assert fold_of[path.replace(".png", "-upside-down.png")] == fold
    dataset = read_dataset(request_.out / "folds.csv")
    assert {row.path.resolve() for row in dataset.rows} == set(request_.dataset.resolve().rglob("*.png"))
    assert {row.label for row in evaluation_rows(dataset, fold=1)} == set(CLASSES)
    assert [one.out.name for one in trained] == ["fold-0", "fold-1", "fold-2"]
    assert {one.dataset for one in trained} == {request_.out / "folds.csv"}
    assert trained[2].name == "my-model-fold-2"


def test_the_folds_are_found_behind_links(drawn, tmp_path, trained):
    (tmp_path / "far" / "away").mkdir(parents=True)
    (tmp_path / "near").symlink_to(tmp_path / "far" / "away", target_is_directory=True)
    (tmp_path / "data").symlink_to(drawn, target_is_directory=True)
    cross_validate(TrainingRequest(tmp_path / "data", tmp_path / "near" / "out", CONFIG, shipped_package()), 2, quiet)
    assert all(row.path.is_file() for row in read_dataset(tmp_path / "near" / "out" / "folds.csv").rows)


def test_the_seed_decides_the_folds(request_, tmp_path, trained):
    texts = []
    for number, seed in enumerate((1, 1, 2)):
        config = dataclasses.replace(CONFIG, seed=seed)
        cross_validate(dataclasses.replace(request_, out=tmp_path / str(number), config=config), 2, quiet)
        texts.append((tmp_path / str(number) / "folds.csv").read_text("utf-8"))
    assert texts[0] == texts[1] != texts[2]


def test_finished_folds_are_not_trained_again(request_, trained):
    cross_validate(request_, 3, quiet)
    shutil.rmtree(request_.out / "fold-1")
    trained.clear()
    results = cross_validate(dataclasses.replace(request_, resume=True), 3, quiet)
    assert [one.fold for one in trained] == [1]
    assert len(results["folds"]) == 3
    assert results["unreadable"] == ["bad"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"resume": False}, "--resume"),
        ({"config": dataclasses.replace(CONFIG, rate=1e-5)}, "other settings"),
        ({"config": dataclasses.replace(CONFIG, seed=5)}, "another seed"),
        ({"weights": None}, "other settings or weights"),
    ],
)
def test_going_on_otherwise_is_refused(request_, trained, changes, message):
    cross_validate(request_, 2, quiet)
    before = (request_.out / "folds.csv").read_bytes()
    trained.clear()
    with pytest.raises(InvalidConfigError, match=message):
        cross_validate(dataclasses.replace(request_, **({"resume": True} | changes)), 2, quiet)
    assert trained == []
    assert (request_.out / "folds.csv").read_bytes() == before


def test_going_on_with_other_teachers_is_refused(request_, trained):
    cross_validate(request_, 2, quiet)
    path = request_.out / "fold-1" / "run.json"
    run = json.loads(path.read_text("utf-8"))
    trained.clear()
    for changes, message in (
        ({"teachers": ["other 1.0.0"]}, "other teachers"),
        # Packages of two runs may have the same name.
        ({"teachers_sha256": "ab"}, "other teachers"),
        ({"head_labels": {"name": "heads", "sha256": "ab", "heads": 3}}, "other label maps of heads"),
    ):
        path.write_text(json.dumps({**run, **changes}), "utf-8")
        with pytest.raises(InvalidConfigError, match=message):
            cross_validate(dataclasses.replace(request_, resume=True), 2, quiet)
    assert trained == []


def test_folds_of_an_earlier_falx_are_resumed(request_, trained):
    cross_validate(request_, 2, quiet)
    path = request_.out / "fold-0" / "run.json"
    run = json.loads(path.read_text("utf-8"))
    # Settings that came later.
    del run["config"]["drawn"], run["config"]["smooths_real"], run["teachers"], run["teachers_sha256"]
    path.write_text(json.dumps(run), "utf-8")
    trained.clear()
    cross_validate(dataclasses.replace(request_, resume=True), 2, quiet)
    assert trained == []


def test_drawn_heads_without_label_maps_are_refused_before_anything_is_done(request_, trained):
    config = dataclasses.replace(CONFIG, drawn=DrawnConfig(share=0.2))
    with pytest.raises(InvalidConfigError, match="--head-labels DIR"):
        cross_validate(dataclasses.replace(request_, config=config), 2, quiet)
    assert not request_.out.exists()


def test_a_folder_of_a_single_run_is_refused(request_):
    (request_.out / "checkpoints").mkdir(parents=True)
    with pytest.raises(InvalidConfigError, match="no cross-validation"):
        cross_validate(dataclasses.replace(request_, resume=True), 2, quiet)


def test_a_damaged_record_is_reported(request_, trained):
    cross_validate(request_, 2, quiet)
    (request_.out / "fold-0" / "run.json").write_text("{", "utf-8")
    with pytest.raises(InvalidConfigError, match=r"fold-0/run\.json: expected JSON, .*; remove that folder"):
        cross_validate(dataclasses.replace(request_, resume=True), 2, quiet)


def test_the_manifests_own_folds_are_used(request_, drawn, tmp_path, trained):
    manifest = with_column(drawn, tmp_path / "m.csv", "fold", lambda number: number % 3 + 3 if number < 5 else "")
    results = cross_validate(dataclasses.replace(request_, dataset=manifest), 3, quiet)
    assert [figures["fold"] for figures in results["folds"]] == [3, 4, 5]
    assert {one.dataset for one in trained} == {manifest}
    assert results["images_without_fold"] == 8
    assert not (request_.out / "folds.csv").exists()


def test_whole_sources_are_left_out_where_each_has_all_classes(request_, drawn, tmp_path, trained, caplog):
    manifest = with_column(drawn, tmp_path / "m.csv", "source", lambda number: f"hospital {number % 2}")
    results = cross_validate(dataclasses.replace(request_, dataset=manifest), 2, quiet)
    assert results["cut_by"] == "source"
    assert "the folds are cut by whole sources" in caplog.text
    entries = entries_of(request_.out / "folds.csv")
    assert {(entry["source"], entry["fold"]) for entry in entries} in (
        {("hospital 0", "0"), ("hospital 1", "1")},
        {("hospital 0", "1"), ("hospital 1", "0")},
    )


@pytest.mark.parametrize(
    ("of", "count"),
    [
        # A source that alone has what a class needs, too few sources, and one that is not named.
        (lambda number: "large" if number < 5 else "small", 2),
        (lambda number: f"hospital {number % 2}", 3),
        (lambda number: "hospital" if number else "", 2),
    ],
)
def test_groups_are_left_out_where_whole_sources_cannot_be(request_, drawn, tmp_path, trained, caplog, of, count):
    manifest = with_column(drawn, tmp_path / "m.csv", "source", of)
    config = dataclasses.replace(CONFIG, validation_share=0.5)
    results = cross_validate(dataclasses.replace(request_, dataset=manifest, config=config), count, quiet)
    assert results["cut_by"] == "group"
    assert "the folds are cut by group and look-alike" in caplog.text


def test_a_run_that_was_begun_with_groups_left_out_goes_on_so(request_, drawn, tmp_path, trained):
    manifest = with_column(drawn, tmp_path / "m.csv", "source", lambda number: f"hospital {number % 2}")
    request = dataclasses.replace(request_, dataset=manifest, resume=True)
    config = dataclasses.replace(CONFIG, validation_share=0.5)
    cuts = list(cut_dataset(read_dataset(manifest), 2, config, quiet))
    assert [by for by, _ in cuts] == [CutBy.SOURCE, CutBy.GROUP]
    (request.out / "fold-0" / "checkpoints").mkdir(parents=True)
    write_manifest(request.out / "folds.csv", cuts[1][1])
    assert write_folds(request.out / "folds.csv", iter(cuts))[0] is CutBy.GROUP


def test_the_scores_of_all_folds_are_pooled(request_, trained):
    results = cross_validate(request_, 2, quiet)
    scores = read_scores(request_.out / "scores.csv")
    assert len(scores.rows) == 48
    assert {row.fold for row in scores.rows} == {0, 1}
    assert f"--scores {request_.out.name}" in results["calibration"]
    assert NEW_GROUPS in results["calibration"]


def test_scores_are_what_a_cross_validation_gives_not_takes(request_, trained):
    with pytest.raises(InvalidConfigError, match="without scores, as it makes them itself"):
        cross_validate(dataclasses.replace(request_, scores=(request_.out,)), 2, quiet)


def test_another_number_than_that_of_the_folds_is_refused(request_, drawn, tmp_path, trained):
    manifest = with_column(drawn, tmp_path / "m.csv", "fold", lambda number: number % 3)
    with pytest.raises(InvalidDatasetError, match=r"names 3 folds \(0, 1, 2\), not 5; give --folds 3"):
        cross_validate(dataclasses.replace(request_, dataset=manifest), 5, quiet)


def test_images_of_split_testing_stay_aside(request_, drawn, tmp_path, trained):
    manifest = with_column(drawn, tmp_path / "m.csv", "split", lambda number: "Testing" if number > 3 else "Training")
    config = dataclasses.replace(CONFIG, validation_share=0.5)
    results = cross_validate(dataclasses.replace(request_, dataset=manifest, config=config), 2, quiet)
    assert results["images_without_fold"] == 16
    assert {entry["split"] for entry in entries_of(request_.out / "folds.csv")} == {"Training"}


def test_test_only_images_are_measured_but_never_trained_on(request_, drawn, tmp_path, trained):
    manifest = with_column(drawn, tmp_path / "m.csv", "test_only", lambda number: int(number == 2))
    config = dataclasses.replace(CONFIG, validation_share=0.5)
    results = cross_validate(dataclasses.replace(request_, dataset=manifest, config=config), 2, quiet)
    assert sum(figures["images"] for figures in results["folds"]) == 48
    dataset = read_dataset(request_.out / "folds.csv")
    assert sum(row.is_test_only for row in dataset.rows) == 8
    assert not any(row.is_test_only for fold in range(2) for row in training_rows(dataset, fold))


def test_more_folds_than_independent_images_are_refused(request_, trained):
    # There are 12 files of each class, but of 6 heads.
    with pytest.raises(InvalidDatasetError, match=r"too few independent images for 7 folds in: glioma \(6\)"):
        cross_validate(request_, 7, quiet)


def test_an_empty_class_folder_is_reported_once(request_, tmp_path, trained, caplog):
    data = Path(shutil.copytree(request_.dataset, tmp_path / "data"))
    (data / "other").mkdir()
    cross_validate(dataclasses.replace(request_, dataset=data), 2, quiet)
    told = "data: the folder other holds no image that can be used; it is not counted as a class"
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING] == [told]


def test_folds_that_leave_too_few_to_validate_are_refused_before_any_is_trained(request_, trained):
    config = dataclasses.replace(CONFIG, validation_share=0.1)
    expected = (
        rf"^{request_.dataset.name}: too few independent images for the validation data in: "
        r"glioma \(6 images, 3 of them independent; 1 more needed at least\), .*; add images of more patients, "
        r"keep a larger validation_share than 0\.1 out or give more folds"
    )
    with pytest.raises(InvalidDatasetError, match=expected):
        cross_validate(dataclasses.replace(request_, config=config), 2, quiet)
    assert trained == []
    assert not (request_.out / "folds.csv").exists()


def test_the_dataset_is_never_written_over(request_, drawn, trained):
    request_.out.mkdir()
    manifest = with_column(drawn, request_.out / "folds.csv", "group", str)
    before = manifest.read_bytes()
    with pytest.raises(UnwritableOutputError, match="would overwrite"):
        cross_validate(dataclasses.replace(request_, dataset=manifest), 2, quiet)
    assert manifest.read_bytes() == before


def test_summary_has_mean_and_spread_of_each_figure():
    folds = [
        {
            "accuracy": {"value": value, "interval": [0, 1]},
            "images": 3,
            "per_class": {"a": {"recall": {"value": other}}},
        }
        for value, other in ((0.8, None), (0.9, 0.5), (1.0, None))
    ]
    folds[0]["nearest_neighbour"] = None
    folds[1]["nearest_neighbour"] = {"value": 0.25}
    summary = mean_over_folds(folds)
    assert summary["accuracy"] == {
        "mean": pytest.approx(0.9),
        "standard_deviation": pytest.approx(0.1),
        "folds": 3,
    }
    once = {"mean": 0.5, "standard_deviation": None, "folds": 1}
    assert summary["per_class"] == {"a": {"recall": once}}
    assert summary["nearest_neighbour"] == once | {"mean": 0.25}
    assert "images" not in summary

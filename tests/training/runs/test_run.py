"""One tiny training from end to end."""

import dataclasses
import math
import shutil
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from core.errors import InvalidConfigError, InvalidDatasetError, InvalidScoresError
from core.image.phantom import LESIONS, draw_head, head_phantom
from core.image.slice import Slice
from core.image.windowing import EIGHT_BIT
from core.jobs.events import Progress
from core.model.classifier import Classifier
from core.model.heat_maps.known_heat_maps import EVIDENCE, GRAD_CAM
from core.model.package import CARD_FILE, ModelPackage
from core.model.preprocessing import Framing, preprocess
from core.model.store import shipped_package

pytest.importorskip("tensorflow")

from tests.training.conftest import CLASSES
from training.calibration.package_values import MAY_BE_SEEN, NEW_SOURCES
from training.calibration.scores import Score, Scores, Unseen, write_scores
from training.duplicates.near_duplicates import NEIGHBOUR_CORRELATION
from training.duplicates.thumbnails import mirrored, thumbnails
from training.fitting.checkpoint import load_checkpoint
from training.fitting.kept_weights import read_kept
from training.networks import architectures
from training.runs.request import TrainingRequest
from training.runs.run import train
from training.samples.head_labels import read_head_labels
from training.samples.images import Examples
from training.settings.config import AugmentationConfig, CounterfactualConfig, DrawnConfig, TrainingConfig
from training.settings.starting_points import fitted, start_from_package

# Networks are trained.
pytestmark = pytest.mark.slow

CLASSES_IN_ORDER = tuple(CLASSES)
CONFIG = fitted(
    TrainingConfig(size=64, epochs=2, head_epochs=2, batch_size=8, validation_share=0.25),
    start_from_package(shipped_package()),
)


@pytest.fixture(scope="module")
def request_(dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> TrainingRequest:
    # From chance, such short a training answers next to nothing, the same to every image.
    return TrainingRequest(dataset, tmp_path_factory.mktemp("run"), CONFIG, weights=shipped_package())


@pytest.fixture(scope="module")
def told() -> list[Progress]:
    return []


@pytest.fixture(scope="module")
def run(request_: TrainingRequest, told: list[Progress]) -> Path:
    return train(request_, told.append).package


def test_package_answers(run: Path) -> None:
    classifier = Classifier.open(run)
    prediction = classifier.predict(Slice(head_phantom(3), EIGHT_BIT, Path("phantom"), 0, 1, ""))
    assert classifier.package.classes == tuple(CLASSES)
    assert prediction.probabilities.sum() == pytest.approx(1.0, abs=1e-5)
    assert classifier.explain(prediction).shape == (256, 256)
    classifier.package.verify_files()
    classifier.self_check()


def test_card_states_the_run(run: Path) -> None:
    card = (run / "MODEL_CARD.md").read_text("utf-8")
    assert "64 x 64" in card
    kept = read_kept(run.parent)
    assert kept is not None
    assert kept.done == 2
    assert f"| Weights | {kept.words} |" in card
    assert "Not a medical device" in card


def test_verdicts_promise_what_so_few_images_can(run: Path) -> None:
    package = ModelPackage.open(run)
    calibration, images = package.calibration, package.training["validation_images"]
    assert calibration["images"] == images
    # Two tumour-free images out of three hold what one of them held.
    assert max(package.levels) <= images["notumor"] / (images["notumor"] + 1)
    assert calibration["promise"] == MAY_BE_SEEN
    assert calibration["from"] == "the validation images"
    assert calibration["scores_sha256"] is None
    assert package.novelty.foreign_limit >= 1
    card = (run / "MODEL_CARD.md").read_text("utf-8")
    assert f"| Meaning of the levels | {MAY_BE_SEEN} |" in card
    assert "99 % takes pictures of 99 groups (patients) with a tumour, and of as many without" in card


def test_the_package_states_the_sources_that_it_has_seen(run: Path) -> None:
    # The dataset names none, the model that it started from its own.
    training, inherited = ModelPackage.open(run).training, ModelPackage.open(shipped_package()).training["sources"]
    assert training["sources"] == {"": 32, **inherited}
    assert training["inherited_sources"] == inherited


def test_scores_of_other_networks_calibrate_instead(request_: TrainingRequest, tmp_path: Path) -> None:
    rng, leaning = np.random.default_rng(0), np.array([1.0, 0, 0, 0])
    rows = [
        Score(
            f"{name}{index}",
            name,
            f"source {index % 3}",
            "",
            None,
            Unseen.SOURCE,
            0.8,
            tuple(rng.normal(size=4) + 2 * (np.array(CLASSES_IN_ORDER) == name) + leaning),
        )
        for name in CLASSES_IN_ORDER
        for index in range(150)
    ]
    write_scores(tmp_path / "scores.csv", Scores(CLASSES_IN_ORDER, tuple(rows)))
    config = dataclasses.replace(CONFIG, epochs=0, head_epochs=1)
    request = dataclasses.replace(request_, out=tmp_path / "run", config=config, scores=(tmp_path,))
    result = train(request, lambda progress: None)
    package = ModelPackage.open(result.package)
    assert package.levels == (0.9, 0.95, 0.98, 0.99)
    assert package.calibration["promise"] == NEW_SOURCES
    # They lean towards the first class, which its bias undoes.
    assert package.biases[0] < package.biases[1:].min() - 0.3
    assert set(package.calibration["left_out"]) == {"source 0", "source 1", "source 2"}
    assert NEW_SOURCES in result.calibrated_by
    without = dataclasses.replace(request, out=tmp_path / "no-biases", config=_without_biases(config))
    assert not ModelPackage.open(train(without, lambda progress: None).package).biases.any()
    # The same network is another model with other scores.
    again = dataclasses.replace(request, resume=True)
    assert train(again, lambda progress: None).was_finished
    write_scores(tmp_path / "scores.csv", Scores(CLASSES_IN_ORDER, tuple(rows[::2])))
    assert not train(again, lambda progress: None).was_finished


def test_biases_are_fitted_to_the_validation_images_unless_the_settings_say_otherwise(
    request_: TrainingRequest, tmp_path: Path
) -> None:
    config = dataclasses.replace(CONFIG, epochs=0, head_epochs=30)
    for one in (config, _without_biases(config)):
        request = dataclasses.replace(request_, out=tmp_path / f"{one.fits_biases}", config=one)
        package = train(request, lambda progress: None).package
        assert ModelPackage.open(package).biases.any() == one.fits_biases
        assert ("class biases" in (package / CARD_FILE).read_text("utf-8")) == one.fits_biases


def _without_biases(config: TrainingConfig) -> TrainingConfig:
    return dataclasses.replace(config, fits_biases=False)


def test_unfit_scores_are_refused_before_any_image_is_read(request_: TrainingRequest, tmp_path: Path) -> None:
    told: list[Progress] = []
    request = dataclasses.replace(request_, out=tmp_path / "run", scores=(tmp_path,))
    with pytest.raises(InvalidScoresError, match=r"expected a scores\.csv"):
        train(request, told.append)
    assert told == []


def test_every_phase_was_reported(run: Path, told: list[Progress]) -> None:
    phases = {progress.phase for progress in told}
    assert {
        "Reading the images",
        "Computing the features of each image",
        "Training the last layers alone",
        "Fine-tuning the whole network",
    } <= phases
    last = [progress for progress in told if progress.epochs][-1]
    assert last.done == last.total


def test_the_end_of_a_phase_is_not_shown_while_the_next_is_under_way(run: Path, told: list[Progress]) -> None:
    fine_tuning = [place for place, progress in enumerate(told) if progress.epochs]
    # The last epoch: its last step, then its measurement, then its figures.
    measuring = told[fine_tuning[-1] - 1]
    assert (measuring.phase, measuring.total) == ("Measuring on the validation images", 0)
    assert told[fine_tuning[-1]].is_epoch_end
    begun: dict[str, int] = {}
    for progress in told[fine_tuning[-1] + 1 :]:
        begun.setdefault(progress.phase, progress.done)
    assert list(begun)[-4:] == [
        "Making the model package",
        "Calibrating on the validation images",
        "Learning what the training images look like",
        "Learning what other pictures look like",
    ]
    assert set(begun.values()) == {0}


def test_validation_shares_no_look_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, (name, lesion) in enumerate(CLASSES.items()):
        (tmp_path / "data" / name).mkdir(parents=True)
        for index in range(6):
            head = head_phantom(100 * number + index, lesion, size=96)
            for copy, image in enumerate((head, head[:, ::-1], cv2.convertScaleAbs(head, alpha=0.9), head[::-1])):
                cv2.imwrite(str(tmp_path / "data" / name / f"{copy}-{index}.png"), image)
    cut: list[Examples] = []

    def take(network: object, config: object, sampler: object, *parts: Any) -> None:
        cut.extend(parts[:2])
        raise KeyboardInterrupt

    monkeypatch.setattr("training.runs.run.fit", take)
    with pytest.raises(KeyboardInterrupt):
        train(TrainingRequest(tmp_path / "data", tmp_path / "run", CONFIG, None), lambda progress: None)
    training, validation = cut
    assert (len(training.labels), len(validation.labels)) == (80, 16)
    seen, held_out = thumbnails(training.images), thumbnails(validation.images)
    upside_down = thumbnails(training.images[:, ::-1])
    alike = np.max([held_out @ side.T for one in (seen, upside_down) for side in (one, mirrored(one))], axis=0)
    assert alike.max() < NEIGHBOUR_CORRELATION


def test_second_run_in_the_same_folder_is_refused(run: Path, request_: TrainingRequest) -> None:
    with pytest.raises(InvalidConfigError, match="--resume"):
        train(request_, lambda progress: None)


@pytest.mark.parametrize("is_resumed", [False, True])
def test_package_of_another_run_is_refused_before_any_work(
    request_: TrainingRequest, tmp_path: Path, is_resumed: bool
) -> None:
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "package.json").write_text("{}", "utf-8")
    told: list[Progress] = []
    with pytest.raises(InvalidConfigError, match="holds a model package"):
        train(dataclasses.replace(request_, out=tmp_path, resume=is_resumed), told.append)
    assert told == []
    assert [path.name for path in tmp_path.rglob("*")] == ["package", "package.json"]


def test_resume_with_other_settings_is_refused(run: Path, request_: TrainingRequest) -> None:
    other = dataclasses.replace(request_, resume=True, config=dataclasses.replace(CONFIG, rate=1e-5))
    with pytest.raises(InvalidConfigError, match="another run"):
        train(other, lambda progress: None)


def test_a_finished_run_that_is_named_with_its_dataset_is_not_published_again(
    run: Path, request_: TrainingRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path: path.stat().st_mtime_ns for path in run.iterdir()}
    published: list[object] = []
    monkeypatch.setattr("training.runs.run.publish", lambda *arguments: published.append(arguments))
    result = train(dataclasses.replace(request_, resume=True), lambda progress: None)
    assert result.was_finished
    assert result.words == "this run is finished, nothing is left to train"
    assert (result.package, len(result.history), result.kept) == (run, 2, read_kept(run.parent))
    assert {path: path.stat().st_mtime_ns for path in run.iterdir()} == before
    # Under another name it is another model.
    with pytest.raises(AttributeError):
        train(dataclasses.replace(request_, resume=True, name="renamed"), lambda progress: None)
    assert len(published) == 1


def test_stopped_run_goes_on_to_the_same_weights(run: Path, request_: TrainingRequest, tmp_path: Path) -> None:
    again = dataclasses.replace(request_, out=tmp_path / "again")

    def stop_in_second_epoch(progress: Progress) -> None:
        if progress.epochs and progress.done > progress.total // 2 + 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train(again, stop_in_second_epoch)
    assert not (tmp_path / "again" / "package").exists()
    first = kernels(again.out)
    train(dataclasses.replace(again, resume=True), lambda progress: None)
    # Threads add in an order of their own, which AdamW magnifies where gradients are small: measured 0.6 of the way
    # that the second epoch goes, but 3.5 where the optimizer's state is lost.
    assert distance(kernels(again.out), kernels(request_.out)) < 1.4 * distance(first, kernels(request_.out))


def kernels(out: Path) -> list[npt.NDArray[Any]]:
    weights = load_checkpoint(out / "checkpoints" / "last.npz")[0]["weights"]
    return [array for array in weights if array.ndim > 1]


def distance(one: list[npt.NDArray[Any]], other: list[npt.NDArray[Any]]) -> float:
    return math.sqrt(sum(float(((a - b) ** 2).sum()) for a, b in zip(one, other, strict=True)))


def test_continues_from_a_package(run: Path, request_: TrainingRequest, tmp_path: Path) -> None:
    config = dataclasses.replace(CONFIG, epochs=0, head_epochs=1, seed=2)
    request = dataclasses.replace(request_, out=tmp_path / "more", weights=run, config=config)
    older, newer = ModelPackage.open(run), ModelPackage.open(train(request, lambda progress: None).package)
    assert newer.training["start"] == older.title
    assert newer.training["start_data_sha256"] == older.training["data_sha256"]
    assert f"{older.title}, a model trained on" in newer.read("MODEL_CARD.md").decode("utf-8")
    before = list(older.read_arrays("weights.npz").values())
    after = list(newer.read_arrays("weights.npz").values())
    # The last four are the head's, which alone was trained; what was loaded is where it set out.
    for mine, theirs in zip(after[:-4], before[:-4], strict=True):
        np.testing.assert_array_equal(mine, theirs)
    for mine, theirs in zip(after[-4:], before[-4:], strict=True):
        np.testing.assert_allclose(mine, theirs, atol=0.05)


def test_stored_weights_are_those_of_the_classifier(run: Path) -> None:
    classifier = Classifier.open(run)
    network = architectures.build(CONFIG, len(CLASSES))
    architectures.load_package_weights(network, classifier.package)
    heads = [head_phantom(seed, lesion) for seed, lesion in enumerate((None, *LESIONS))]
    slices = [Slice(head, EIGHT_BIT, Path("phantom"), 0, 1, "") for head in heads]
    framed = [preprocess(one, CONFIG.size, framing=classifier.package.framing)[0] for one in slices]
    batch = np.stack(framed)[..., None]
    found = np.stack([classifier.predict(one).logits for one in slices])
    assert np.ptp(found, axis=0).max() > 0.2
    # Both are rounded to float16, the classifier's after batch normalisation was folded in.
    tolerance = 0.03 * np.ptp(found)
    np.testing.assert_allclose(network(batch, training=False)["logits"].numpy(), found, atol=tolerance)


def test_class_of_look_alikes_alone_is_refused(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    for number, name in enumerate(("a", "b")):
        (tmp_path / "data" / name).mkdir(parents=True)
        for index in range(4):
            cv2.imwrite(str(tmp_path / "data" / name / f"{index}.png"), head_phantom(number, size=96))
    request = TrainingRequest(tmp_path / "data", tmp_path / "run", CONFIG, weights=None)
    (tmp_path / "data" / "other").mkdir()
    expected = (
        r"^data: too few independent images for the validation data in: "
        r"a \(4 images, 1 of them independent; 1 more needed at least\), b \(.*\); add images of more patients$"
    )
    with pytest.raises(InvalidDatasetError, match=expected):
        train(request, lambda progress: None)
    assert "data: the folder other holds no image that can be used" in caplog.text


def test_why_none_of_a_class_could_be_read_is_reported(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "head.png"), head_phantom(0, size=96))
    lines = ("path,class", "head.png,a", "no/1.png,a", "no/2.png,b", "no/3.png,b")
    (tmp_path / "m.csv").write_text("\n".join(lines) + "\n", "utf-8")
    request = TrainingRequest(tmp_path / "m.csv", tmp_path / "run", CONFIG, weights=None)
    reason = r"no readable images to train on in: b; the first, no/2\.png: expected a file, found nothing"
    with pytest.raises(InvalidDatasetError, match=reason):
        train(request, lambda progress: None)


@pytest.fixture(scope="module")
def outlined(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Draw heads with the outlines of their lesions, and list them in a manifest."""
    folder = tmp_path_factory.mktemp("outlined")
    lines = ["path,class,source,group,contrast,outline_xy"]
    for number, (name, lesion) in enumerate(CLASSES.items()):
        for index in range(8):
            head = draw_head(100 * number + index, lesion, size=96)
            cv2.imwrite(str(folder / f"{name}-{index}.png"), head.pixels)
            contours, _ = cv2.findContours(head.lesion.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
            text = ";".join(" ".join(f"{x},{y}" for x, y in contour[:, 0]) for contour in contours if len(contour) > 2)
            lines.append(f'{name}-{index}.png,{name},drawn,{name}{index},t2,"{text}"')
    (folder / "manifest.csv").write_text("\n".join(lines) + "\n", "utf-8")
    return folder / "manifest.csv"


def test_guided_training_from_outlines_to_evidence(outlined: Path, tmp_path: Path) -> None:
    config = dataclasses.replace(
        CONFIG,
        framing=2,
        stride=8,
        has_evidence=True,
        frozen_blocks=3,
        head_epochs=0,
        evidence_weight=1.0,
        guidance_weight=0.1,
        balance=0.5,
        neck_rate=1e-3,
        augmentation=AugmentationConfig(crop_share=0.3, tone_share=0.3, jpeg_share=0.3),
        counterfactual=CounterfactualConfig(0.2, 0.2, 0.1, 0.1, 0.3),
    )
    result = train(TrainingRequest(outlined, tmp_path / "run", config, weights=None), lambda progress: None)
    package = ModelPackage.open(result.package)
    assert package.kind_contrasts == {name: ("t2",) for name in CLASSES if name != "notumor"}
    assert package.has_evidence
    assert package.framing is Framing.HEAD
    assert package.novelty.means.shape[1] != package.head.w1.shape[0]
    classifier = Classifier(package)
    classifier.self_check()
    prediction = classifier.predict(Slice(head_phantom(3), EIGHT_BIT, Path("phantom"), 0, 1, ""))
    heat = classifier.explain(prediction, method=EVIDENCE)
    assert heat.shape == (256, 256)
    assert 0 <= heat.min() <= heat.max() <= 1
    assert np.array_equal(heat, classifier.explain(prediction))
    assert not np.array_equal(heat, classifier.explain(prediction, method=GRAD_CAM))
    without = classifier.predict(Slice(head_phantom(3), EIGHT_BIT, Path("p"), 0, 1, ""), with_features=False)
    assert without.evidence is None


def test_a_training_draws_heads_and_its_package_says_from_which(
    outlined: Path, head_labels: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    config = dataclasses.replace(
        CONFIG,
        head_epochs=0,
        framing=2,
        evidence_weight=1.0,
        smooths_real=False,
        augmentation=AugmentationConfig(spectrum_share=0.5, spectrum_strength=0.8),
        drawn=DrawnConfig(share=0.5),
    )
    request = TrainingRequest(outlined, tmp_path / "run", config, weights=None, head_labels=head_labels)
    package = ModelPackage.open(train(request, lambda progress: None).package)
    heads = read_head_labels(head_labels)
    assert package.training["head_labels"] == {"name": "ellipsoids", "sha256": heads.sha256, "heads": 2}
    assert "50 % of the samples, from 2 label maps (ellipsoids, `" in (package.path / "MODEL_CARD.md").read_text(
        "utf-8"
    )
    for name in ("package/package.json", "run.json"):
        assert str(head_labels.parent) not in (tmp_path / "run" / name).read_text("utf-8")
    assert "manifest: names fewer than two sources (column source), so no amplitude spectra are mixed" in caplog.text
    # Other heads are another run.
    resumed = dataclasses.replace(request, resume=True, head_labels=shutil.copytree(head_labels, tmp_path / "maps"))
    assert train(resumed, lambda progress: None).was_finished
    (tmp_path / "maps" / "head_1.npz").unlink()
    with pytest.raises(InvalidConfigError, match="found one of another run"):
        train(resumed, lambda progress: None)


def test_a_plain_network_goes_from_chance_to_a_package(dataset: Path, tmp_path: Path) -> None:
    config = TrainingConfig(
        architecture="baseline-cnn", stride=16, size=64, epochs=1, head_epochs=0, batch_size=8, validation_share=0.25
    )
    request = TrainingRequest(dataset, tmp_path / "run", config, weights=None)
    package = ModelPackage.open(train(request, lambda progress: None).package)
    assert package.architecture == "baseline-cnn"
    assert (package.geometry.stride, package.geometry.offset) == (16, 7.5)
    architectures.load_package_weights(architectures.build(config, len(CLASSES)), package)
    with pytest.raises(InvalidConfigError, match="expected a model of architecture mobilenet-v2, got baseline-cnn"):
        architectures.load_package_weights(architectures.build(CONFIG, len(CLASSES)), package)
    classifier = Classifier(package)
    prediction = classifier.predict(Slice(head_phantom(3), EIGHT_BIT, Path("phantom"), 0, 1, ""))
    with pytest.raises(ValueError, match="evidence"):
        classifier.explain(prediction, method=EVIDENCE)

"""One tiny training from end to end."""

import dataclasses
import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from core.classifier import Classifier
from core.errors import InvalidConfigError, InvalidDatasetError
from core.jobs import Progress
from core.phantom import head_phantom
from core.slice import Slice
from core.windowing import EIGHT_BIT

pytest.importorskip("tensorflow")

from training.config import TrainingConfig
from training.run import TrainingRequest, train

CONFIG = TrainingConfig(size=64, epochs=2, head_epochs=2, batch_size=8, validation_share=0.25)
CLASSES = {"glioma": "glioma", "meningioma": "meningioma", "notumor": None, "pituitary": "pituitary"}


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("phantoms")
    for number, (name, lesion) in enumerate(CLASSES.items()):
        (folder / name).mkdir()
        for index in range(8):
            cv2.imwrite(str(folder / name / f"{index}.png"), head_phantom(100 * number + index, lesion, size=96))
    return folder


@pytest.fixture(scope="module")
def request_(dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> TrainingRequest:
    return TrainingRequest(dataset, tmp_path_factory.mktemp("run"), CONFIG, weights=None)


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
    assert "Not a medical device" in card


def test_every_phase_was_told(run: Path, told: list[Progress]) -> None:
    phases = {progress.phase for progress in told}
    assert {"Reading images", "Computing features", "Training the head", "Fine-tuning"} <= phases
    last = [progress for progress in told if progress.phase == "Fine-tuning"][-1]
    assert last.done == last.total


def test_validation_shares_no_image(run: Path) -> None:
    about = json.loads((run / "package.json").read_text("utf-8"))["training"]
    for name in CLASSES:
        assert about["images"][name] + about["validation_images"][name] == 8
        assert about["validation_images"][name] >= 1


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


def test_stopped_run_goes_on_to_the_same_weights(run: Path, request_: TrainingRequest, tmp_path: Path) -> None:
    again = dataclasses.replace(request_, out=tmp_path / "again")

    def stop_in_second_epoch(progress: Progress) -> None:
        if progress.phase == "Fine-tuning" and progress.done > progress.total // 2 + 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train(again, stop_in_second_epoch)
    assert not (tmp_path / "again" / "package").exists()
    resumed = train(dataclasses.replace(again, resume=True), lambda progress: None).package
    image = Slice(head_phantom(5), EIGHT_BIT, Path("phantom"), 0, 1, "")
    expected = Classifier.open(run).predict(image).logits
    np.testing.assert_allclose(Classifier.open(resumed).predict(image).logits, expected, atol=1e-3)


def test_continues_from_a_package(run: Path, request_: TrainingRequest, tmp_path: Path) -> None:
    config = dataclasses.replace(CONFIG, epochs=0, head_epochs=1)
    request = dataclasses.replace(request_, out=tmp_path / "more", weights=run, config=config)
    assert Classifier.open(train(request, lambda progress: None).package).package.training["start"] == "package"


def test_class_of_look_alikes_alone_is_refused(tmp_path: Path) -> None:
    for number, name in enumerate(("a", "b")):
        (tmp_path / "data" / name).mkdir(parents=True)
        for index in range(4):
            cv2.imwrite(str(tmp_path / "data" / name / f"{index}.png"), head_phantom(number, size=96))
    request = TrainingRequest(tmp_path / "data", tmp_path / "run", CONFIG, weights=None)
    with pytest.raises(InvalidDatasetError, match="too few independent images"):
        train(request, lambda progress: None)

"""What a training can start from, and what that fixes."""

import dataclasses
import json

import pytest

from core.errors import FalxError, InvalidConfigError, InvalidPackageError
from core.model.package import write_about
from core.model.package_format.export import export_package
from core.model.store import shipped_package
from core.program.product import MODEL_SUFFIX
from training.settings.config import TrainingConfig
from training.settings.imagenet_weights import weights_file
from training.settings.starting_points import (
    Start,
    StartKind,
    fitted,
    imagenet_start,
    list_starts,
    start_from_file,
    start_from_package,
    suitable,
    weights_problem,
)


@pytest.mark.parametrize("name", ["scan.png", "training.toml", "weights"])
def test_a_file_that_can_be_no_weights_is_no_start(tmp_path, name):
    (tmp_path / name).write_bytes(b"something")
    with pytest.raises(InvalidConfigError, match=rf"^{name}: expected a model package, or ImageNet weights as .h5 or"):
        start_from_file(tmp_path / name)


def test_the_shipped_model_is_the_first_and_needs_nothing():
    first = list_starts()[0]
    assert first.kind is StartKind.PACKAGE
    assert first.weights == shipped_package()
    assert not first.needs_download
    network = {"architecture": "mobilenet-v2", "framing": 2, "stride": 8, "has_evidence": True}
    assert dict(first.fixed) == network


def test_imagenet_needs_a_download_until_its_file_is_there():
    assert imagenet_start().needs_download
    weights_file().parent.mkdir(parents=True)
    weights_file().write_bytes(b"weights")
    assert imagenet_start().weights == weights_file()
    assert not imagenet_start().needs_download


def test_a_package_fixes_what_its_weights_are_of():
    wanted = TrainingConfig(architecture="efficientnet-lite0", framing=1, stride=32, frozen_blocks=16)
    got = fitted(wanted, start_from_package(shipped_package()))
    assert (got.architecture, got.framing, got.stride, got.has_evidence) == ("mobilenet-v2", 2, 8, True)
    assert got.frozen_blocks == 0


def test_a_package_without_an_evidence_map_learns_from_no_outline():
    wanted = TrainingConfig(stride=8, has_evidence=True, evidence_weight=1.0)
    plain = (("architecture", "mobilenet-v2"), ("framing", 1), ("stride", 32), ("has_evidence", False))
    got = fitted(wanted, dataclasses.replace(list_starts()[0], fixed=plain))
    assert (got.framing, got.stride, got.has_evidence, got.evidence_weight) == (1, 32, False, 0)


def test_what_is_not_fixed_stays():
    config = TrainingConfig(size=192, epochs=3, frozen_blocks=7)
    of_package = {"framing": 2, "stride": 8, "has_evidence": True}
    assert fitted(config, list_starts()[0]) == dataclasses.replace(config, **of_package)


def test_a_package_that_asks_its_mirror_image_fixes_that(package_copy):
    about = json.loads((package_copy / "package.json").read_text("utf-8"))
    about["training"]["config"]["mirrored"] = True
    write_about(package_copy, about)
    assert fitted(TrainingConfig(mirrored=False), start_from_package(package_copy)).mirrored


@pytest.mark.parametrize("is_asked_for", [False, True])
def test_a_package_that_does_without_its_mirror_image_leaves_it_to_the_settings(package_copy, is_asked_for):
    about = json.loads((package_copy / "package.json").read_text("utf-8"))
    about["training"]["config"]["mirrored"] = False
    write_about(package_copy, about)
    config = TrainingConfig(mirrored=is_asked_for)
    assert fitted(config, start_from_package(package_copy)).mirrored == is_asked_for


def test_a_pyramid_gets_a_size_that_it_can_do():
    start = dataclasses.replace(list_starts()[0], fixed=(("stride", 8),))
    assert fitted(TrainingConfig(size=150), start).size == 160


def test_a_damaged_package_is_refused_and_does_not_hide_the_others(package_copy, home):
    (package_copy / "package.json").write_text("{}")
    with pytest.raises(InvalidPackageError):
        start_from_file(package_copy)
    folder = home / ".local/share/falx/models/broken"
    folder.parent.mkdir(parents=True)
    package_copy.rename(folder)
    assert [start.kind for start in list_starts()] == [StartKind.PACKAGE, StartKind.IMAGENET, StartKind.CHANCE]


@pytest.mark.parametrize("suffix", [".zip", MODEL_SUFFIX, MODEL_SUFFIX.upper()])
def test_an_exported_package_is_one_to_start_from(suffix, tmp_path):
    export_package(shipped_package(), tmp_path / f"model{suffix}")
    start = start_from_file(tmp_path / f"model{suffix}")
    assert start.kind is StartKind.PACKAGE
    assert start.title == list_starts()[0].title


def test_any_other_file_is_taken_for_weights(tmp_path):
    (tmp_path / "weights.h5").write_bytes(b"\x89HDF\r\n\x1a\n and more")
    start = start_from_file(tmp_path / "weights.h5")
    assert start.kind is StartKind.FILE
    assert start.fixed == ()
    with pytest.raises(FalxError):
        start_from_file(tmp_path / "no.zip")
    with pytest.raises(
        InvalidConfigError, match=r"missing\.h5: expected a file of weights, got one that cannot be read: No such file"
    ):
        start_from_file(tmp_path / "missing.h5")
    (tmp_path / "text.npz").write_text("text", "utf-8")
    with pytest.raises(InvalidConfigError, match=r"text\.npz: expected weights as \.npz, got a file of another kind"):
        start_from_file(tmp_path / "text.npz")


def without_evidence():
    return dataclasses.replace(list_starts()[0], fixed=(("stride", 32), ("has_evidence", False)))


def test_a_start_is_kept_where_it_serves():
    plain = without_evidence()
    assert suitable(TrainingConfig(), plain, list_starts()) is plain
    marking = dataclasses.replace(plain, fixed=(("stride", 16), ("has_evidence", True)))
    assert suitable(TrainingConfig(has_evidence=True), marking, [plain, imagenet_start()]) is marking


def test_settings_that_mark_the_tumour_get_a_start_that_can_learn_it():
    plain, chance = without_evidence(), list_starts()[-1]
    marking = dataclasses.replace(plain, title="other", fixed=(("stride", 16), ("has_evidence", True)))
    wanted = TrainingConfig(has_evidence=True)
    assert suitable(wanted, plain, [plain, chance, imagenet_start()]) == imagenet_start()
    assert suitable(wanted, plain, [plain, marking, imagenet_start()]) is marking
    assert suitable(wanted, plain, [plain, chance]) is chance
    assert suitable(wanted, plain, [plain]) is plain


@pytest.mark.parametrize(
    ("architecture", "suffix", "words"),
    [
        ("mobilenet-v2", ".h5", ""),
        ("mobilenet-v2", ".npz", "weights of mobilenet-v2 come as .h5"),
        ("efficientnet-lite0", ".npz", ""),
        ("efficientnet-lite0", ".h5", "weights of efficientnet-lite0 come as .npz"),
        ("baseline-cnn", ".h5", "starts from random weights"),
    ],
)
def test_weights_that_no_network_of_the_kind_can_start_from_are_reported(tmp_path, architecture, suffix, words):
    start = Start(StartKind.FILE, f"own{suffix}", tmp_path / f"own{suffix}")
    config = TrainingConfig(architecture=architecture, frozen_blocks=0)
    assert words in weights_problem(config, start)
    assert bool(weights_problem(config, start)) is bool(words)
    assert weights_problem(config, Start(StartKind.CHANCE, "Chance")) == ""

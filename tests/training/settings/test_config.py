"""Settings as TOML."""

import dataclasses
import os
from pathlib import Path

import pytest

from core.errors import InvalidConfigError
from training.settings.config import AugmentationConfig, CounterfactualConfig, DrawnConfig, TrainingConfig
from training.settings.config_file import changed, format_config, read_config

RECIPES = Path(__file__).resolve().parents[3] / "training" / "recipes"


def write(folder, text):
    path = folder / "recipe.toml"
    path.write_text(text, "utf-8")
    return path


def test_round_trip(tmp_path):
    config = TrainingConfig(
        size=150,
        first_size=64,
        averaged_epochs=3,
        mirror_agreement=0.5,
        rate=5e-4,
        class_weights=False,
        augmentation=AugmentationConfig(flip=False),
    )
    assert read_config(write(tmp_path, format_config(config))) == config


def test_later_settings_are_read_back_and_written_only_where_they_are_used(tmp_path):
    config = TrainingConfig(
        smooths_real=False,
        augmentation=AugmentationConfig(spectrum_share=0.5, spectrum_strength=0.8),
        drawn=DrawnConfig(share=0.25, tumours=0.5),
    )
    text = format_config(config)
    assert read_config(write(tmp_path, text)) == config
    assert "\n[drawn]\nshare = 0.25\n" in text
    assert not any(name in text for name in ("gliomas", "transplanted = 0.25\nlesions"))
    drawn = dataclasses.replace(config, drawn=DrawnConfig(share=0.25, gliomas=0.75, lesions=0.4))
    assert read_config(write(tmp_path, format_config(drawn))) == drawn
    usual = format_config(TrainingConfig())
    assert not any(name in usual for name in ("drawn", "spectrum", "smooths_real"))


def test_the_settings_of_an_earlier_run_are_written_as_they_were():
    """Its checkpoint is known by them."""
    text = (RECIPES / "guided.toml").read_text("utf-8")
    assert format_config(read_config(RECIPES / "guided.toml")) == text


def test_what_is_not_named_keeps_its_default(tmp_path):
    assert read_config(write(tmp_path, "epochs = 3\n")) == dataclasses.replace(TrainingConfig(), epochs=3)


def test_whole_number_serves_as_a_float(tmp_path):
    assert read_config(write(tmp_path, "dropout = 0\n")).dropout == 0.0


@pytest.mark.parametrize("recipe", sorted(RECIPES.glob("*.toml")), ids=lambda path: path.stem)
def test_every_recipe_can_be_read(recipe):
    read_config(recipe)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("epohcs = 3", "epohcs: unknown setting"),
        ("size = 'big'", "size: expected a whole number, got 'big'"),
        ("size = 10", "size: expected 64 to 1024"),
        ("[augmentation]\nspin = 1", r"augmentation\.spin: unknown"),
        ("augmentation = 3", "augmentation: expected a table"),
        ("epochs = true", "epochs: expected a whole number, got True"),
        ("class_weights = 1", "class_weights: expected true or false, got 1"),
        ("size = = 3", "expected a TOML file"),
        ("[augmentation]\nnoise = -3.0", r"augmentation\.noise: expected 0\.0 to 60\.0, got -3\.0"),
        ("[augmentation]\nrotation_deg = 1e9", r"augmentation\.rotation_deg: expected 0\.0 to 180\.0"),
        ("[augmentation]\nshift = nan", r"augmentation\.shift: expected 0\.0 to 0\.5, got nan"),
        ("[augmentation]\njpeg_share = 1.1", r"augmentation\.jpeg_share: expected 0\.0 to 1\.0"),
        ("[counterfactual]\nerased = -0.5\nlesions = 0.5", r"counterfactual\.erased: expected 0\.0 to 1\.0, got -0\.5"),
        ("[counterfactual]\nedited = inf", r"counterfactual\.edited: expected 0\.0 to 1\.0, got inf"),
        ("[drawn]\nshare = 1.5", r"drawn\.share: expected 0\.0 to 1\.0, got 1\.5"),
        ("[drawn]\nlabels = 'heads'", r"drawn\.labels: unknown setting"),
        ("[drawn]\ngliomas = 1.5", r"drawn\.gliomas: expected 0\.0 to 1\.0"),
        ("[augmentation]\nspectrum_share = -1", r"augmentation\.spectrum_share: expected 0\.0 to 1\.0"),
        ("rate = nan", "rate: expected 1e-09 to 1.0, got nan"),
        ("first_size = 32", "first_size: expected 64 to 1024, got 32"),
        (
            "stride = 8\nfirst_size = 100",
            "first_size: expected a multiple of 32 if stride, the detail of heat maps, is 8 pixels, got 100",
        ),
    ],
)
def test_errors_name_file_and_setting(tmp_path, text, message):
    with pytest.raises(InvalidConfigError, match=rf"recipe\.toml: {message}"):
        read_config(write(tmp_path, text))


def test_every_number_has_limits():
    for settings in (TrainingConfig(), AugmentationConfig(), CounterfactualConfig(), DrawnConfig()):
        for field in dataclasses.fields(settings):
            if field.type in (int, float):
                with pytest.raises(InvalidConfigError, match=field.name):
                    dataclasses.replace(settings, **{field.name: -(10**9)})


def test_newer_settings_are_written_only_where_they_are_not_at_rest():
    text = format_config(TrainingConfig())
    assert not any(name in text for name in ("first_size", "growing_share", "averaged_epochs", "mirror_agreement"))
    assert "biases" not in text
    assert "fits_biases = false" in format_config(TrainingConfig(fits_biases=False))
    assert "averaged_epochs = 5" in format_config(TrainingConfig(averaged_epochs=5))


def test_settings_are_changed_by_name():
    config = changed(TrainingConfig(), {"epochs": 3, "augmentation.flip": False, "counterfactual.erased": 0.1})
    assert config == TrainingConfig(
        epochs=3, augmentation=AugmentationConfig(flip=False), counterfactual=CounterfactualConfig(erased=0.1)
    )
    with pytest.raises(InvalidConfigError, match="size: expected 64 to 1024"):
        changed(config, {"size": 1})


def test_what_is_no_file_of_settings_is_reported_without_jargon(tmp_path):
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe")
    for name, told in (("binary.toml", "no text in UTF-8"), ("missing.toml", "No such file or directory")):
        with pytest.raises(
            InvalidConfigError,
            match=rf"^{name}: expected a TOML file with training settings, got one that cannot be read: {told}$",
        ):
            read_config(tmp_path / name)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names there")
def test_a_pipe_is_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "a.toml")
    with pytest.raises(InvalidConfigError, match=r"a\.toml: .* cannot be read: a folder, pipe or device"):
        read_config(tmp_path / "a.toml")

"""Which network of a training its model is, and what is said of it."""

import json
import math

import pytest

from training.fitting.checkpoint import save_checkpoint
from training.fitting.early_stopping import has_stalled
from training.fitting.kept_weights import best_epoch, can_stall, kept_of, outlook, read_kept
from training.reports.kept_epoch import Kept, kept_from, kept_values
from training.settings.config import TrainingConfig

# Networks are trained.
pytestmark = pytest.mark.slow

LAST_LAYERS = "the training of the last layers alone"


@pytest.mark.parametrize(
    ("losses", "start_loss", "expected"),
    [
        ([], 0.5, 0),
        ([0.6, 0.7], 0.5, 0),
        # What is only as good does not take the place of what came before.
        ([0.5, 0.4, 0.4], 0.5, 2),
        ([0.6], math.inf, 1),
        ([math.nan, 0.6], math.nan, 2),
        ([math.nan], math.inf, 0),
    ],
)
def test_the_best_epoch_is_the_first_of_least_loss(losses, start_loss, expected):
    assert best_epoch(losses, start_loss) == expected


@pytest.mark.parametrize(
    ("settings", "losses", "expected", "words"),
    [
        ({}, [0.4, 0.3, 0.6], (2, False), "epoch 2 of 3, the best on the validation data"),
        ({}, [0.6, 0.7, 0.8], (0, False), f"{LAST_LAYERS}, which did better on the validation data than any of the 3"),
        ({"head_epochs": 0}, [0.6], (0, False), "the network that it started from, which did better on the validation"),
        ({"keeps_last": True}, [0.4, 0.3, 0.6], (3, True), "epoch 3 of 3, the last, as the settings ask"),
        ({"averaged_epochs": 2}, [0.4, 0.3, 0.6], (3, True), "epochs 2 to 3 of 3, averaged, as the settings ask"),
        ({"averaged_epochs": 9}, [0.4, 0.3, 0.6], (3, True), "epochs 1 to 3 of 3, averaged, as the settings ask"),
        ({"averaged_epochs": 1}, [0.4, 0.3, 0.6], (3, True), "epoch 3 of 3, the last, as the settings ask"),
        ({"averaged_epochs": 2}, [0.4, 0.3], (2, False), "epoch 2 of 2, the best on the validation data"),
        # It was stopped early, or a model was made of it before its end.
        ({"keeps_last": True}, [0.4, 0.6], (1, False), "epoch 1 of 2, the best on the validation data"),
        (
            {"keeps_last": True},
            [0.6],
            (0, False),
            "the training of the last layers alone, which did better on the validation data than the one",
        ),
        ({"epochs": 0}, [], (0, False), "the training of the last layers alone, without fine-tuning"),
        ({"epochs": 0, "keeps_last": True}, [], (0, False), f"{LAST_LAYERS}, without fine-tuning"),
    ],
)
def test_the_network_that_is_kept_has_words(settings, losses, expected, words):
    kept = kept_of(TrainingConfig(**{"epochs": 3, **settings}), losses, 0.5)
    assert (kept.epoch, kept.is_last_by_settings) == expected
    assert kept.words.startswith(words)
    assert kept_from({"kept": kept_values(kept)}) == kept


@pytest.mark.parametrize("patience", [1, 2, 3, 4, 5])
def test_a_training_may_stop_early_where_its_patience_is_shorter_than_it(patience):
    config = TrainingConfig(epochs=5, patience=patience)
    worst = [[0.1 * number for number in range(1, done + 1)] for done in range(1, 5)]
    assert can_stall(config) is any(has_stalled(losses, patience) for losses in worst)


def test_the_outlook_of_a_training_that_is_over_is_what_is_kept():
    for settings, losses in (({}, [0.4, 0.3]), ({"keeps_last": True}, [0.4, 0.5]), ({"patience": 1}, [0.4, 0.5])):
        config = TrainingConfig(**{"epochs": 2, **settings})
        assert outlook(config, losses, 0.6) == f"The model has the weights of {kept_of(config, losses, 0.6).words}."


def put_run(folder, **values):
    (folder / "checkpoints").mkdir(exist_ok=True)
    (folder / "run.json").write_text(json.dumps(values), "utf-8")


def test_a_run_says_which_it_is_also_where_an_earlier_falx_trained_it(tmp_path):
    put_run(tmp_path, config={"epochs": 2}, epochs=[{"validation_loss": 0.4}, {"validation_loss": 0.5}])
    assert read_kept(tmp_path) is None
    save_checkpoint(tmp_path / "checkpoints" / "last.npz", {}, {"start_loss": 0.3})
    assert read_kept(tmp_path) == Kept(0, 2, False, True)
    put_run(tmp_path, kept={"epoch": 2, "done": 2, "is_last_by_settings": True, "has_head_phase": True})
    assert read_kept(tmp_path) == Kept(2, 2, True, True)


def test_the_outlook_of_an_average_names_its_epochs():
    words = outlook(TrainingConfig(epochs=9, averaged_epochs=4), [0.4], 0.5)
    assert words.startswith("The model will have the weights of epochs 6 to 9, averaged, as the settings ask.")


@pytest.mark.parametrize("found", [None, {}, {"epoch": "2"}, {"epoch": 3, "done": 2}, {"averaged": 3}])
def test_what_is_damaged_claims_nothing(tmp_path, found):
    whole = {"epoch": 2, "done": 2, "is_last_by_settings": True, "has_head_phase": False}
    put_run(tmp_path, kept=whole | found if found else found)
    assert kept_from({"kept": {"epoch": 1}}) is None
    assert read_kept(tmp_path) is None

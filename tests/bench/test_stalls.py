"""Stalls: the figure that is told of many beats, and what is listened to."""

from collections import Counter

import numpy as np

from bench import stalls
from bench.stalls import quantile
from training.settings.config import TrainingConfig


def test_one_long_wait_in_a_thousand_is_not_what_is_reported_but_two_are():
    assert quantile([5.0] * 9_992 + [80.0] * 8) == 5.0
    assert quantile([5.0] * 9_980 + [80.0] * 20) == 80.0
    assert quantile([5.0, 7.0]) == 7.0


def test_a_batch_and_a_training_are_listened_to_in_one_home(monkeypatch):
    heard = []

    def listen(work, folder, home):
        heard.append((work, [(path.parent.name, path.read_bytes()) for path in folder.rglob("*.png")], home))
        return [5.0, 10.0], [5.0, 5.0]

    monkeypatch.setattr(stalls, "_listen", listen)
    monkeypatch.setattr(stalls, "head_phantom", lambda seed, lesion, side: np.full((8, 8), seed, np.uint8))
    rows = stalls.measure(images=30)
    (batch, images, home), (training, examples, same_home) = heard
    assert (batch, training) == ("batch", "training")
    assert home == same_home
    assert len(images) == 30
    assert [row.ratio for row in rows] == [2.0, 0.2, 2.0, 0.2]
    in_class = Counter(name for name, _ in examples)
    assert set(in_class) == {"glioma", "meningioma", "notumor", "pituitary"}
    # Copies are held out together: too many of them, and a class has none to hold out.
    for (name, _), copies in Counter(examples).items():
        assert copies <= round(TrainingConfig().validation_share * in_class[name])

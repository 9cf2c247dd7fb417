"""Guessing the classes without looking at the brain."""

import warnings

import numpy as np
import pytest
from sklearn.ensemble import ExtraTreesClassifier

from training.audit.entanglement import guess


@pytest.mark.slow
def test_what_the_guesser_leaves_of_the_warnings_does_not_make_it_warn(monkeypatch):
    fit = ExtraTreesClassifier.fit

    def racing(self, *arguments):
        fit(self, *arguments)
        # As the threads that it starts do now and then.
        warnings.resetwarnings()
        return self

    monkeypatch.setattr(ExtraTreesClassifier, "fit", racing)
    labels = np.array(["a", "b"] * 10)
    features = np.random.default_rng(0).random((20, 3)).astype(np.float32)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        before = list(warnings.filters)
        guess(features, labels, np.arange(20), "Guessing", lambda progress: None)
        assert list(warnings.filters) == before
    assert told == []

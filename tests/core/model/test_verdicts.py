"""Verdicts and their words, in both lengths, whatever classes a model has."""

import numpy as np
import pytest

from core.batch.row import BatchRow
from core.image.windowing import EIGHT_BIT
from core.model.class_names import fault_of
from core.model.prediction import Prediction, Trust
from core.model.preprocessing import Placement
from core.model.verdicts import (
    make_verdict,
    stated_in_words,
    stated_probability,
    verdict_name,
    whole_verdict,
)

FOUR = ("glioma", "meningioma", "notumor", "pituitary")


@pytest.mark.parametrize(
    ("plausible", "has_free", "novelty", "verdict"),
    [
        (("glioma",), True, 0.5, "glioma"),
        (("glioma",), True, 1.0, "glioma"),
        (("notumor",), True, 0.5, "notumor"),
        (("glioma", "pituitary"), True, 0.5, "tumour"),
        (("glioma", "meningioma", "pituitary"), True, 0.5, "tumour"),
        (("notumor", "glioma"), True, 0.5, "uncertain"),
        (FOUR, True, 0.5, "uncertain"),
        (("left", "right"), False, 0.5, "uncertain"),
        (("left",), False, 0.5, "left"),
        (("glioma",), True, 1.001, "unlike-training"),
        (("notumor", "glioma"), True, 2.0, "unlike-training"),
        (("glioma",), True, 2.001, "not-a-brain-mri"),
        (("left", "right"), False, 3.0, "not-a-brain-mri"),
        # A model may have a class of that name.
        (("tumour",), True, 0.5, "tumour"),
        (("tumour", "notumor"), True, 0.5, "uncertain"),
        (("tumour", "cyst"), True, 0.5, "tumour"),
        (("tumour", "healthy"), False, 0.5, "uncertain"),
    ],
)
def test_each_verdict_has_its_reason(plausible, has_free, novelty, verdict):
    assert make_verdict(plausible, has_free, novelty, 2.0) == verdict


def test_where_both_limits_are_one_nothing_is_only_unlike():
    assert make_verdict(("glioma",), True, 1.001, 1.0) == "not-a-brain-mri"


@pytest.mark.parametrize(
    ("verdict", "plausible", "short", "whole"),
    [
        ("glioma", ("glioma",), "Glioma", "Glioma"),
        ("pituitary", ("pituitary",), "Pituitary tumour", "Pituitary tumour"),
        ("notumor", ("notumor",), "No tumour found", "No tumour found"),
        ("tumour", ("glioma", "pituitary"), *["A tumour: glioma or pituitary tumour"] * 2),
        (
            "tumour",
            ("glioma", "meningioma", "pituitary"),
            "A tumour, kind open",
            "A tumour: glioma, meningioma or pituitary tumour",
        ),
        ("tumour", (), "A tumour, kind open", "A tumour, kind open"),
        ("uncertain", ("notumor", "glioma"), "Uncertain: tumour or not", "Uncertain: tumour or not"),
        ("uncertain", FOUR, "Uncertain: tumour or not", "Uncertain: tumour or not"),
        ("uncertain", ("left", "right"), *["Uncertain: left or right"] * 2),
        ("uncertain", ("a", "b", "c"), "Uncertain between 3 classes", "Uncertain: a, b or c"),
        ("uncertain", (), "Uncertain", "Uncertain"),
        ("unlike-training", ("glioma",), "Unlike the training data", "Unlike what the model learnt from"),
        ("not-a-brain-mri", FOUR, "Not a brain MRI", "This does not look like a brain MRI"),
        ("failed", (), "Could not be read", "Could not be read"),
        ("left", ("left",), "left", "left"),
        ("tumour", ("tumour",), "tumour", "tumour"),
        ("tumour", ("tumour", "cyst"), *["A tumour: tumour or cyst"] * 2),
    ],
)
def test_each_verdict_has_its_words(verdict, plausible, short, whole):
    assert verdict_name(verdict, plausible) == short
    assert whole_verdict(verdict, plausible) == whole


SHARES = {"glioma": 0.6, "meningioma": 0.3, "notumor": 0.06, "pituitary": 0.04}


@pytest.mark.parametrize(
    ("verdict", "plausible", "stated", "words"),
    [
        ("glioma", ("glioma",), ("glioma", 0.6), "glioma 60 %"),
        ("meningioma", ("meningioma",), ("meningioma", 0.3), "meningioma 30 %"),
        ("notumor", ("notumor",), ("notumor", 0.06), "no tumour 6 %"),
        ("tumour", ("glioma", "meningioma"), ("tumour", 0.94), "tumour 94 %"),
        ("uncertain", FOUR, ("tumour", 0.94), "tumour 94 %"),
        ("unlike-training", FOUR, ("glioma", 0.6), "glioma 60 %"),
        ("not-a-brain-mri", ("glioma",), ("glioma", 0.6), "glioma 60 %"),
    ],
)
def test_the_probability_beside_a_verdict_is_of_what_it_says(verdict, plausible, stated, words):
    found = stated_probability(verdict, "glioma", SHARES, 0.94, plausible)
    assert found == stated
    assert stated_in_words(found) == words
    row = BatchRow(
        "a", 0, verdict, "glioma", tuple(SHARES), tuple(SHARES.values()), plausible, 0.5, tumour_probability=0.94
    )
    assert row.stated_probability == stated
    assert row.is_refused == (verdict in ("unlike-training", "not-a-brain-mri"))


def test_without_a_tumour_free_class_it_is_that_of_the_top_class():
    assert stated_probability("uncertain", "a", {"a": 0.6, "b": 0.4}, None, ("a", "b")) == ("a", 0.6)


def test_a_class_named_tumour_is_not_any_tumour():
    shares = {"tumour": 0.5, "cyst": 0.45, "notumor": 0.05}
    assert stated_probability("tumour", "tumour", shares, 0.95, ("tumour",)) == ("tumour", 0.5)
    assert stated_probability("tumour", "tumour", shares, 0.95, ("tumour", "cyst")) == ("tumour", 0.95)


def test_what_rounding_makes_of_it_is_no_certainty():
    assert stated_in_words(stated_probability("a", "a", {"a": 1.0, "b": 0.0}, None)) == "a > 99 %"
    assert stated_in_words(stated_probability("tumour", "a", {"a": 1.0, "b": 0.0}, 1.0, ("a", "b"))) == "tumour > 99 %"


def test_what_could_not_be_read_states_nothing():
    assert BatchRow("a", 0, "failed").stated_probability is None


@pytest.mark.parametrize("verdict", ["uncertain", "unlike-training", "not-a-brain-mri", "failed"])
def test_a_word_for_a_verdict_is_no_class_but_tumour_is_one(verdict):
    assert fault_of(verdict)
    assert not fault_of("tumour")


def prediction_of(classes, probabilities, plausible, novelty=0.5, foreign_limit=2.0):
    return Prediction(
        classes=classes,
        logits=np.zeros(len(classes), np.float32),
        probabilities=np.array(probabilities, np.float32),
        level=0.95,
        prediction_set=plausible,
        novelty=novelty,
        foreign_limit=foreign_limit,
        window=EIGHT_BIT,
        placement=Placement(1, 1, 1, 0, 1, 0),
        features=None,
        pooled=np.zeros(1, np.float32),
    )


@pytest.mark.parametrize(
    ("plausible", "novelty", "trust"),
    [
        (("glioma",), 0.5, Trust.CLASS),
        (("glioma", "pituitary"), 0.5, Trust.TUMOUR),
        (("glioma", "notumor"), 0.5, Trust.UNCERTAIN),
        (("glioma",), 1.5, Trust.UNLIKE),
        (("glioma",), 2.5, Trust.OUTSIDE),
    ],
)
def test_each_verdict_has_its_tone(plausible, novelty, trust):
    found = prediction_of(FOUR, list(SHARES.values()), plausible, novelty)
    assert found.trust is trust
    assert found.trust.is_refused == (novelty > 1)
    assert found.tumour_probability == pytest.approx(0.94)


@pytest.mark.parametrize(
    ("classes", "plausible", "trust"),
    [
        (("tumour", "notumor"), ("tumour",), Trust.CLASS),
        (("tumour", "notumor"), ("tumour", "notumor"), Trust.UNCERTAIN),
        (("tumour", "cyst"), ("tumour",), Trust.CLASS),
        (("class", "other"), ("class",), Trust.CLASS),
        (("class", "other"), ("class", "other"), Trust.UNCERTAIN),
    ],
)
def test_a_class_may_be_named_like_a_tone(classes, plausible, trust):
    assert prediction_of(classes, [0.9, 0.1], plausible).trust is trust


@pytest.mark.parametrize(("share", "tumour"), [(1.0, 0.0), (np.float32(1) + np.float32(1e-6), 0.0), (0.25, 0.75)])
def test_the_probability_of_a_tumour_is_never_negative(share, tumour):
    assert prediction_of(("glioma", "notumor"), [0.0, share], ("notumor",)).tumour_probability == pytest.approx(tumour)


def test_without_a_tumour_free_class_there_is_no_probability_of_a_tumour():
    assert prediction_of(("a", "b"), [0.5, 0.5], ("a", "b")).tumour_probability is None

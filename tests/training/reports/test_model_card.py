"""The card of a package that answers two questions."""

import json

import pytest

from core.model.package import PACKAGE_FILE
from core.model.store import shipped_package
from tests.package_formats import as_format_1
from tests.training.conftest import with_two_questions
from training.reports.model_card import format_card, format_origin

POOLED = {
    "promise": "fitted to images of sources that the network had not seen",
    "from": "scores of networks that had not seen the images (folds, others)",
    "scores_sha256": "ab" * 32,
    "images": {"glioma": 300, "meningioma": 100, "notumor": 400, "pituitary": 200},
    "groups": 90,
    "sources": {"here": {"images": 600, "unseen": "group"}, "there": {"images": 400, "unseen": "source"}},
    "effective": {"tumour": 60, "tumour_free": 45},
    "left_out": {
        "there": {"images": 400, "unseen": "source", "levels": {"95": {"decided": 0.875, "right": 0.9625}}},
        "here": {"images": 600, "unseen": "group", "levels": {"95": {"decided": 0.0, "right": None}}},
    },
}


@pytest.fixture
def about():
    return with_two_questions(json.loads((shipped_package() / PACKAGE_FILE).read_text("utf-8")))


def pooled(about):
    return {**about, "calibration": {**about["calibration"], **POOLED}}


def as_line(text):
    return " ".join(text.split())


def test_card_states_the_levels_and_that_validation_data_gave_them(about):
    card = as_line(format_card(about))
    assert (
        "| Levels of the verdicts | 90, 95 or 98 %: whether there is a tumour, and of which kind; 99 % takes " in card
    )
    assert "validation data; above 1.50 times the limit a picture is called not a brain MRI" in card
    assert "the levels are not guaranteed" in card
    assert "validation pictures, used for calibration" in card
    assert "## Calibration" not in card
    assert "nominal coverage" not in card.split("## Figures")[0]


def test_card_states_what_it_was_calibrated_on_and_how_each_source_did(about):
    card = as_line(format_card(pooled(about)))
    assert (
        "| Meaning of the levels | fitted to images of sources that the network had not seen; the results for " in card
    )
    assert "each source in turn are under Calibration |" in card
    assert "(folds, others): 1,000 pictures in 90 groups of here (600), there (400) |" in card
    assert "none counting more than another; there are 60 and 45 |" in card
    assert "| source | pictures | not seen before | decided at 95 % | right when decided |" in card
    assert "| there | 400 | source | 87.5 % | 96.2 % |" in card
    assert "| here | 600 | group | 0.0 % | – |" in card
    assert "so no theorem covers it" in card
    assert "largest sources" not in card
    of_many = pooled(about)
    of_many["calibration"] = {**of_many["calibration"], "smaller_sources": 7}
    assert "done for the largest sources; 7 smaller ones were not" in as_line(format_card(of_many))
    assert "used for calibration" not in card


@pytest.mark.parametrize(
    ("told", "promise", "is_said"),
    [
        ({"is_promised": False}, "found on other images", True),
        ({"is_promised": True}, "fitted to nothing but a promise", False),
        # An earlier Falx wrote the words alone.
        ({}, "fitted to images", True),
        ({}, "promised for images", False),
    ],
)
def test_where_nothing_is_promised_the_sources_stand_in_its_place(about, told, promise, is_said):
    one = pooled(about)
    one["calibration"] = {**one["calibration"], "promise": promise, **told}
    card = as_line(format_card(one))
    assert (f"| Meaning of the levels | {promise}; the results for each source" in card) == is_said
    assert promise in card


def test_card_states_what_share_was_refused_not_what_was_aimed_at(about):
    novelty = {name: value for name, value in about["novelty"].items() if name != "refused"} | {"false_rejection": 0.01}
    assert "| was set to refuse 1 % of the validation data" in as_line(format_card({**about, "novelty": novelty}))
    measured = pooled({**about, "novelty": {**novelty, "refused": 0.0234}})
    assert "| refuses 2.3 % of the pictures that it was calibrated on" in as_line(format_card(measured))


def test_origin_states_the_promise(about):
    text = as_line(format_origin(pooled(about), {}))
    assert "its verdicts are given at the level of 90, 95 or 98 %, fitted to images of sources that the" in text
    earlier = as_format_1(json.loads((shipped_package() / PACKAGE_FILE).read_text("utf-8")))
    assert "nominal coverage of its prediction sets is 99 %" in as_line(format_origin(earlier, {}))

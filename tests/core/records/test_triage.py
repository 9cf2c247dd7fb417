"""Why a person should look first."""

from dataclasses import replace

import pytest

from core.model.verdicts import make_verdict
from core.records.record import Finding, Record, failed
from core.records.triage import Reason, is_tumour, reasons, study_urgency, urgency


def record_of(tumour=0.95, plausible=("glioma",), is_known=True, rest="notumor"):
    finding = Finding(
        verdict=make_verdict(plausible, rest == "notumor", 0.5 if is_known else 1.5, 2.0),
        label="glioma" if tumour > 0.5 else rest,
        level=0.95,
        tumour_probability=tumour if rest == "notumor" else None,
        probabilities={"glioma": tumour, rest: round(1 - tumour, 6)},
        prediction_set=plausible,
        novelty=0.5 if is_known else 1.5,
        is_in_distribution=is_known,
        window=(255.0, 127.5),
    )
    return Record("a.png", 0, finding, "m 1", "abc", None)


def open_kind():
    found = record_of().finding
    shares = {"glioma": 0.6, "meningioma": 0.35, "notumor": 0.05}
    plausible = ("glioma", "meningioma")
    found = replace(found, verdict="tumour", probabilities=shares, prediction_set=plausible)
    return Record("a.png", 0, found, "m 1", "abc", None)


def far_away():
    found = replace(record_of(is_known=False).finding, verdict="not-a-brain-mri", novelty=2.5)
    return Record("a.png", 0, found, "m 1", "abc", None)


def tumour_alone():
    """A model may have a class of that name."""
    found = record_of().finding
    shares = {"tumour": 0.95, "notumor": 0.05}
    found = replace(found, verdict="tumour", label="tumour", probabilities=shares, prediction_set=("tumour",))
    return Record("a.png", 0, found, "m 1", "abc", None)


BOTH = ("glioma", "notumor")


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (record_of(), (Reason.TUMOUR,)),
        (record_of(0.05, ("notumor",)), ()),
        (record_of(0.4, ("notumor",)), (Reason.NEAR_BOUNDARY,)),
        (record_of(tumour=0.6), (Reason.TUMOUR, Reason.NEAR_BOUNDARY)),
        (record_of(tumour=0.601), (Reason.TUMOUR,)),
        (record_of(rest="x"), ()),
        (record_of(plausible=BOTH), (Reason.UNCERTAIN,)),
        (record_of(0.55, BOTH), (Reason.UNCERTAIN, Reason.NEAR_BOUNDARY)),
        (record_of(0.7, ("glioma", "x"), rest="x"), (Reason.OPEN_BETWEEN,)),
        (open_kind(), (Reason.KIND_OPEN,)),
        (tumour_alone(), (Reason.TUMOUR,)),
        (record_of(is_known=False), (Reason.OUTSIDE,)),
        (record_of(0.55, BOTH, False), (Reason.OUTSIDE,)),
        (far_away(), (Reason.FOREIGN,)),
        (failed("a.png", "is damaged", "m 1"), (Reason.UNREADABLE,)),
    ],
)
def test_each_reason_is_reported(record, expected):
    assert reasons(record) == expected


def test_tumours_come_first_then_the_undecided_the_unreadable_and_the_junk():
    expected = [
        record_of(0.97),
        open_kind(),
        record_of(0.55),
        record_of(0.52, BOTH),
        record_of(0.7, BOTH),
        record_of(0.42, ("notumor",)),
        record_of(is_known=False),
        failed("a.png", "is damaged", "m 1"),
        far_away(),
        record_of(0.1, ("notumor",)),
        record_of(0.05, ("notumor",)),
    ]
    mixed = expected[6:] + expected[:6][::-1]
    assert sorted(mixed, key=urgency) == expected


def test_without_a_tumour_free_class_no_answer_comes_before_the_undecided():
    plain, undecided = record_of(rest="x"), record_of(0.7, ("glioma", "x"), rest="x")
    assert sorted([plain, undecided], key=urgency) == [undecided, plain]
    assert not is_tumour(plain)


@pytest.mark.parametrize(
    ("record", "is_one"),
    [
        (record_of(), True),
        (open_kind(), True),
        (tumour_alone(), True),
        (record_of(plausible=BOTH), False),
        (record_of(0.05, ("notumor",)), False),
        (record_of(is_known=False), False),
        (failed("a.png", "is damaged", "m 1"), False),
    ],
)
def test_a_tumour_is_one_of_a_named_or_of_an_open_kind(record, is_one):
    assert is_tumour(record) is is_one


def test_studies_with_a_tumour_come_first_and_the_more_probable_before_the_less():
    classes = ("glioma", "meningioma", "notumor")
    of_a_kind = study_urgency("glioma", classes, ("glioma",), 0.7)
    of_open_kind = study_urgency("tumour", classes, ("glioma", "meningioma"), 0.9)
    undecided = study_urgency("uncertain", classes, ("glioma", "notumor"), 0.99)
    assert sorted([undecided, of_a_kind, of_open_kind]) == [of_open_kind, of_a_kind, undecided]
    assert of_a_kind[0] == of_open_kind[0] == urgency(record_of())[0]

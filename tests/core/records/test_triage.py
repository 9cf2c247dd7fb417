"""Why a person should look first."""

from dataclasses import replace

import pytest

from core.model.verdicts import make_verdict
from core.records.record import Finding, Record, failed
from core.records.triage import Reason, reasons, urgency


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
        (record_of(), ()),
        (record_of(tumour=0.05), ()),
        (record_of(tumour=0.6), (Reason.NEAR_BOUNDARY,)),
        (record_of(tumour=0.601), ()),
        (record_of(plausible=BOTH), (Reason.UNCERTAIN,)),
        (record_of(0.55, BOTH), (Reason.UNCERTAIN, Reason.NEAR_BOUNDARY)),
        (record_of(0.7, ("glioma", "x"), rest="x"), (Reason.OPEN_BETWEEN,)),
        (open_kind(), (Reason.KIND_OPEN,)),
        (tumour_alone(), ()),
        (record_of(is_known=False), (Reason.OUTSIDE,)),
        (record_of(0.55, BOTH, False), (Reason.OUTSIDE,)),
        (far_away(), (Reason.FOREIGN,)),
        (failed("a.png", "is damaged", "m 1"), (Reason.UNREADABLE,)),
    ],
)
def test_each_reason_is_told(record, expected):
    assert reasons(record) == expected


def test_the_gravest_come_first_and_the_clear_tumour_free_last():
    expected = [
        failed("a.png", "is damaged", "m 1"),
        record_of(is_known=False),
        record_of(0.52, BOTH),
        record_of(0.7, BOTH),
        open_kind(),
        record_of(0.55),
        record_of(0.95),
        record_of(0.05),
    ]
    mixed = expected[3:] + expected[:3]
    assert sorted(mixed, key=urgency) == expected

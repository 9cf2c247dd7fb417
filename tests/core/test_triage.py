"""Why a person should look first."""

import pytest

from core.records import Finding, Record, failed
from core.triage import Reason, reasons, urgency


def record_of(tumour=0.95, plausible=("glioma",), is_known=True):
    label = "glioma" if tumour > 0.5 else "notumor"
    probabilities = {"glioma": tumour, "notumor": round(1 - tumour, 6)}
    finding = Finding("", label, probabilities, plausible, 0.5, is_known, (255.0, 127.5))
    return Record("a.png", 0, finding, "m 1", "abc", None)


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
        (record_of(is_known=False), (Reason.OUTSIDE,)),
        (record_of(0.55, BOTH, False), (Reason.OUTSIDE,)),
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
        record_of(0.55),
        record_of(0.95),
        record_of(0.05),
    ]
    mixed = expected[3:] + expected[:3]
    assert sorted(mixed, key=urgency) == expected

"""Folders named after classes tell the truth; the records are held against it."""

import pytest

from core.records.folder_agreement import AgreementCounter, ClassScore, true_class
from core.records.record import Finding, Record, failed

CLASSES = ("glioma", "notumor", "pituitary")


def record_of(path, label, verdict=""):
    finding = Finding(
        verdict=verdict or label,
        label=label,
        level=0.95,
        tumour_probability=2 / 3,
        probabilities=dict.fromkeys(CLASSES, 1 / 3),
        prediction_set=(label,),
        novelty=0.5,
        is_in_distribution=True,
        window=(255.0, 127.5),
    )
    return Record(path, 0, finding, "m 1", "abc", None)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("in/glioma/a.png", "glioma"),
        ("in/GLIOMA/a.png", "glioma"),
        ("in/glioma/patient 1/a.png", "glioma"),
        ("in/glioma/patient 1/T1/a.dcm", "glioma"),
        ("in/glioma/patient 1/2020/T1/a.dcm", None),
        ("glioma/pituitary/a.png", "pituitary"),
        ("pituitary/patient 1/Glioma/T1/a.png", "glioma"),
        ("glioma.png", None),
        ("/glioma/a.png", "glioma"),
        ("in/gliomas/a.png", "glioma"),
        ("in/glioma_tumor/p/a.png", "glioma"),
        ("in/No Tumour/p/a.png", "notumor"),
        ("in/meningioma/a.png", None),
        ("in/glioma study/a.png", None),
        # Only beside folders of tumours would it mean a class.
        ("in/healthy/a.png", None),
    ],
)
def test_the_nearest_folder_that_names_a_class_says_it(path, expected):
    assert true_class(path, CLASSES) == expected


def test_a_model_s_own_name_of_a_class_goes_before_another_that_means_the_same():
    classes = ("Glioma tumour", "glioma", "healthy")
    assert [true_class(f"in/{name}/a.png", classes) for name in ("Glioma", "GLIOMA TUMOUR", "gliomas", "Healthy")] == [
        "glioma",
        "Glioma tumour",
        "Glioma tumour",
        "healthy",
    ]


def agreement_of(records):
    counter = AgreementCounter(CLASSES)
    for record in records:
        counter.add(record)
    return counter.agreement()


def test_records_are_held_against_their_folders():
    found = agreement_of(
        [
            record_of("glioma/a.png", "glioma"),
            record_of("glioma/b.png", "glioma"),
            record_of("glioma/c.png", "notumor"),
            record_of("notumor/d.png", "notumor", "not-a-brain-mri"),
            failed("notumor/e.png", "is damaged", "m 1"),
            record_of("elsewhere/f.png", "pituitary", "not-a-brain-mri"),
            record_of("pituitary/g.png", "pituitary", "unlike-training"),
            record_of("pituitary/h.png", "pituitary", "tumour"),
        ]
    )
    assert found.confusion == ((2, 1, 0), (0, 1, 0), (0, 0, 2))
    assert (found.images, found.disagreements, found.unread, found.others, found.refused) == (6, 1, 1, 1, 2)
    assert found.accuracy == pytest.approx(5 / 6)
    assert found.by_class() == {
        "glioma": ClassScore(3, 2 / 3, 1.0),
        "notumor": ClassScore(1, 1.0, 0.5),
        "pituitary": ClassScore(2, 1.0, 1.0),
    }


def test_one_class_alone_is_a_name_like_any_other():
    assert agreement_of([record_of("glioma/a.png", "glioma"), record_of("in/b.png", "notumor")]) is None

"""What is said of a study, on slices that nobody has drawn."""

import dataclasses

import numpy as np
import pytest

from core.image.slice import SlicePlace
from core.study.slice_order import stack_slices
from core.study.study_slice import Marks, StudySlice
from core.study.study_verdict import examine, judge

CLASSES = ("glioma", "meningioma", "notumor")
GRID = (12, 12)


def marks_at(*places):
    grid = np.zeros(GRID, bool)
    for row, column in places:
        grid[row, column] = True
    return Marks(np.packbits(grid).tobytes() if places else b"", GRID, (240, 240))


def a_slice(index, tumour=0.02, marks=None, step_mm=5.0, is_accepted=True, verdict=None, **place):
    """Make an axial slice; with a tumour, evidence in the middle unless told otherwise."""
    if marks is None:
        marks = marks_at((5, 6)) if tumour >= 0.5 else marks_at()
    where = {"normal": (0.0, 0.0, 1.0), "position_mm": (0.0, 0.0, index * step_mm), "number": index + 1} | place
    return StudySlice(
        path="head.nii",
        frame=index,
        verdict=verdict or ("glioma" if tumour > 0.5 else "notumor"),
        is_accepted=is_accepted,
        suspicion=tumour,
        probabilities=(tumour * 0.9, tumour * 0.1, 1 - tumour),
        marks=marks,
        place=SlicePlace(**where),
        sha256=str(index),
    )


def slices_of(tumours, **more):
    return [a_slice(index, tumour, **more) for index, tumour in enumerate(tumours)]


def plausible(probabilities, is_kind_open):
    order = np.argsort(-probabilities)
    if is_kind_open and probabilities[:2].sum() >= 0.1:
        return [CLASSES[index] for index in order if index < 2 or probabilities[index] >= 0.1]
    return [CLASSES[index] for index in order if probabilities[index] >= 0.1]


def study_of(slices, classes=CLASSES, chosen=plausible):
    return judge(examine(slices, "notumor" in classes), classes, chosen)


def frames_of(run):
    return [one.frame for one in run.slices]


LOW = [0.02] * 3


def test_a_run_of_sure_slices_is_a_tumour():
    study = study_of(slices_of([*LOW, 0.7, 0.99, 0.98, *LOW]))
    run = study.findings.run
    assert (study.verdict, study.prediction_set) == ("glioma", ("glioma",))
    assert (frames_of(run), run.length_mm) == ([3, 4, 5], 15.0)
    assert run.centre == pytest.approx((129.5, 109.5))
    assert study.findings.look_first.frame == 4
    assert study.tumour_probability == 0.99
    assert study.verdicts == {"glioma": 3, "notumor": 6}


def test_the_kind_stays_open_where_the_run_leaves_several():
    slices = slices_of([*LOW, 0.99, 0.99, *LOW])
    slices = [dataclasses.replace(one, probabilities=(0.5, 0.45, 0.05)) for one in slices]
    study = study_of(slices)
    assert (study.verdict, study.prediction_set) == ("tumour", ("glioma", "meningioma"))


def test_the_kind_stays_open_where_the_weighting_does_not_say_it():
    slices = slices_of([*LOW, 0.99, 0.99, *LOW])
    assert study_of(slices).verdict == "glioma"
    opened = [dataclasses.replace(one, is_kind_open=one.frame == 4) for one in slices]
    both = ("tumour", ("glioma", "meningioma"))
    study = study_of(opened)
    assert (study.verdict, study.prediction_set) == both
    study = study_of(opened, chosen=lambda mean, is_kind_open: ["notumor"])
    assert (study.verdict, study.prediction_set) == both


def test_a_single_slice_among_others_is_no_run_and_not_called():
    study = study_of(slices_of([*LOW, 0.99, *LOW]))
    assert study.verdict == "uncertain"
    assert study.findings.look_first.frame == 3
    assert study_of(slices_of([*LOW, 0.9, *LOW])).verdict == "notumor"


def test_a_run_that_is_not_sure_leaves_the_study_uncertain():
    assert study_of(slices_of([*LOW, 0.9, 0.9, *LOW])).verdict == "uncertain"


def test_evidence_at_another_place_breaks_a_run():
    slices = [a_slice(0), a_slice(1, 0.99), a_slice(2, 0.99, marks_at((1, 1))), a_slice(3)]
    study = study_of(slices)
    assert frames_of(study.findings.run) in ([1], [2])
    assert study.verdict == "uncertain"


def test_evidence_may_wander_by_a_cell_from_slice_to_slice():
    slices = [a_slice(index, 0.99, marks_at((5, 3 + index))) for index in range(4)]
    assert frames_of(study_of(slices).findings.run) == [0, 1, 2, 3]


def test_the_longest_run_is_reported_but_a_sure_one_before_it():
    short, long = [0.99] * 2, [0.8] * 4
    study = study_of(slices_of([0.02, *long, 0.02, 0.02, *short, 0.02]))
    assert (frames_of(study.findings.run), study.verdict) == ([7, 8], "glioma")
    assert frames_of(study_of(slices_of([0.02, *long, 0.02, 0.7, 0.7, 0.02])).findings.run) == [1, 2, 3, 4]


@pytest.mark.parametrize(("count", "verdict"), [(3, "uncertain"), (6, "glioma")])
def test_thin_slices_have_to_agree_over_some_millimetres(count, verdict):
    assert study_of(slices_of([*LOW, *[0.99] * count, *LOW], step_mm=1.0)).verdict == verdict


def test_the_neck_does_not_count():
    """Of 40 slices of 5 mm those more than 105 mm below the vertex are neck and skull base."""
    tumours = [0.99] * 6 + [0.02] * 34
    study = study_of(slices_of(tumours))
    assert study.verdict == "notumor"
    assert len(study.findings.counting) == 22
    assert study.findings.look_first.frame >= 18


def test_the_neck_is_known_whichever_way_the_stack_runs():
    down = [
        a_slice(index, tumour, normal=(0.0, 0.0, -1.0), position_mm=(0.0, 0.0, -index * 5.0))
        for index, tumour in enumerate([0.02] * 34 + [0.99] * 6)
    ]
    assert study_of(down).verdict == "notumor"


def test_of_a_sagittal_stack_every_accepted_slice_counts():
    slices = [
        a_slice(index, tumour, normal=(1.0, 0.0, 0.0), position_mm=(index * 5.0, 0.0, 0.0))
        for index, tumour in enumerate([0.99] * 6 + [0.02] * 34)
    ]
    study = study_of(slices)
    assert (study.verdict, len(study.findings.counting)) == ("glioma", 40)


def test_what_the_model_refuses_does_not_count():
    slices = slices_of([*LOW, 0.99, 0.99, 0.99, *LOW])
    refused = [dataclasses.replace(one, is_accepted=one.frame != 4, verdict="unlike-training") for one in slices]
    findings = examine(refused)
    assert findings.run is not None
    assert len(findings.run.slices) == 1
    assert all(one.frame != 4 for one in findings.counting)


@pytest.mark.parametrize("verdict", ["unlike-training", "not-a-brain-mri"])
def test_a_study_of_which_too_little_is_accepted_has_no_verdict(verdict):
    slices = slices_of([0.99] * 9, is_accepted=False, verdict=verdict)
    assert study_of([*slices, a_slice(9, 0.99)]).verdict == verdict
    study = study_of(slices)
    assert (study.verdict, study.prediction_set, study.findings.counting) == (verdict, (), ())
    assert study.findings.look_first in slices


def test_a_slice_may_be_missing_within_a_run_and_no_more():
    slices = slices_of([*LOW, 0.99, 0.99, 0.99, 0.99, *LOW])
    without = [one for one in slices if one.frame != 4]
    assert frames_of(study_of(without).findings.run) == [3, 5, 6]
    apart = [one for one in slices if one.frame not in (4, 5)]
    assert len(study_of(apart).findings.run.slices) == 1


def test_the_order_given_changes_nothing():
    slices = slices_of([*LOW, 0.7, 0.99, 0.98, *LOW])
    assert study_of(slices[::-1]).findings.run == study_of(slices).findings.run


def test_without_positions_the_numbers_count_then_the_names():
    def unplaced(number, path):
        return dataclasses.replace(a_slice(0), path=path, place=SlicePlace(number=number))

    stack = stack_slices([unplaced(2, "a"), unplaced(1, "b")])
    assert [one.path for [one] in stack.positions] == ["b", "a"]
    assert stack.length_mm(0, 1) is None
    stack = stack_slices([unplaced(2, "b"), unplaced(0, "a")])
    assert [one.path for [one] in stack.positions] == ["a", "b"]


def test_two_echoes_at_one_place_are_no_neighbours():
    slices = [a_slice(index) for index in range(6)]
    echoes = [dataclasses.replace(a_slice(2, 0.99), path=path) for path in ("one", "two")]
    study = study_of([*slices[:2], *echoes, *slices[3:]])
    assert len(study.findings.run.slices) == 1
    assert study.verdict == "uncertain"


def test_a_localizer_across_the_others_takes_no_part():
    slices = slices_of([*LOW, 0.99, 0.99, *LOW])
    across = a_slice(20, 0.99, normal=(1.0, 0.0, 0.0), position_mm=(3.0, 0.0, 0.0))
    study = study_of([across, *slices])
    assert frames_of(study.findings.run) == [3, 4]
    assert across not in study.findings.counting
    assert study.verdicts["glioma"] == 3


def test_a_single_slice_is_judged_by_itself():
    assert study_of([a_slice(0, 0.99)]).verdict == "glioma"
    assert study_of([a_slice(0, 0.1)]).verdict == "notumor"


def test_where_a_model_marks_nothing_neighbours_are_a_run():
    slices = [dataclasses.replace(one, marks=None) for one in slices_of([*LOW, 0.99, 0.99, *LOW])]
    study = study_of(slices)
    assert (frames_of(study.findings.run), study.findings.run.centre) == ([3, 4], None)
    assert study.verdict == "glioma"


def test_a_model_without_a_tumour_free_class_names_kinds_only():
    kinds = ("glioma", "meningioma")
    slices = [dataclasses.replace(one, probabilities=(0.95, 0.05)) for one in slices_of([0.95] * 4)]
    study = study_of(slices, kinds, lambda mean, is_kind_open: [kinds[index] for index in (0, 1) if mean[index] > 0.1])
    assert (study.verdict, study.tumour_probability) == ("glioma", None)
    study = study_of(slices, kinds, lambda mean, is_kind_open: kinds)
    assert (study.verdict, study.prediction_set) == ("uncertain", kinds)


def without_evidence(verdicts, tumour=0.95, **more):
    """Make slices of which none marks a tumour where its neighbour does."""
    corners = marks_at((1, 1)), marks_at((10, 10))
    return [
        a_slice(index, 0.02 if verdict == "notumor" else tumour, corners[index % 2], verdict=verdict, **more)
        for index, verdict in enumerate(verdicts)
    ]


FREE, OPEN = "notumor", "uncertain"


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ([OPEN] * 20, OPEN),
        ([FREE] * 9 + [OPEN] * 2 + [FREE] * 9, OPEN),
        ([FREE] * 9 + ["glioma"] * 2 + [FREE] * 9, OPEN),
        ([FREE] * 9 + [OPEN] + [FREE] * 9, FREE),
        ([FREE, OPEN, FREE, FREE, OPEN, FREE], FREE),
        ([OPEN, FREE], OPEN),
        ([FREE] * 20, FREE),
        ([OPEN], OPEN),
        ([FREE], FREE),
    ],
)
def test_a_study_is_tumour_free_only_where_its_slices_are(verdicts, expected):
    """Marks that jump are no run, and yet every slice says that there may be a tumour."""
    study = study_of(without_evidence(verdicts))
    assert study.verdict == expected
    assert set(study.prediction_set) == ({FREE} if expected == FREE else set(CLASSES))


def test_slices_that_are_refused_part_no_neighbours():
    slices = without_evidence([FREE] * 6 + [OPEN] * 3 + [FREE] * 6)
    slices[7] = dataclasses.replace(slices[7], is_accepted=False, verdict="unlike-training")
    assert study_of(slices).verdict == OPEN


def test_thin_slices_that_leave_a_tumour_have_to_span_some_millimetres():
    for count, expected in ((3, FREE), (5, OPEN)):
        verdicts = [FREE] * 9 + [OPEN] * count + [FREE] * 9
        assert study_of(without_evidence(verdicts, step_mm=1.0)).verdict == expected


@pytest.mark.parametrize("classes", [("b", "a", "notumor"), ("a", "b", "notumor"), ("meningioma", "glioma", "notumor")])
def test_of_kinds_that_are_equally_probable_the_model_s_first_is_named(classes):
    slices = [dataclasses.replace(one, probabilities=(0.49, 0.49, 0.02)) for one in slices_of([*LOW, 0.99, 0.99, *LOW])]
    study = study_of(slices, classes, chosen=lambda mean, is_kind_open: ["notumor"])
    assert (study.verdict, study.prediction_set) == (classes[0], (classes[0],))
    opened = [dataclasses.replace(one, is_kind_open=True) for one in slices]
    study = study_of(opened, classes, chosen=lambda mean, is_kind_open: ["notumor"])
    assert study.prediction_set == classes[:2]

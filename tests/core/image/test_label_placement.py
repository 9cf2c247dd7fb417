"""Where the labels of measurements stand: beside what they label, never over one another, and inside the picture."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.image.label_placement import Box, LabelledShape, Surroundings, place_labels

VIEW = Box(0, 0, 400, 300)
GAP = 10
AROUND = Surroundings(VIEW, GAP)


def labelled(box, width=90, height=24):
    """A rectangle that gets a label."""
    left, top, right, bottom = box
    outline = ((left, top), (right, top), (right, bottom), (left, bottom), (left, top))
    return LabelledShape(outline, Box(*box), width, height)


def contains(outer, inner):
    return (
        inner.left >= outer.left - 1e-9
        and inner.top >= outer.top - 1e-9
        and inner.right <= outer.right + 1e-9
        and inner.bottom <= outer.bottom + 1e-9
    )


@pytest.mark.parametrize(
    "box",
    [
        (150, 100, 230, 180),
        (330, 100, 390, 160),
        (2, 100, 392, 160),
        (2, 150, 392, 290),
        (150, 2, 210, 32),
        (150, 270, 210, 298),
    ],
)
def test_a_label_is_beside_what_is_measured_and_inside_the_view(box):
    (label,) = place_labels([labelled(box)], AROUND)
    assert contains(VIEW, label.box)
    assert label.box.distance(Box(*box)) == GAP
    assert label.leader is None


def test_the_right_side_is_the_usual_one():
    (label,) = place_labels([labelled((150, 100, 230, 180))], AROUND)
    assert label.box == Box(240, 128, 330, 152)


@pytest.mark.parametrize(
    ("away_from", "place"),
    [
        ((0, 140), (240, 128)),
        ((400, 140), (50, 128)),
        # Its width makes the sides further away than what is below, unless the spot is far above.
        ((190, 100), (240, 128)),
        ((190, -500), (145, 190)),
        ((190, 700), (145, 66)),
    ],
)
def test_a_label_is_on_the_side_away_from_a_spot(away_from, place):
    (label,) = place_labels([labelled((150, 100, 230, 180))], Surroundings(VIEW, GAP, away_from=away_from))
    assert (label.box.left, label.box.top) == place


def test_a_label_that_has_no_room_on_the_far_side_is_on_another():
    (label,) = place_labels([labelled((320, 100, 390, 160))], Surroundings(VIEW, GAP, away_from=(0, 130)))
    assert label.box.distance(Box(320, 100, 390, 160)) == GAP
    assert contains(VIEW, label.box)


def test_labels_of_one_place_are_around_it_and_then_further_away_with_leader_lines():
    box = Box(150, 100, 230, 180)
    labels = place_labels([labelled(box) for _ in range(12)], AROUND)
    assert not any(one.box.overlap(other.box) for one, other in combinations(labels, 2))
    assert all(contains(VIEW, one.box) and not one.box.overlap(box) for one in labels)
    assert [one.leader for one in labels[:4]] == [None] * 4
    assert labels[0].box.left == box.right + GAP
    assert labels[1].box.right == box.left - GAP
    assert labels[2].box.top == box.bottom + GAP
    assert labels[3].box.bottom == box.top - GAP
    far = [one for one in labels if one.box.distance(box) > 1.5 * GAP]
    assert far
    for one in far:
        start, end = one.leader
        assert one.box.nearest(start) == start
        assert box.nearest(end) == end


def test_a_label_avoids_other_shapes():
    first, second = labelled((150, 100, 230, 180)), labelled((235, 90, 335, 190))
    label, other = place_labels([first, second], AROUND)
    assert label.box.right < first.clear.left
    assert not other.box.overlap(first.clear)
    assert place_labels([first], Surroundings(VIEW, GAP, shapes=(second.clear,)))[0] == label


def test_a_label_that_is_nearer_to_another_shape_has_a_leader_line():
    inner, outer = labelled((180, 120, 190, 130)), labelled((100, 60, 280, 200))
    label, _ = place_labels([inner, outer], AROUND)
    assert label.box.distance(inner.clear) <= 1.5 * GAP
    assert label.leader
    assert inner.clear.nearest(label.leader[1]) == label.leader[1]


def test_a_shape_that_fills_the_view_has_its_label_on_it():
    (label,) = place_labels([labelled(VIEW)], AROUND)
    assert contains(VIEW, label.box)
    assert label.leader is None


def test_a_label_larger_than_the_view_begins_at_its_corner():
    (label,) = place_labels([labelled((10, 10, 40, 20), width=500, height=400)], AROUND)
    assert label.box[:2] == (0, 0)


SPOTS = st.tuples(st.integers(0, 399), st.integers(0, 299), st.integers(0, 399), st.integers(0, 299))


@settings(max_examples=60, deadline=None)
@given(st.lists(SPOTS, max_size=10), st.integers(20, 100))
def test_labels_never_overlap_while_there_is_room(spots, width):
    boxes = [Box(min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y)) for x, y, to_x, to_y in spots]
    labels = place_labels([labelled(box, width) for box in boxes], AROUND)
    assert len(labels) == len(boxes)
    assert all(contains(VIEW, one.box) for one in labels)
    assert not any(one.box.overlap(other.box) > 1e-6 for one, other in combinations(labels, 2))


def test_the_label_of_a_line_that_grows_changes_sides_once_at_most():
    around = Surroundings(VIEW, GAP, away_from=(150, 140))
    sides = []
    for end in range(60, 260):
        outline = ((40.3, 140.7), (float(end) + 0.1, 150.2))
        shape = LabelledShape(outline, Box(40.3, 140.7, end + 0.1, 150.2), 60, 24)
        [label] = place_labels([shape], around)
        sides.append(label.box.left > end)
    assert sum(before != after for before, after in pairwise(sides)) <= 1

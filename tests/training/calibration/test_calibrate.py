"""What follows a network, fitted to images that it had not seen."""

import dataclasses

import numpy as np
import pytest

from core.errors import InvalidScoresError
from core.model.calibration import fit_bias, fit_temperature, log_loss
from core.model.conformal import TwoQuestionRule
from core.model.novelty import NoveltyModel
from training.calibration.calibrate import CalibrationImages, calibrate, joined_sources, weights_of
from training.calibration.leave_one_source_out import leave_out_in_turn
from training.calibration.package_values import (
    MAY_BE_SEEN,
    NEW_GROUPS,
    NEW_SOURCES,
    calibrated_by,
    calibrating_settings,
    calibration_values,
    is_promised,
    promise_of,
)
from training.calibration.pooled_scores import POOLED_REJECTION, pool_scores, with_pooled_limits
from training.calibration.scores import Score, Scores, Unseen, write_scores

CLASSES = ("glioma", "meningioma", "notumor")
FREE = 2


def draw(count, source, seed=0, strength=3.0, unseen=Unseen.SOURCE):
    """Images of one source, the same number of each class, with answers that are mostly right."""
    rng = np.random.default_rng(seed)
    labels = np.tile(np.arange(3), count)
    logits = rng.normal(size=(3 * count, 3)).astype(np.float32)
    logits[np.arange(3 * count), labels] += strength
    return CalibrationImages(
        CLASSES,
        logits,
        labels,
        (source,) * (3 * count),
        tuple(f"{source}{index}" for index in range(3 * count)),
        (unseen,) * (3 * count),
        np.zeros(3 * count),
        "drawn images",
    )


def joined(*parts):
    return dataclasses.replace(
        parts[0],
        **{name: np.concatenate([getattr(part, name) for part in parts]) for name in ("logits", "labels", "novelties")},
        **{name: sum((getattr(part, name) for part in parts), ()) for name in ("sources", "groups", "unseen")},
    )


def test_each_side_kind_group_and_image_weighs_the_same():
    labels = np.array([0, 0, 0, 1, 2, 2, 2])
    sources = ["a", "a", "b", "a", "a", "a", "b"]
    groups = ["p", "p", "q", "r", "s", "t", "u"]
    found = weights_of(labels, sources, groups, FREE)
    assert found == pytest.approx([1 / 16, 1 / 16, 1 / 8, 1 / 4, 1 / 6, 1 / 6, 1 / 6])
    # Without a tumour-free class there are only kinds.
    kinds = weights_of(labels, sources, groups, None)
    assert [kinds[:3].sum(), kinds[3], kinds[4:].sum()] == pytest.approx([1 / 3] * 3)


def test_a_source_of_few_groups_counts_by_their_number_and_large_ones_the_same():
    labels = np.zeros(99 + 300 + 3, np.int64)
    sources = ["a"] * 99 + ["b"] * 300 + ["few"] * 3
    found = weights_of(labels, sources, [f"{place}" for place in range(402)], FREE)
    assert [found[:99].sum(), found[99:399].sum(), found[399:].sum()] == pytest.approx([99 / 201, 99 / 201, 3 / 201])
    # Slices of one patient are no more than that patient.
    of_one = weights_of(labels, sources, [*(f"{place}" for place in range(399)), *["p"] * 3], FREE)
    assert of_one[399:].sum() == pytest.approx(1 / 199)


@pytest.mark.parametrize("label", range(3))
def test_an_odd_image_of_a_tiny_source_moves_neither_levels_nor_thresholds(label):
    images = draw(200, "a", 3, 2.0)
    odd = draw(1, "tiny", 4)
    odd = odd.only(odd.labels == label)
    odd = dataclasses.replace(odd, logits=np.roll(np.float32([[9, 0, 0]]), label + 1, axis=1))
    before, after = calibrate(images).thresholds, calibrate(joined(images, odd)).thresholds
    assert after.coverages == before.coverages
    place = before.coverages.index(0.95)
    for side in ("tumour", "tumour_free", "kind"):
        assert getattr(after, side)[place] == pytest.approx(getattr(before, side)[place], rel=0.35)


def test_weights_are_as_many_copies_of_an_image():
    images = draw(300, "a")
    weights = np.random.default_rng(1).integers(1, 4, len(images.labels))
    often = np.repeat(np.arange(len(weights)), weights)
    logits, labels = images.logits + np.float32([0.5, 0, -0.5]), images.labels
    assert log_loss(logits, labels, 1.5, weights.astype(float)) == pytest.approx(
        log_loss(logits[often], labels[often], 1.5)
    )
    assert fit_temperature(logits, labels, weights.astype(float)) == pytest.approx(
        fit_temperature(logits[often], labels[often])
    )
    # What is expected of biases beforehand counts a little differently.
    np.testing.assert_allclose(
        fit_bias(logits, labels, weights.astype(float)), fit_bias(logits[often], labels[often]), atol=0.05
    )


def test_a_class_that_the_network_favours_is_put_right():
    # What is expected of biases beforehand pulls them towards 0 a little.
    images = draw(3000, "a", strength=2.0)
    favoured = dataclasses.replace(images, logits=images.logits + np.float32([2, 0, 0]))
    plain, moved = calibrate(images), calibrate(favoured)
    np.testing.assert_allclose(moved.biases - plain.biases, [-4 / 3, 2 / 3, 2 / 3], atol=0.05)
    np.testing.assert_allclose(moved.probabilities(favoured.logits), plain.probabilities(images.logits), atol=0.03)


def test_a_smaller_source_counts_as_much_as_a_large_one():
    easy, hard = draw(1000, "easy", 1, 6.0), draw(100, "hard", 2, 0.5)
    # One temperature for both: with the hard source weighing half it is a high one.
    assert (
        calibrate(joined(easy, hard)).temperature
        > 1.3 * calibrate(dataclasses.replace(joined(easy, hard), sources=("one",) * 3300)).temperature
    )


def test_thresholds_hold_what_they_promise_on_new_images():
    calibration, fresh = calibrate(draw(400, "a", 3, 2.0)), draw(400, "a", 4, 2.0)
    rule = TwoQuestionRule(calibration.thresholds, FREE)
    assert rule.levels == (0.9, 0.95, 0.98, 0.99)
    probabilities = calibration.probabilities(fresh.logits)
    sets = [rule.plausible(row, 0.95) for row in probabilities]
    is_free = fresh.labels == FREE
    has_free = np.array([FREE in found for found in sets])
    has_kind = np.array([any(index != FREE for index in found) for found in sets])
    assert has_free[is_free].mean() == pytest.approx(0.95, abs=0.03)
    assert has_kind[~is_free].mean() == pytest.approx(0.95, abs=0.03)


def test_many_slices_of_few_patients_promise_what_so_few_patients_can():
    images = draw(180, "a", 3)
    # Six patients of each class, with thirty slices each.
    few = dataclasses.replace(images, groups=tuple(f"{place % 18}" for place in range(540)))
    assert calibrate(few).thresholds.coverages[-1] == 0.85
    assert calibration_values(few, calibrate(few))["effective"] == {"tumour": 12, "tumour_free": 6}
    assert calibrate(images).thresholds.coverages[-1] == 0.99


def test_copies_move_biases_and_temperature_but_not_the_ranks():
    images = draw(100, "a")
    changed = draw(200, "a", 5, 0.5).logits
    assert calibrate(images, changed).temperature > calibrate(images).temperature
    assert calibrate(images, changed).thresholds.coverages == calibrate(images).thresholds.coverages


def test_what_is_promised_is_what_was_unseen():
    new, known = draw(10, "new"), draw(10, "known", unseen=Unseen.GROUP)
    assert promise_of(new) == NEW_SOURCES
    assert promise_of(known) == NEW_GROUPS
    assert (is_promised(known), is_promised(new), is_promised(joined(new, known))) == (True, False, False)
    assert promise_of(joined(known, draw(1, "known", unseen=Unseen.UNKNOWN))) == MAY_BE_SEEN
    assert promise_of(joined(new, known)) == f"{NEW_SOURCES}; of known, to images of groups that it had not seen"


def test_each_source_is_measured_by_what_the_others_give():
    easy, other, alone = draw(60, "easy", 1, 6.0), draw(60, "other", 2, 6.0), draw(60, "odd", 3, -3.0)
    found = leave_out_in_turn(joined(easy, other, alone))
    assert set(found) == {"easy", "other", "odd"}
    # By the others' thresholds the odd one is decided, and wrong.
    of_two = leave_out_in_turn(joined(easy, other))
    assert of_two["easy"]["images"] == 180
    assert of_two["easy"]["unseen"] == "source"
    at = of_two["easy"]["levels"]["95"]
    assert at["decided"] > 0.9
    assert at["right"] > 0.95
    assert found["odd"]["levels"]["90"]["decided"] < 0.9 or found["odd"]["levels"]["90"]["right"] < 0.5


def test_a_source_without_which_a_class_is_lost_is_not_left_out():
    both, some = draw(20, "both"), draw(20, "some", 1)
    some = some.only(some.labels != 1)
    assert set(leave_out_in_turn(joined(both, some))) == {"some"}
    assert leave_out_in_turn(both) == {}


def test_of_very_many_sources_the_largest_are_left_out():
    many = joined(*(draw(3 + (number > 2), f"source {number:02d}", number) for number in range(23)))
    values = calibration_values(many, calibrate(many))
    assert list(values["left_out"]) == [f"source {number:02d}" for number in range(3, 23)]
    assert values["smaller_sources"] == 3
    few = many.only(np.arange(len(many.labels)) < 30)
    assert calibration_values(few, calibrate(few))["smaller_sources"] == 0


def test_sources_of_the_same_patients_are_one():
    one, other = draw(20, "t1"), draw(20, "t2", 1)
    other = dataclasses.replace(other, groups=one.groups)
    rest = draw(20, "elsewhere", 2)
    assert set(leave_out_in_turn(joined(one, other, rest))) == {"t1 + t2", "elsewhere"}
    images = joined(one, other, rest)
    free = images.weights()[images.labels == FREE]
    assert free[:40].sum() == pytest.approx(free[40:].sum())


def test_what_was_refused_is_not_decided():
    images = joined(draw(60, "a", 1, 6.0), draw(60, "b", 2, 6.0))
    refused = dataclasses.replace(images, novelties=np.full(len(images.labels), 1.5))
    assert {found["levels"]["95"]["decided"] for found in leave_out_in_turn(refused).values()} == {0.0}


def test_the_package_says_what_its_levels_come_from():
    images = joined(draw(40, "a"), draw(40, "", 1, unseen=Unseen.GROUP))
    values = calibrating_settings(images, calibrate(images))
    calibration = values["calibration"]
    assert len(values["biases"]) == 3
    assert calibration["images"] == dict.fromkeys(CLASSES, 80)
    assert calibration["sources"] == {
        "a": {"images": 120, "unseen": "source"},
        "source not named": {"images": 120, "unseen": "group"},
    }
    assert len(calibration["tumour"]) == len(calibration["kind"]) == len(calibration["coverages"])
    # Four hundredths of a source each, of two kinds: 160 images of equal weight.
    assert calibration["effective"] == {"tumour": 160, "tumour_free": 80}
    words = calibrated_by(calibration, (0.9, 0.95, 0.98))
    assert words.startswith("calibrated by drawn images (240 images); levels that this suffices for: 90, 95 ")
    assert f", {NEW_SOURCES}; of source not named, to images of groups" in words
    assert "images of more patients" in words
    assert calibrated_by({}, (0.9,)) == ""


def test_a_model_without_a_tumour_free_class_has_one_question():
    images = dataclasses.replace(draw(40, "a"), classes=("a", "b", "c"))
    values = calibration_values(images, calibrate(images))
    assert values["tumour"] is values["tumour_free"] is None
    assert values["kind"]


def score(path, label, source, unseen, group="", novelty=0.5):
    logits = tuple(3.0 if name == label else 0.0 for name in CLASSES)
    return Score(path, label, source, group, None, unseen, novelty, logits)


def written(path, rows):
    write_scores(path, Scores(CLASSES, tuple(rows)))
    return path


def test_of_a_source_those_count_whose_network_had_not_seen_it(tmp_path):
    folds = [score(f"{name}/{at}", name, "a", Unseen.GROUP) for name in CLASSES for at in range(2)]
    without = [score("glioma/0", "glioma", "a", Unseen.SOURCE), score("x", "notumor", "b", Unseen.SOURCE)]
    images = pool_scores([written(tmp_path / "1.csv", folds), written(tmp_path / "2.csv", without)])
    found = sorted(zip(images.labels.tolist(), images.sources, images.unseen, strict=True), key=str)
    group, source = Unseen.GROUP, Unseen.SOURCE
    assert found == sorted(
        [(0, "a", source), *[(1, "a", group)] * 2, *[(2, "a", group)] * 2, (2, "b", source)], key=str
    )
    assert promise_of(images) == f"{NEW_SOURCES}; of a, to images of groups that it had not seen"


def test_an_image_counts_once_and_one_that_may_have_been_seen_never(tmp_path, caplog):
    rows = [score(f"{name}/1", name, "a", Unseen.GROUP) for name in CLASSES]
    unknown = [score("glioma/2", "glioma", "a", Unseen.UNKNOWN)]
    one, other = written(tmp_path / "1.csv", rows), written(tmp_path / "2.csv", rows + unknown)
    assert len(pool_scores([one, other]).labels) == 3
    assert "left out 1 score" in caplog.text
    assert len(pool_scores([one, other], otherwise=Unseen.GROUP).labels) == 4
    # Without sources, the same path may be of another dataset.
    bare = [dataclasses.replace(row, source="", group="p") for row in rows]
    images = pool_scores([written(tmp_path / "3.csv", bare), written(tmp_path / "4.csv", bare)])
    assert len(images.labels) == 6
    assert len(set(images.groups)) == 2


def test_patients_of_the_same_number_are_one_only_within_a_file(tmp_path):
    def numbered(source, group):
        return [score(f"{name}.png", name, source, Unseen.SOURCE, group) for name in CLASSES]

    apart = [written(tmp_path / f"{source}.csv", numbered(source, "1")) for source in "ab"]
    images = pool_scores(apart)
    assert set(joined_sources(images.sources, images.groups)) == {"a", "b"}
    assert len(set(images.groups)) == 2
    # Images without a group have names of files, which two datasets may share too.
    bare = [written(tmp_path / f"bare-{source}.csv", numbered(source, "")) for source in "ab"]
    images = pool_scores(bare)
    assert set(joined_sources(images.sources, images.groups)) == {"a", "b"}
    # One dataset says that two sequences are of the same patient, and so does every other file of those.
    both = written(tmp_path / "both.csv", [*numbered("a", "1"), *numbered("b", "1")])
    images = pool_scores([both, apart[0]])
    assert set(joined_sources(images.sources, images.groups)) == {"a + b"}
    assert len(images.labels) == 6


def test_a_class_without_scores_is_refused(tmp_path):
    rows = [score("1", "glioma", "a", Unseen.SOURCE), score("2", "notumor", "a", Unseen.UNKNOWN)]
    with pytest.raises(
        InvalidScoresError, match=r"s\.csv: expected scores of every class .* none of meningioma, notumor"
    ):
        pool_scores([written(tmp_path / "s.csv", rows)])


def novelty_model():
    return NoveltyModel(
        np.zeros((1, 2), np.float32),
        np.eye(1, 2, dtype=np.float32),
        np.ones(1, np.float32),
        1.0,
        limit=2.0,
        centre=np.zeros(2, np.float32),
        scale=np.ones(2, np.float32),
        weights=np.float32([0.1, 0]),
        bias=0.2,
        foreign_limit=1.5,
    )


def test_limits_move_out_to_where_pooled_images_lie():
    images = dataclasses.replace(draw(100, "a"), novelties=np.linspace(0, 1.3, 300))
    moved = with_pooled_limits(novelty_model(), images, np.linspace(4, 9, 100))
    before = np.array([novelty_model().novelty(np.float32([x, 0])) for x in (0.5, 3, 7)])
    after = np.array([moved.novelty(np.float32([x, 0])) for x in (0.5, 3, 7)])
    factor = before / after
    np.testing.assert_allclose(factor, factor[0])
    assert factor[0] == pytest.approx(1.3 * (1 - POOLED_REJECTION), abs=0.01)
    assert moved.foreign_limit * factor[0] == pytest.approx(4.25, abs=0.1)


def test_no_limit_lets_other_things_in_or_moves_inwards():
    strange = dataclasses.replace(draw(100, "a"), novelties=np.full(300, 5.0))
    moved = with_pooled_limits(novelty_model(), strange, np.linspace(1.2, 9, 1000))
    assert moved.limit == pytest.approx(2.0 * 1.278, abs=0.01)
    # Slices like these are unlike the training data, but nothing else.
    assert moved.foreign_limit * moved.limit >= 5.0 * 2.0 - 1e-6
    familiar = dataclasses.replace(draw(100, "a"), novelties=np.full(300, 0.2))
    assert with_pooled_limits(novelty_model(), familiar, np.linspace(4, 9, 100)).limit == 2.0

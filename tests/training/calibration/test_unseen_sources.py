"""What of an image's origin a network had not seen."""

import hashlib
from pathlib import Path
from types import SimpleNamespace

import cv2
import pytest

from core.image.phantom import head_phantom
from training.calibration.scores import Unseen
from training.calibration.unseen_sources import (
    data_digest,
    join_sources,
    sources_of,
    unseen_validation,
    what_was_unseen,
)
from training.dataset.rows import Dataset, Row, digest_of


def row(name, source, group, fold=None):
    return Row(Path(name), "glioma", source, group, fold=fold)


KNOWN = [row("1", "a", "p1", 0), row("2", "b", "p2", 0)]
MEASURED = [row("3", "c", "p3", 1), row("4", "a", "p4", 1), row("5", "a", "p1", 1), row("6", "", "", 1)]
DATASET = Dataset("set", (*KNOWN, *MEASURED), ("glioma", "notumor"))


def unseen(training, known=KNOWN, dataset=DATASET, fold=1, digest="d1"):
    return what_was_unseen(
        dataset, MEASURED, known, SimpleNamespace(training={"data_sha256": "d1", **training}), fold, digest
    )


def test_a_model_that_states_its_sources_is_taken_at_its_word():
    own = {"dataset": "set", "fold": 1, "sources": {"a": 1, "b": 1}}
    assert unseen(own) == [Unseen.SOURCE, Unseen.GROUP, Unseen.UNKNOWN, Unseen.GROUP]
    # Trained elsewhere, it may have seen the groups.
    assert unseen({**own, "dataset": "other"}) == [Unseen.SOURCE, *[Unseen.UNKNOWN] * 3]
    assert unseen({**own, "fold": 0}) == [Unseen.SOURCE, *[Unseen.UNKNOWN] * 3]
    # A fold of another cut has the same number and name, not the same images.
    assert unseen(own, digest="d2") == [Unseen.SOURCE, *[Unseen.UNKNOWN] * 3]


def test_a_group_is_new_only_where_start_and_teachers_had_not_seen_its_source():
    own = {"dataset": "set", "fold": 1, "sources": {"a": 1, "b": 1}, "start_data_sha256": "0"}
    assert unseen(own) == [Unseen.SOURCE, *[Unseen.UNKNOWN] * 3]
    assert unseen({**own, "inherited_sources": {"a": 1}}) == [Unseen.SOURCE, *[Unseen.UNKNOWN] * 3]
    # Of an image whose source is not named it cannot be told.
    new = [Unseen.SOURCE, Unseen.GROUP, Unseen.UNKNOWN, Unseen.UNKNOWN]
    assert unseen({**own, "inherited_sources": {"b": 1}}) == new
    assert unseen({**own, "start_data_sha256": None})[1] is Unseen.GROUP


def test_teachers_of_which_nothing_is_stated_may_have_seen_everything():
    own = {"dataset": "set", "fold": 1, "sources": {"a": 1, "b": 1}, "teachers": ["t 1"]}
    assert set(unseen(own)) == {Unseen.UNKNOWN}
    assert "" in sources_of(KNOWN, own)
    assert unseen({**own, "inherited_sources": {"b": 1}})[:2] == [Unseen.SOURCE, Unseen.GROUP]


def test_validation_images_may_be_of_patients_that_were_trained_on():
    rows = [row("1", "a", "p1"), row("2", "b", "p2"), row("3", "", "p3")]
    group, unknown = Unseen.GROUP, Unseen.UNKNOWN
    assert unseen_validation(rows, [1, 2, 3], {7}, None, {}) == (group,) * 3
    assert unseen_validation(rows, [1, 2, 3], {2, 7}, None, {}) == (group, unknown, group)
    assert unseen_validation(rows, [1, 2, 3], {7}, {"b": 5}, {}) == (group, unknown, unknown)
    assert unseen_validation(rows, [1, 2, 3], {7}, {"": 0}, {}) == (unknown,) * 3


def test_the_digest_of_a_dataset_is_that_of_what_would_be_read(tmp_path):
    rows = []
    for number in range(4):
        cv2.imwrite(str(tmp_path / f"{number}.png"), head_phantom(number, size=64))
        rows.append(Row(tmp_path / f"{number}.png", "glioma", fold=number % 2))
    (tmp_path / "torn.png").write_bytes(b"torn")
    whole = Dataset("set", (*rows, Row(tmp_path / "torn.png", "glioma", fold=0)), ("glioma",))
    sha256 = [hashlib.sha256(one.path.read_bytes()).hexdigest() for one in rows]
    found = [data_digest(whole, fold, lambda progress: None) for fold in (0, 1)]
    assert found == [digest_of(rows[1::2], sha256[1::2]), digest_of(rows[::2], sha256[::2])]


@pytest.mark.parametrize("sources", [{"": 5, "a": 1}, {"c": 1, "a": 1}])
def test_what_may_have_been_seen_is_no_new_source(sources):
    assert unseen({"dataset": "set", "fold": 1, "sources": sources})[0] is Unseen.GROUP


def test_sources_that_share_a_patient_are_seen_together():
    dataset = Dataset("set", (*DATASET.rows, row("7", "b", "p3")), DATASET.classes)
    assert unseen({"dataset": "other", "fold": 1, "sources": {"b": 1}}, dataset=dataset)[0] is Unseen.UNKNOWN


def test_a_model_of_an_earlier_program_goes_by_the_dataset_that_it_was_trained_on():
    earlier = {"dataset": "set", "fold": 1, "start_data_sha256": None}
    assert unseen(earlier) == [Unseen.SOURCE, Unseen.GROUP, Unseen.UNKNOWN, Unseen.GROUP]
    # What it started from may have seen anything.
    assert set(unseen({**earlier, "start_data_sha256": "0"})) == {Unseen.UNKNOWN}
    assert set(unseen(earlier, known=[])) == {Unseen.UNKNOWN}


def test_a_network_has_seen_what_its_start_had_seen():
    assert sources_of(KNOWN) == {"a": 1, "b": 1}
    assert sources_of(KNOWN, {"sources": {"b": 2, "z": 3}}) == {"a": 1, "b": 3, "z": 3}
    assert "" in sources_of(KNOWN, {})
    assert sources_of(KNOWN, {"sources": {"b": 2}}, {"sources": {"c": 1}}) == {"a": 1, "b": 3, "c": 1}


def test_chains_of_shared_groups_join_sources():
    origins = [("a", "1"), ("b", "1"), ("b", "2"), ("c", "2"), ("d", ""), ("e", ""), ("", "1")]
    assert join_sources(origins) == {**dict.fromkeys("abc", "a + b + c"), "d": "d", "e": "e"}

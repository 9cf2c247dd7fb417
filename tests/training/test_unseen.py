"""What of an image's origin a network had not seen."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from training.rows import Dataset, Row
from training.scores import Unseen
from training.unseen import join_sources, sources_of, what_was_unseen


def row(name, source, group, fold=None):
    return Row(Path(name), "glioma", source, group, fold=fold)


KNOWN = [row("1", "a", "p1", 0), row("2", "b", "p2", 0)]
MEASURED = [row("3", "c", "p3", 1), row("4", "a", "p4", 1), row("5", "a", "p1", 1), row("6", "", "", 1)]
DATASET = Dataset("set", (*KNOWN, *MEASURED), ("glioma", "notumor"))


def unseen(training, known=KNOWN, dataset=DATASET, fold=1):
    return what_was_unseen(dataset, MEASURED, known, SimpleNamespace(training=training), fold)


def test_a_model_that_states_its_sources_is_taken_at_its_word():
    own = {"dataset": "set", "fold": 1, "sources": {"a": 1, "b": 1}}
    assert unseen(own) == [Unseen.SOURCE, Unseen.GROUP, Unseen.UNKNOWN, Unseen.GROUP]
    # Trained elsewhere, it may have seen the groups.
    assert unseen({**own, "dataset": "other"}) == [Unseen.SOURCE, *[Unseen.UNKNOWN] * 3]
    assert unseen({**own, "fold": 0}) == [Unseen.SOURCE, *[Unseen.UNKNOWN] * 3]


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
    assert unseen({**earlier, "start_data_sha256": "0"})[0] is Unseen.GROUP
    assert set(unseen(earlier, known=[])) == {Unseen.UNKNOWN}


def test_a_network_has_seen_what_its_start_had_seen():
    assert sources_of(KNOWN, None) == {"a": 1, "b": 1}
    assert sources_of(KNOWN, {"sources": {"b": 2, "z": 3}}) == {"a": 1, "b": 3, "z": 3}
    assert "" in sources_of(KNOWN, {})


def test_chains_of_shared_groups_join_sources():
    origins = [("a", "1"), ("b", "1"), ("b", "2"), ("c", "2"), ("d", ""), ("e", ""), ("", "1")]
    assert join_sources(origins) == {**dict.fromkeys("abc", "a + b + c"), "d": "d", "e": "e"}

import dataclasses
import re

import pytest

from core.image.phantom import LESIONS
from core.model.known_classes import (
    KNOWN_CLASSES,
    TUMOUR_FREE,
    class_spelled,
    display_name,
    find_class,
    inline_name,
)
from training.dataset.class_aliases import resolve_aliases

NAMES = [known.name for known in KNOWN_CLASSES]


@pytest.mark.parametrize("field", ["name", "words", "colour", "light_colour", "shape", "spelling"])
def test_each_class_has_its_own(field):
    values = [getattr(known, field) for known in KNOWN_CLASSES]
    assert len(set(values)) == len(values)


def test_one_class_is_without_a_tumour():
    assert [known.name for known in KNOWN_CLASSES if known.is_tumour_free] == [TUMOUR_FREE]


@pytest.mark.parametrize("known", KNOWN_CLASSES, ids=NAMES)
def test_a_line_of_the_table_is_whole(known):
    assert class_spelled(known.name) == class_spelled(known.name.upper()) == known.name
    assert all(re.fullmatch("#[0-9A-F]{6}", colour) for colour in (known.colour, known.light_colour))
    assert 0 < known.displacement < 0.5
    assert display_name(known.name) == known.words
    assert inline_name(known.name) == known.words.lower()


def test_an_unknown_class_keeps_its_name():
    assert find_class("Schwannoma") is None
    assert (display_name("Schwannoma"), inline_name("Schwannoma"), class_spelled("Schwannoma")) == (
        "Schwannoma",
        "Schwannoma",
        "",
    )


def test_phantoms_show_classes_that_are_known():
    assert set(LESIONS) <= set(NAMES) - {TUMOUR_FREE}


def test_spellings_that_are_known_beside_tumours_alone():
    [free] = [known for known in KNOWN_CLASSES if known.is_tumour_free]
    for spelling in free.spelling_beside_tumours:
        assert not class_spelled(spelling)
        assert resolve_aliases([spelling, "glioma"]) == {spelling: TUMOUR_FREE}


def test_a_class_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        KNOWN_CLASSES[0].name = "other"

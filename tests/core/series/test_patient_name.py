"""Names of patients: written as people do, and recognised in other texts."""

import pytest

from core.series.patient_name import names_person, readable_name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Doe^Jane", "Doe, Jane"),
        ("Doe^Jane^Maria^Dr.^MD", "Doe, Jane Maria"),
        ("Doe", "Doe"),
        ("^Jane", "Jane"),
        ("Yamada^Tarou=山田^太郎", "Yamada, Tarou"),
        ("=山田^太郎", "山田, 太郎"),
        ("", ""),
        ("^^^^", ""),
    ],
)
def test_a_name_is_written_as_people_do(name, shown):
    assert readable_name(name) == shown


@pytest.mark.parametrize("text", ["DOE_JANE_2020", "müller, k", "x-jane", "mueller muller"])
def test_a_text_that_bears_the_name_is_recognised(text):
    assert names_person(text, "Doe^Jane") or names_person(text, "Müller^K")


@pytest.mark.parametrize("text", ["study", "PAT00001", "k", "DO"])
def test_other_texts_are_not(text):
    assert not names_person(text, "Doe^Jane")
    assert not names_person(text, "Müller^K")
    assert not names_person(text, "")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Li_Na_2024", "Li^Na"),
        ("LI2024", "Li^Na"),
        ("王小东", "王^小东"),
        ("王小东", "Wang^Xiaodong=王^小东"),
        ("김철수", "김^철수"),
        ("Mueller_Anna", "Müller^An"),
        ("Müller_Anna", "Mueller^An"),
        ("Mu\u0308ller", "Mueller"),
        ("Muller", "Müller"),
        ("Groß", "GROSS^A"),
        ("scan_00012345", "00012345"),
        ("Jorgensen", "Jörgensen"),
    ],
)
def test_short_names_and_other_spellings_are_recognised(text, name):
    assert names_person(text, name)


@pytest.mark.parametrize(("text", "name"), [("clinic_line", "Li^Na"), ("A_series", "Doe^A"), ("研究", "王^小东")])
def test_a_short_part_within_a_word_is_none(text, name):
    assert not names_person(text, name)

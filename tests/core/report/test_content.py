"""What a report says: the verdict in words, what was added, what the model is worth; and no name."""

from dataclasses import asdict

import pytest

from core.history.entry import Judgement, Opinion
from core.image.slice import Window
from core.report.case import CaseStudy
from core.report.content import describe_case
from tests.core.report.drawn_case import draw_case, draw_slice

STUDY = CaseStudy("Tumour (glioma) in slices 2 to 5; look first at 3.", "Right in most.", 9)


def section(content, title):
    return next(one for one in content.sections if one.title == title)


def titles(content):
    return [one.title for one in content.sections]


def test_a_verdict_comes_with_its_probability_and_level():
    content = describe_case(draw_case())
    assert content.verdict == "Glioma"
    assert content.beside == ("Probability: glioma 94 %", "verdicts right in 95 %")
    assert "95 of 100 slices" in content.explanation
    assert content.made.startswith("Falx ")
    assert "fake 1.2.3, 2026-03-01 12:30 (UTC+0000)" in content.made


def test_a_refused_picture_has_no_probability_beside_its_verdict():
    content = describe_case(draw_case(novelty=1.5))
    assert content.verdict == "Unlike what the model learnt from"
    assert content.beside == ()
    assert "mean nothing" in section(content, "Probabilities").sentences[0]
    assert "Plausible classes" not in dict(section(content, "How sure").rows)


def test_a_tumour_of_an_open_kind_states_the_probability_of_any():
    content = describe_case(draw_case(plausible=("glioma", "meningioma")))
    assert content.verdict == "A tumour: glioma or meningioma"
    assert content.beside[0] == "Probability: tumour 98 %"


def test_no_name_of_a_file_unless_asked_for():
    assert "Doe" not in str(asdict(describe_case(draw_case())))
    content = describe_case(draw_case(file_name="Doe^Jane 1970.png"))
    assert dict(section(content, "Picture").rows)["File"] == "Doe^Jane 1970.png"


def test_what_was_added_is_stated_and_otherwise_missing():
    bare = titles(describe_case(draw_case()))
    assert not {"Study", "Reader's opinion", "Measurements"} & set(bare)
    opinion = Opinion(Judgement.OTHER, "meningioma", "dural tail\nsee 4")
    content = describe_case(draw_case(opinion=opinion, measurements=("ruler 20.0 mm", "angle 3.0°"), study=STUDY))
    assert section(content, "Study").sentences == (STUDY.sentence, STUDY.performance)
    rows = dict(section(content, "Reader's opinion").rows)
    assert rows == {"Opinion": "Sees another class: meningioma", "Note": "dural tail\nsee 4"}
    assert [value for _, value in section(content, "Measurements").rows] == ["ruler 20.0 mm", "angle 3.0°"]


@pytest.mark.parametrize(
    ("opinion", "words"),
    [
        (Opinion(Judgement.AGREE, "glioma"), "Agrees with the verdict"),
        (Opinion(Judgement.NO_TUMOUR), "Sees no tumour"),
        (Opinion(Judgement.UNSURE), "Is unsure"),
    ],
)
def test_each_opinion_has_words(opinion, words):
    assert section(describe_case(draw_case(opinion=opinion)), "Reader's opinion").rows == (("Opinion", words),)


def test_the_picture_is_described():
    image = draw_slice(spacing_mm=(0.5, 1.0), metadata={"Modality": "MR"}, remarks=("A frame was left out.",))
    found = section(describe_case(draw_case(image, window=Window(80, 40))), "Picture")
    rows = dict(found.rows)
    assert rows["Size"] == "128 x 128 pixels"
    assert rows["Pixel spacing"] == "1 x 0.5 mm"
    assert rows["Modality"] == "MR"
    assert rows["Window"] == "width 80, centre 40 (as displayed)"
    assert found.sentences == ("A frame was left out.",)


def test_the_model_s_figures_are_those_of_test_data():
    found = section(describe_case(draw_case()), "What the model is worth")
    assert found.table is not None
    assert [row[1:] for row in found.table.rows] == [
        (895, "71.8 % (66.1 to 77.4)", "91.5 % (87.3 to 95.0)", "–"),
        (4564, "94.3 % (sd 2.5)", "–", "–"),
    ]
    assert "trained in the same way" in found.sentences[0]


def test_a_model_without_figures_says_so():
    found = section(describe_case(draw_case(metrics={"validation": {}, "odd": 3})), "What the model is worth")
    assert found.table is None
    assert "was not measured" in found.sentences[0]

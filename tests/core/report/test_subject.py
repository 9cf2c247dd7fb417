"""Which slice a report is on, and what it says of the study; a stand-in sees the tumour by its brightness."""

import shutil

import pytest

from core.errors import FalxError, NoImagesError
from core.model.classifier import Classifier
from core.report.subject import read_subject
from tests.core.phantom_study import draw_study, predict_by_brightness, write_nifti, write_picture, write_series


@pytest.fixture(scope="module")
def network():
    return Classifier.open()


@pytest.fixture
def classifier(network, monkeypatch):
    monkeypatch.setattr(Classifier, "predict", predict_by_brightness)
    return network


def test_a_picture_has_no_study(classifier, tmp_path):
    path = tmp_path / "a.png"
    write_picture(path, draw_study(), 5)
    subject = read_subject(path, classifier)
    assert subject.study is None
    assert subject.image.source == path


def test_of_a_volume_the_slice_to_look_at_first(classifier, tmp_path):
    path = tmp_path / "a.nii"
    write_nifti(path, draw_study())
    told = []
    subject = read_subject(path, classifier, on_progress=lambda done, total: told.append((done, total)))
    assert subject.image.frame in range(4, 9)
    assert subject.study is not None
    assert "in slices 5 to 9" in subject.study.sentence
    assert subject.study.count == 12
    assert told == [(done, 12) for done in range(1, 13)]


def test_of_a_series_the_slice_that_is_asked_for(classifier, tmp_path):
    write_series(tmp_path / "series", draw_study())
    subject = read_subject(tmp_path / "series", classifier, 2)
    assert subject.image.frame == 1
    assert subject.study is not None
    assert "in slices 5 to 9" in subject.study.sentence


def test_an_archive_of_one_series_is_read(classifier, tmp_path):
    write_series(tmp_path / "series", draw_study())
    archive = shutil.make_archive(str(tmp_path / "a"), "zip", tmp_path / "series")
    subject = read_subject(tmp_path / archive, classifier)
    assert subject.study is not None
    assert subject.study.count == 12


@pytest.fixture
def two_series(tmp_path):
    write_series(tmp_path / "both" / "a", draw_study(), uid="1.2.3", number=7)
    write_series(tmp_path / "both" / "b", draw_study(tumour=()), uid="1.2.4", number=8)
    return tmp_path / "both"


def test_of_several_series_one_is_chosen(classifier, two_series):
    with pytest.raises(FalxError, match=r"expected one series or picture, got 2: .*; choose one with --series"):
        read_subject(two_series, classifier)
    sentences = [read_subject(two_series, classifier, series_number=number).study.sentence for number in (1, 2)]
    assert "in slices 5 to 9" in sentences[0]
    assert "in slices" not in sentences[1]


@pytest.mark.parametrize(("number", "series"), [(13, None), (None, 3), (None, 0)])
def test_a_number_that_there_is_not_is_refused(classifier, two_series, number, series):
    with pytest.raises(FalxError, match="from 1 to"):
        read_subject(two_series, classifier, number, series or (1 if number else series))


def test_a_folder_without_pictures_is_refused(classifier, tmp_path):
    with pytest.raises(NoImagesError):
        read_subject(tmp_path, classifier)

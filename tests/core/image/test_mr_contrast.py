"""Kinds of tumours that were learnt on one weighting are not distinguished on another."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from core.batch.batch_job import row_of
from core.batch.report import ReportFacts, format_report
from core.batch.report_content import arrange_report
from core.batch.report_pictures import SlicePictures
from core.image.mr_contrast import CONTRASTS, contrast_name
from core.image.phantom import head_phantom
from core.image.slice import Slice
from core.image.windowing import EIGHT_BIT
from core.model.classifier import Classifier
from core.model.conformal import Thresholds, TwoQuestionRule
from core.model.package import ModelPackage
from core.model.store import shipped_package
from core.readers.looking import HERE
from core.records.record import format_json_line, parse_json_line, predicted
from core.study.file_outcome import FileOutcome
from core.study.gatherer import StudyGatherer
from core.study.study_slice import summarise

LEARNT = {"glioma": ("t1ce", "flair"), "meningioma": ("t1ce",), "pituitary": ("t1ce",)}


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    package = ModelPackage.open(shipped_package())
    # Of each question, the more probable answer alone.
    thresholds = Thresholds((0.5, 0.95), (0.9, 0.5), (0.9, 0.5), (0.9, 0.9))
    rule = TwoQuestionRule(thresholds, package.classes.index("notumor"))
    return Classifier(dataclasses.replace(package, rule=rule, kind_contrasts=LEARNT))


def a_slice(lesion: str | None, contrast: str | None) -> Slice:
    return Slice(head_phantom(3, lesion), EIGHT_BIT, Path("phantom"), 0, 1, "", contrast=contrast)


@pytest.mark.slow
@pytest.mark.parametrize(("contrast", "is_open"), [("t1ce", False), (None, False), ("flair", True), ("t2", True)])
def test_the_kind_is_open_where_one_was_learnt_on_other_weightings(classifier, contrast, is_open):
    prediction = classifier.predict(a_slice("glioma", contrast))
    kinds = set(prediction.prediction_set) - {"notumor"}
    assert kinds, "the phantom's tumour has to be plausible for this test to tell anything"
    assert (kinds == set(LEARNT)) == is_open
    assert prediction.open_contrast == (contrast if is_open else None)
    again = classifier.at_level(prediction, prediction.level)
    assert again.prediction_set == prediction.prediction_set


@pytest.mark.parametrize(("contrast", "is_told"), [("t2", True), ("t1ce", False)])
def test_rows_and_reports_say_that_a_kind_is_open_for_the_weighting(classifier, contrast, is_told):
    image, package = a_slice("glioma", contrast), classifier.package
    shares = np.array([0.97 if name == "glioma" else 0.01 for name in package.classes], np.float32)
    is_open = package.is_kind_open(contrast)
    found = dataclasses.replace(
        classifier.predict(image),
        probabilities=shares,
        prediction_set=package.plausible(shares, 0.95, is_open),
        novelty=0.5,
    )
    # A record is read back without the weighting.
    record = parse_json_line(format_json_line(predicted("a.dcm", image, found, package.title)))
    words = "the weighting that the DICOM tags state leaves the kind open"
    assert row_of(record, package).reasons == ((words,) if is_told else ("a tumour was found",))
    facts = ReportFacts("title", package.title, "now")
    page = format_report(facts, arrange_report([record], (), package), None, lambda _: "a", lambda *_: SlicePictures())
    assert (words in page) == is_told
    # Where the model is not to be had any more, the kinds are plausible all the same.
    other = dataclasses.replace(package, version="0.0.1")
    plain = ("several kinds of tumour are plausible",) if is_told else ("a tumour was found",)
    assert row_of(record, other).reasons == row_of(record).reasons == plain


def test_what_shows_no_tumour_stays_so(classifier):
    rule, package = classifier.package.rule, classifier.package
    certain = np.where(np.array(package.classes) == "notumor", 0.97, 0.01).astype(np.float32)
    assert package.plausible(certain, 0.95, is_kind_open=True) == ("notumor",)
    assert rule.plausible(certain, 0.95, True) == rule.plausible(certain, 0.95, False)


@pytest.mark.parametrize("contrast", CONTRASTS)
def test_every_weighting_has_a_name(contrast):
    assert contrast_name(contrast)


@pytest.mark.parametrize(("contrast", "is_open"), [("t1ce", False), ("t2", True)])
def test_the_kind_of_a_study_is_as_open_as_of_its_slices(classifier, contrast, is_open):
    image, package = a_slice("glioma", contrast), classifier.package
    sure = np.array([0.97 if name == "glioma" else 0.01 for name in package.classes], np.float32)
    found = dataclasses.replace(
        classifier.predict(image),
        probabilities=sure,
        prediction_set=package.plausible(sure, 0.95, is_open),
        novelty=0.5,
        evidence=np.ones((package.geometry.cells,) * 2, np.float32),
    )
    slices = tuple(summarise("head.nii", dataclasses.replace(image, frame=at), found, package) for at in range(4))
    gatherer = StudyGatherer(package, 0.95, (), keeps_records=False, files_of=lambda folder: iter(()), looking=HERE)
    [gathered] = gatherer.add(FileOutcome("head.nii", (), study=slices))
    study = gathered.record.study
    assert (study.verdict, set(study.prediction_set)) == (
        ("tumour", set(LEARNT)) if is_open else ("glioma", {"glioma"})
    )

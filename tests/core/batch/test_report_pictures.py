"""The small pictures of a report: as the slice is, and under its heat map."""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from core.batch.report_pictures import ReportPictures, SlicePictures
from core.image.figure import lay_over
from core.image.phantom import head_phantom
from core.model.classifier import Classifier
from core.model.heat_maps.known_heat_maps import default_heat_method
from core.model.package import ModelPackage
from core.model.store import shipped_package
from core.readers import read_slices
from core.records.record import failed, predicted


def wanted():
    return True


@pytest.fixture
def package():
    return ModelPackage.open(shipped_package())


@pytest.fixture
def record(tmp_path, package):
    path = tmp_path / "a.png"
    cv2.imwrite(str(path), head_phantom(3, "glioma", size=320)[:, 40:280])
    [image] = read_slices(path)
    return predicted(str(path), image, Classifier(package, threads=1).predict(image), package.title)


def test_a_slice_is_small_and_its_map_lies_over_it(record, package):
    pictures = ReportPictures(package, lambda: None, wanted).pictures_of(record, True)
    assert pictures.plain.shape == (200, 150)
    assert pictures.heat.shape == (200, 150, 3)
    grey = np.repeat(pictures.plain[..., None], 3, axis=2)
    # Cold regions leave the picture as it is, hot ones have a colour.
    assert (pictures.heat == grey).all(axis=2).any()
    assert (np.ptp(pictures.heat.astype(int), axis=2) > 40).any()


def test_the_map_is_the_one_that_the_window_begins_with(record, package):
    pictures = ReportPictures(package, lambda: None, wanted).pictures_of(record, True)
    [image] = read_slices(Path(record.path))
    classifier = Classifier(package, threads=1)
    heat = classifier.explain(classifier.predict(image), None, 200, default_heat_method(package.has_evidence))
    grey = np.repeat(pictures.plain[..., None], 3, axis=2)
    assert (pictures.heat == lay_over(grey, heat)).all()


def test_no_map_is_drawn_unasked_or_without_the_model(record, package):
    assert ReportPictures(package, lambda: None, wanted).pictures_of(record, False).heat is None
    assert ReportPictures(None, lambda: None, wanted).pictures_of(record, True).heat is None
    other = replace(record.finding, probabilities={"a": 0.4, "b": 0.6})
    pictures = ReportPictures(package, lambda: None, wanted).pictures_of(replace(record, finding=other), True)
    assert (pictures.plain is None, pictures.heat) == (False, None)


def test_what_is_gone_has_no_pictures_and_is_counted_all_the_same(record, package):
    drawn = []
    pictures = ReportPictures(package, lambda: drawn.append(1), wanted)
    assert pictures.pictures_of(failed("gone.png", "is gone", "m"), True) == SlicePictures()
    assert pictures.pictures_of(replace(record, frame=5), True) == SlicePictures()
    assert len(drawn) == 2

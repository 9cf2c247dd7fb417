"""Every number of a package is finite and in its range, every name plain, or the package is refused: never a crash."""

import json
import warnings
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import InvalidPackageError
from core.image.phantom import head_phantom
from core.image.slice import Slice
from core.image.windowing import EIGHT_BIT
from core.model.classifier import Classifier
from core.model.conformal import COVERAGES
from core.model.heat_maps.known_heat_maps import EVIDENCE
from core.model.package import (
    HEAD_FILE,
    PACKAGE_FILE,
    SELF_CHECK_FILE,
    WEIGHTS_FILE,
    ModelPackage,
    with_own_checksum,
    write_about,
)
from core.model.store import shipped_package
from tests.package_formats import as_format_1, as_format_2

ABOUT = json.loads((shipped_package() / PACKAGE_FILE).read_text("utf-8"))
# Most of the description; what follows reads and writes it a few hundred times.
ABOUT["metrics"], ABOUT["novelty_measured"] = {}, {}
FILES = {"files": ABOUT["files"]}
FORMATS = {1: as_format_1(ABOUT) | FILES, 2: as_format_2(ABOUT) | FILES}

PICTURE = Slice(head_phantom(3, "glioma", size=96), EIGHT_BIT, Path("phantom"), 0, 1, "")

EVERY_EXAMPLE = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)

texts = st.text(max_size=80) | st.sampled_from(["x|y", "uncertain", "a\nb", " a", "", "\0", "2.0", "glioma", "é" * 70])
numbers = st.one_of(
    st.integers(),
    st.sampled_from([0, 1, 2, -1, 2**31, 2**63, 10**17, 10**400]),
    st.floats(),
    st.sampled_from([0.0, -0.0, 1e-320, 1e308, 0.5, 1.0, 24.0]),
)
values = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)
MISSING = object()


def paths_of(about, before=()):
    """List the keys of a description, those within others too, by which the engine goes."""
    for key, value in about.items():
        if key in ("checksum", "metrics", "training", "limits", "novelty_measured"):
            yield (*before, key)
            continue
        yield (*before, key)
        if isinstance(value, dict):
            yield from paths_of(value, (*before, key))


PATHS = {
    number: [*paths_of(about), ("training", "config"), ("training", "dataset")] for number, about in FORMATS.items()
}
THRESHOLDS = [("calibration", key) for key in ("coverages", "tumour", "tumour_free", "kind")]
# Numbers in lists, each of which the engine goes by.
PATHS[2] += [(*path, place) for path in (("biases",), *THRESHOLDS) for place in (0, 3)]


def changed(path, value, number=1):
    about = json.loads(json.dumps(FORMATS[number]))
    part = about
    for key in path[:-1]:
        part = part[key]
    if value is MISSING:
        part.pop(path[-1])
    else:
        part[path[-1]] = value
    return about


def use(folder):
    """Do all that is ever done with a package; only the one error may come out, and no warning."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            package = ModelPackage.open(folder)
            package.verify_files()
            package.read_arrays(WEIGHTS_FILE)
            classifier = Classifier(package)
            classifier.self_check()
            prediction = classifier.predict(PICTURE)
            for name in package.classes:
                heat = classifier.explain(prediction, name)
            if package.has_evidence:
                classifier.explain(prediction, method=EVIDENCE)
        except InvalidPackageError as error:
            return str(error)
    assert np.isfinite(heat).all()
    assert prediction.verdict
    assert package.title.isprintable()
    return ""


@pytest.mark.slow
@pytest.mark.parametrize("number", FORMATS)
@EVERY_EXAMPLE
@given(data=st.data(), value=values | st.just(MISSING))
def test_whatever_a_key_holds_only_the_one_error_comes_out(package_copy, number, data, value):
    about = changed(data.draw(st.sampled_from(PATHS[number])), value, number)
    (package_copy / PACKAGE_FILE).write_text(json.dumps(with_own_checksum(about)), "utf-8")
    use(package_copy)


@pytest.mark.slow
@pytest.mark.parametrize("number", FORMATS)
@EVERY_EXAMPLE
@given(data=st.data(), value=numbers | st.booleans())
def test_whatever_number_a_key_holds_only_the_one_error_comes_out(package_copy, number, data, value):
    about = changed(data.draw(st.sampled_from(PATHS[number])), value, number)
    (package_copy / PACKAGE_FILE).write_text(json.dumps(with_own_checksum(about)), "utf-8")
    use(package_copy)


shares = st.floats(0, 1)


@pytest.mark.slow
@EVERY_EXAMPLE
@given(
    coverages=st.sets(st.sampled_from(COVERAGES), min_size=1).map(sorted),
    foreign_limit=st.floats(1, 1e12),
    biases=st.lists(st.floats(-1e3, 1e3), min_size=4, max_size=4),
    data=st.data(),
)
def test_whatever_is_in_its_range_answers_at_each_level(package_copy, coverages, foreign_limit, biases, data):
    limits = st.lists(shares, min_size=len(coverages), max_size=len(coverages))
    stated = {key: data.draw(limits) for key in ("tumour", "tumour_free", "kind")}
    about = as_format_2(ABOUT, foreign_limit, coverages=coverages, **stated)
    write_about(package_copy, about | {"biases": biases})
    assert use(package_copy) == ""
    package = ModelPackage.open(package_copy)
    assert set(package.levels) <= set(coverages)
    classifier = Classifier(package)
    found = classifier.predict(PICTURE)
    for level in package.levels:
        plausible = classifier.at_level(found, level).prediction_set
        assert 0 < len(plausible) <= 4
        assert len(plausible) > 1 or found.probabilities[found.classes.index(plausible[0])] >= 0.499


with np.load(shipped_package() / HEAD_FILE) as _stored:
    HEAD = dict(_stored)
with np.load(shipped_package() / SELF_CHECK_FILE) as _stored:
    SELF_CHECK = dict(_stored)

DTYPES = ["f2", "f4", ">f4", "f8", "i1", "u1", "i8", "?", "c8", "U3", "S3", "M8[s]", "O", [("a", "f4"), ("b", "i4")]]
EXTREMES = [np.nan, np.inf, -np.inf, 3e38, -3e38, 1e10, 1e-40, 0.0, -1.0]


@st.composite
def arrays(draw, right):
    """Draw an array instead of the right one: of any kind and shape, or the same but for what is in it."""
    if draw(st.booleans()):
        dtype = np.dtype(draw(st.sampled_from(DTYPES)))
        shape = draw(
            st.sampled_from([right.shape, right.shape[::-1], right.shape[:-1], (*right.shape, 1), (0,), ()])
            | st.lists(st.integers(0, 6), max_size=4).map(tuple)
        )
        return np.zeros(shape, dtype) if draw(st.booleans()) else np.asfortranarray(np.ones(shape, dtype))
    array = right.copy()
    if right.dtype.kind == "f":
        value = np.float32(draw(st.sampled_from(EXTREMES) | st.floats(width=32)))
        array.flat[:: draw(st.sampled_from([1, 7, right.size]))] = value
    return array


def write_arrays(folder, name, stored):
    np.savez(folder / name, **stored)
    write_about(folder, ABOUT)


@pytest.mark.slow
@EVERY_EXAMPLE
@given(st.data())
def test_whatever_the_head_holds_only_the_one_error_comes_out(package_copy, data):
    name = data.draw(st.sampled_from([*HEAD, "other"]))
    array = data.draw(arrays(HEAD.get(name, HEAD["b2"])))
    write_arrays(package_copy, HEAD_FILE, HEAD | {name: array})
    use(package_copy)


@pytest.mark.slow
@EVERY_EXAMPLE
@given(st.data())
def test_whatever_the_self_check_holds_only_the_one_error_comes_out(package_copy, data):
    name = data.draw(st.sampled_from([*SELF_CHECK]))
    write_arrays(package_copy, SELF_CHECK_FILE, SELF_CHECK | {name: data.draw(arrays(SELF_CHECK[name]))})
    use(package_copy)


@pytest.mark.parametrize("array", [np.array([1, 2]), np.array(["a"]), np.array([np.nan], np.float16), np.float32(1)])
def test_weights_that_are_none_are_refused(package_copy, array):
    write_arrays(package_copy, WEIGHTS_FILE, {"000": np.zeros(3, np.float16), "001": array})
    assert f"{WEIGHTS_FILE}: 001: expected " in use(package_copy)


@pytest.mark.slow
@EVERY_EXAMPLE
@given(name=st.sampled_from([HEAD_FILE, SELF_CHECK_FILE, WEIGHTS_FILE]), data=st.data())
def test_whatever_bytes_a_file_of_arrays_holds_only_the_one_error_comes_out(package_copy, name, data):
    content = bytearray((shipped_package() / name).read_bytes())
    for place in data.draw(st.lists(st.integers(-2000, 2000), max_size=8)):
        content[place] = data.draw(st.integers(0, 255))
    (package_copy / name).write_bytes(content[: data.draw(st.sampled_from([None, -1, -50, 300, 20]))])
    write_about(package_copy, ABOUT)
    use(package_copy)


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (("temperature",), float("inf"), "expected finite numbers, got Infinity"),
        (("temperature",), float("nan"), "expected finite numbers, got NaN"),
        (("temperature",), True, "temperature: expected a number of 0.001 to 1000, got true"),
        (("temperature",), "1", 'temperature: expected a number of 0.001 to 1000, got "1"'),
        (("temperature",), MISSING, "temperature: expected a value, got none"),
        (("format",), True, "expected package format 1 or 2, got true; use a matching Falx"),
        (("format",), 1.0, "expected package format 1 or 2, got 1.0"),
        (("preprocessing", "version"), True, "expected preprocessing version 1 or 2, got true"),
        (("preprocessing", "size"), -192, "preprocessing.size: expected a whole number of 1 to 4096, got -192"),
        (("preprocessing", "size"), 192.0, "preprocessing.size: expected a whole number of 1 to 4096, got 192.0"),
        (("preprocessing", "size"), 10**30, "expected whole numbers of at most 18 digits, got 1000"),
        (("geometry", "cells"), True, "geometry.cells: expected a whole number"),
        (("geometry", "stride"), 1e-300, "geometry.stride: expected a number of 1 to 4096"),
        (("geometry", "offset"), 1e300, "geometry.offset: expected a number of -4096 to 4096"),
        (("novelty", "limit"), -1, "novelty.limit: expected a number"),
        (("novelty", "bias"), None, "novelty.bias: expected a number"),
        (("conformal", "coverage"), 1, "conformal.coverage: expected a number"),
        (("conformal",), [0.9, 0.1], "conformal: expected an object, got a list of 2"),
        (("name",), "", "name: expected a plain name"),
        (("name",), "two\nlines", "name: expected a plain name"),
        (("name",), "n" * 61, "name: expected a plain name, of 1 to 60"),
        (("version",), 2.0, "version: expected a plain name"),
        (("version",), "2.", "version: expected a plain name"),
        (("architecture",), "a\x1b[31m", "architecture: expected a plain name"),
        (("classes",), ["glioma", "glioma", "a", "b"], "classes: expected 2 to 20 different texts"),
        (("classes",), ["glioma", "Glioma", "a", "b"], "classes: expected names that differ in more than case"),
        (("classes",), ["glioma", "x|y", "a", "b"], 'got "x|y", which has a |'),
        (("classes",), ["glioma", "a\nb", "a", "b"], "which has characters in it that cannot be shown"),
        (("classes",), ["glioma", "", "a", "b"], 'got "", which is empty'),
        (("classes",), ["glioma", 3, "a", "b"], "classes: expected a list of texts, got a list of 4"),
        (("classes",), {"glioma": 1, "b": 2}, "classes: expected a list of texts, got an object of 2"),
        (("classes",), "glioma", "classes: expected a list of texts"),
        (("outputs",), ["features", "pooled", "logits", "magic"], "outputs: expected features, pooled, logits"),
        (("outputs",), [["features"]], "outputs: expected a list of texts"),
        (("training",), [], "training: expected an object, got a list of 0"),
        (("training", "config"), "quick", "training.config: expected an object"),
        (("metrics",), None, "metrics: expected an object, got null"),
        (("files", HEAD_FILE), "abc", "files.head.npz: expected a SHA-256"),
        (("files", WEIGHTS_FILE), MISSING, "files.weights.npz: expected a value, got none"),
    ],
)
def test_the_key_what_was_expected_and_what_came_are_reported(package_copy, path, value, told):
    (package_copy / PACKAGE_FILE).write_text(json.dumps(with_own_checksum(changed(path, value))), "utf-8")
    assert told in use(package_copy)


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (("biases",), MISSING, "biases: expected a value, got none"),
        (("biases",), [0.0] * 3, "biases: expected 4 numbers, one for each class, got 3"),
        (("biases", 0), 1e4, "biases: expected numbers of -1000 to 1000, got 10000.0"),
        (("biases", 0), True, "biases: expected numbers of -1000 to 1000, got true"),
        (("biases",), 0, "biases: expected a list of at most 1000 numbers, got 0"),
        (("calibration",), MISSING, "calibration: expected a value, got none"),
        (("calibration",), [0.9], "calibration: expected an object, got a list of 1"),
        (("calibration", "coverages"), [], "calibration.coverages: expected some of 0.5, 0.6"),
        (("calibration", "coverages"), [0.95, 0.9], "ascending, got 0.95, 0.9"),
        (("calibration", "coverages"), [0.9, 0.9], "ascending, got 0.9, 0.9"),
        (("calibration", "coverages"), [0.955], "ascending, got 0.955"),
        (("calibration", "coverages"), [1.0], "ascending, got 1"),
        (("calibration", "coverages"), [0.9], "calibration.tumour: expected 1 numbers, one for each coverage, got 4"),
        (("calibration", "tumour"), MISSING, "calibration.tumour: expected a value, got none"),
        (("calibration", "tumour_free"), None, "calibration.tumour_free: expected a list of at most 1000 numbers"),
        (("calibration", "kind"), [0.1], "calibration.kind: expected 4 numbers, one for each coverage, got 1"),
        (("calibration", "kind", 3), -0.1, "calibration.kind: expected numbers of 0 to 1, got -0.1"),
        (("calibration", "tumour", 0), float("nan"), "expected finite numbers, got NaN"),
        (("calibration", "tumour"), [0.0] * 1001, "expected a list of at most 1000 numbers, got a list of 1001"),
        (("novelty", "foreign_limit"), MISSING, "novelty.foreign_limit: expected a value, got none"),
        (("novelty", "foreign_limit"), 0.9, "novelty.foreign_limit: expected a number of 1 to 1e+12, got 0.9"),
    ],
)
def test_the_same_of_what_format_2_adds(package_copy, path, value, told):
    (package_copy / PACKAGE_FILE).write_text(json.dumps(with_own_checksum(changed(path, value, 2))), "utf-8")
    assert told in use(package_copy)


@pytest.mark.parametrize(
    ("classes", "needless"),
    [
        (["a", "b", "c", "d"], ("tumour", "tumour_free")),
        (["glioma", "notumor", "x", "y"], ()),
    ],
)
def test_no_thresholds_are_asked_for_of_a_question_that_is_not_asked(package_copy, classes, needless):
    about = as_format_2(ABOUT) | {"classes": classes}
    for key in needless:
        del about["calibration"][key]
    write_about(package_copy, about)
    assert use(package_copy) == ""


@pytest.mark.parametrize("name", ["uncertain", "Unlike-training", "not-a-brain-mri", "failed"])
def test_a_word_for_a_verdict_is_no_class(package_copy, name):
    about = changed(("classes",), ["glioma", "meningioma", name, "pituitary"])
    (package_copy / PACKAGE_FILE).write_text(json.dumps(with_own_checksum(about)), "utf-8")
    assert f'"{name}", which is a word that Falx uses for a verdict' in use(package_copy)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b'{"format": 1, "format": 1}', "format: expected each key once, got it twice"),
        (b'{"format": 1, "training": {"a": 1, "a": 2}}', "a: expected each key once"),
        (b'{"format": NaN}', "expected finite numbers, got NaN"),
        (b'{"format": -Infinity}', "expected finite numbers, got -Infinity"),
        (b'{"format": 1, "temperature": 1e999}', "expected finite numbers, got 1e999"),
        (b'{"format": ' + b"9" * 5000 + b"}", "at most 18 digits"),
        (b'{"format": 1, "metrics": ' + b"[" * 51 + b"]" * 51 + b"}", "at most 50 nested parts"),
        (b'{"format": 1, "metrics": ' + b"[" * 90_000 + b"]" * 90_000 + b"}", "parts nested without end"),
        (b'{"format": "\xff"}', "expected text in UTF-8"),
        ("\ufeff{}".encode(), "expected JSON, got something else at line 1"),
        ('{"format": 1}'.encode("utf-16"), "expected text in UTF-8"),
        (b"", "expected JSON"),
        (b"[1]", "expected an object, got a list of 1"),
        (b'{"format": 1} {}', "expected JSON"),
        (b"{}", "format: expected a value, got none"),
        (b" " * 5_000_001, "expected at most 5,000,000 bytes"),
    ],
    ids=range(16),
)
def test_what_is_no_plain_json_is_reported(package_copy, content, told):
    (package_copy / PACKAGE_FILE).write_bytes(content)
    text = use(package_copy)
    assert text.startswith(f"package: {PACKAGE_FILE}: ")
    assert told in text

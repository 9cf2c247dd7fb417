"""From slice to prediction and heat map, with the shipped package."""

import dataclasses
import json
import threading
from pathlib import Path

import numpy as np
import pytest

from core.errors import InvalidPackageError, UnknownLevelError
from core.image.phantom import head_phantom
from core.image.sample_files import sample_files
from core.image.slice import Slice, Window
from core.image.windowing import EIGHT_BIT
from core.model.classifier import Classifier, open_interpreter
from core.model.confidence_levels import LEVELS
from core.model.heat_maps.known_heat_maps import EVIDENCE, GRAD_CAM
from core.model.package import NETWORK_FILE, PACKAGE_FILE, SELF_CHECK_FILE, ModelPackage, write_about
from core.model.prediction import Trust
from core.model.verdicts import make_verdict
from core.readers import read_slices
from tests.package_formats import as_format_1, as_format_2


def slice_of(pixels, window=EIGHT_BIT):
    return Slice(pixels, window, Path("phantom"), 0, 1, "")


@pytest.fixture(scope="module")
def classifier():
    return Classifier.open()


@pytest.fixture(scope="module")
def prediction(classifier):
    return classifier.predict(slice_of(head_phantom(4, "meningioma", size=200)))


def replace_file(folder, name, content):
    (folder / name).write_bytes(content)
    write_about(folder, json.loads((folder / PACKAGE_FILE).read_text("utf-8")))


def test_probabilities_are_probabilities(classifier, prediction):
    assert prediction.classes == classifier.package.classes
    assert prediction.probabilities.dtype == np.float32
    assert prediction.probabilities.shape == (4,)
    assert prediction.probabilities.min() >= 0
    assert prediction.probabilities.sum() == pytest.approx(1, abs=1e-5)
    assert prediction.label == prediction.classes[prediction.probabilities.argmax()]


@pytest.mark.slow
def test_in_format_1_the_prediction_set_goes_by_the_threshold_at_its_one_level(first_format):
    classifier = Classifier.open(first_format)
    threshold = classifier.package.rule.threshold
    assert (classifier.level, classifier.package.levels) == (0.99, (0.99,))
    for seed in range(6):
        found = classifier.predict(slice_of(head_phantom(seed, "meningioma")))
        plausible = {name for name, p in zip(found.classes, found.probabilities, strict=True) if p >= threshold}
        assert set(found.prediction_set) == plausible | {found.label}
        assert found.prediction_set[0] == found.label
        assert found.level == 0.99


def test_in_format_1_too_kinds_alone_make_a_tumour(first_format):
    package = ModelPackage.open(first_format)
    answers = {
        (0.60, 0.38, 0.01, 0.01): "tumour",
        (0.60, 0.30, 0.05, 0.05): "uncertain",
        (0.98, 0.01, 0.005, 0.005): "glioma",
        (0.01, 0.01, 0.97, 0.01): "notumor",
    }
    for probabilities, verdict in answers.items():
        plausible = package.plausible(np.array(probabilities, np.float32), 0.99)
        assert make_verdict(plausible, True, 0.5, package.novelty.foreign_limit) == verdict


@pytest.mark.parametrize(("coverage", "told"), [(0.99, "99 %"), (0.888, "88.8 %"), (0.857, "85.7 %")])
def test_in_format_1_no_other_level_can_be_asked_for(first_format, coverage, told):
    about = json.loads((first_format / PACKAGE_FILE).read_text("utf-8"))
    write_about(first_format, as_format_1(about, coverage))
    package = ModelPackage.open(first_format)
    assert Classifier(package).level == package.level() == package.level(coverage) == package.earlier_level == coverage
    with pytest.raises(UnknownLevelError, match=rf"expected a level of {told}, .*, got 95 %"):
        Classifier(package, level=0.95)


@pytest.mark.slow
@pytest.mark.parametrize(("wanted", "level"), [(None, 0.95), (0.9, 0.9), (0.99, 0.99), (1 - 0.05, 0.95)])
def test_in_format_2_a_level_is_chosen(second_format, wanted, level):
    classifier = Classifier.open(second_format, level=wanted)
    assert classifier.package.levels == LEVELS
    assert classifier.package.earlier_level is None
    assert classifier.level == classifier.predict(slice_of(head_phantom(1))).level == level


def test_in_format_2_a_level_that_cannot_be_promised_is_reported(second_format):
    about = json.loads((second_format / PACKAGE_FILE).read_text("utf-8"))
    few = {key: [0.3, 0.2] for key in ("tumour", "tumour_free", "kind")}
    write_about(second_format, as_format_2(about, coverages=[0.85, 0.9], **few))
    package = ModelPackage.open(second_format)
    assert (package.levels, package.level()) == ((0.9,), 0.9)
    with pytest.raises(UnknownLevelError, match=r"expected a level of 90 %, which its calibration.*, got 95 %") as told:
        package.level(0.95)
    assert told.value.code == "unknown-level"


@pytest.mark.slow
@pytest.mark.parametrize("wanted", LEVELS)
def test_a_prediction_at_another_level_is_the_one_that_is_made_at_it(second_format, wanted):
    package = ModelPackage.open(second_format)
    classifier, other = Classifier(package), Classifier(package, level=wanted)
    levels_apart = 0
    for seed, lesion in enumerate(("glioma", "meningioma", "pituitary", None) * 3):
        image = slice_of(head_phantom(seed, lesion))
        first = classifier.predict(image)
        found, expected = classifier.at_level(first, wanted), other.predict(image)
        for field in dataclasses.fields(expected):
            np.testing.assert_equal(getattr(found, field.name), getattr(expected, field.name))
        assert (found.verdict, found.trust) == (expected.verdict, expected.trust)
        assert first.level == 0.95
        levels_apart += found.prediction_set != first.prediction_set
    assert levels_apart or wanted != 0.99
    with pytest.raises(UnknownLevelError):
        classifier.at_level(first, 0.97)


def test_biases_are_added_before_the_temperature_divides(second_format):
    image = slice_of(head_phantom(3, "glioma"))
    plain = Classifier.open(second_format).predict(image)
    about = json.loads((second_format / PACKAGE_FILE).read_text("utf-8"))
    biases = [1.5, -0.5, 0.0, -1.0]
    write_about(second_format, about | {"biases": biases})
    found = Classifier.open(second_format).predict(image)
    np.testing.assert_array_equal(found.logits, plain.logits)
    scaled = (plain.logits + np.array(biases, np.float32)) / about["temperature"]
    np.testing.assert_allclose(found.probabilities, np.exp(scaled) / np.exp(scaled).sum(), rtol=1e-4)


@pytest.mark.parametrize(("foreign_limit", "trust"), [(1.0, Trust.OUTSIDE), (1e6, Trust.UNLIKE)])
def test_the_second_limit_distinguishes_what_is_no_brain_from_what_is_unlike(second_format, foreign_limit, trust):
    about = json.loads((second_format / PACKAGE_FILE).read_text("utf-8"))
    write_about(second_format, as_format_2(about, foreign_limit))
    noise = np.random.default_rng(1).integers(0, 255, (224, 224), np.uint8)
    found = Classifier.open(second_format).predict(slice_of(noise))
    assert found.trust is trust
    assert found.verdict == trust.value
    assert not found.is_in_distribution


def test_the_outputs_belong_together(classifier, prediction):
    cells, channels = classifier.package.geometry.cells, classifier.package.head.w1.shape[0]
    assert prediction.features.shape == (cells, cells, channels)
    np.testing.assert_allclose(prediction.features.mean(axis=(0, 1)), prediction.pooled, atol=1e-3)
    # The head in NumPy is the one in the network, but for the float16 of its weights there.
    np.testing.assert_allclose(classifier.package.head.logits(prediction.pooled), prediction.logits, atol=2e-2)


def test_a_prediction_is_printed_in_a_line_without_its_arrays(prediction):
    text = repr(prediction)
    assert text.startswith(f"Prediction(verdict={prediction.verdict!r}, level={prediction.level:g}, ")
    assert f"{prediction.classes[0]!r}: {round(float(prediction.probabilities[0]), 4)}" in text
    assert f"prediction_set={prediction.prediction_set}" in text
    assert "array" not in text
    assert len(text) < 300


def test_the_same_slice_gets_the_same_answer(classifier):
    image = slice_of(head_phantom(6))
    first = classifier.predict(image).logits
    classifier.predict(slice_of(head_phantom(7)))
    np.testing.assert_array_equal(classifier.predict(image).logits, first)


def test_an_answer_outlives_the_next_one(classifier):
    first = classifier.predict(slice_of(head_phantom(6)))
    kept = first.features.copy()
    classifier.predict(slice_of(head_phantom(7)))
    np.testing.assert_array_equal(first.features, kept)


def test_feature_maps_are_left_out_unless_asked_for(classifier):
    prediction = classifier.predict(slice_of(head_phantom(1)), with_features=False)
    assert prediction.features is None
    with pytest.raises(ValueError, match="feature maps"):
        classifier.explain(prediction)


def test_sixteen_bits_through_their_window_look_like_eight(classifier):
    pixels = head_phantom(2)
    deep = slice_of(pixels.astype(np.uint16) * 16, Window(width=255.0 * 16, center=127.5 * 16))
    expected = classifier.predict(slice_of(pixels))
    found = classifier.predict(deep)
    np.testing.assert_array_equal(found.logits, expected.logits)
    assert found.window == deep.window


def test_another_window_gives_another_answer(classifier):
    image = slice_of(head_phantom(2))
    narrow = Window(width=60.0, center=80.0)
    found = classifier.predict(image, narrow)
    assert found.window == narrow
    assert np.abs(found.logits - classifier.predict(image).logits).max() > 1e-3


@pytest.mark.parametrize("size", [(200, 200), (64, 320), (301, 77)])
def test_a_heat_map_has_the_size_of_the_picture(classifier, size):
    pixels = np.random.default_rng(0).integers(0, 255, size, np.uint8)
    heat = classifier.explain(classifier.predict(slice_of(pixels)), method=GRAD_CAM)
    assert heat.shape == size
    assert heat.dtype == np.float32
    assert heat.min() >= 0
    assert heat.max() in (0, 1)


def test_each_class_has_a_heat_map_of_its_own(classifier, prediction):
    maps = [classifier.explain(prediction, name) for name in prediction.classes]
    assert all(not np.array_equal(maps[0], other) for other in maps[1:])
    predicted = classifier.explain(prediction, method=GRAD_CAM)
    np.testing.assert_array_equal(predicted, maps[prediction.classes.index(prediction.label)])


def test_the_map_is_the_evidence_map_unless_a_class_is_named_or_the_model_has_none(classifier, prediction):
    assert classifier.package.has_evidence
    np.testing.assert_array_equal(classifier.explain(prediction), classifier.explain(prediction, method=EVIDENCE))
    named = classifier.explain(prediction, "glioma")
    np.testing.assert_array_equal(named, classifier.explain(prediction, "glioma", method=GRAD_CAM))


def test_noise_is_refused(classifier):
    noise = np.random.default_rng(1).integers(0, 255, (224, 224), np.uint8)
    assert classifier.predict(slice_of(noise)).trust.is_refused


@pytest.mark.parametrize("path", sample_files(), ids=lambda path: path.stem)
def test_the_samples_pass_for_brains(classifier, path):
    [image] = read_slices(path)
    assert classifier.predict(image).is_in_distribution


@pytest.mark.slow
def test_as_many_interpreters_as_threads_agree(classifier):
    images = [slice_of(head_phantom(seed)) for seed in range(6)]
    expected = [classifier.predict(image).logits for image in images]
    found = {}

    def work(number):
        own = Classifier(classifier.package, threads=1)
        found[number] = [own.predict(image).logits for image in images]

    threads = [threading.Thread(target=work, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for answers in found.values():
        np.testing.assert_allclose(answers, expected, atol=1e-4)
    assert len(found) == 3


def test_opening_writes_nothing_to_the_screen(capfd):
    Classifier.open()
    assert capfd.readouterr() == ("", "")


def test_the_self_check_passes(classifier):
    classifier.self_check()


@pytest.mark.parametrize("offset", [0.1, np.nan])
def test_the_self_check_finds_other_answers(package_copy, offset):
    with np.load(package_copy / SELF_CHECK_FILE) as stored:
        arrays = dict(stored)
    np.savez(package_copy / SELF_CHECK_FILE, pixels=arrays["pixels"], logits=arrays["logits"] + np.float32(offset))
    replace_file(package_copy, SELF_CHECK_FILE, (package_copy / SELF_CHECK_FILE).read_bytes())
    with pytest.raises(InvalidPackageError, match=r"self.check"):
        Classifier.open(package_copy).self_check()


@pytest.mark.parametrize(
    "arrays",
    [
        {"other": np.zeros(4)},
        {"pixels": head_phantom(0, size=64)},
        {"pixels": np.zeros((0, 0), np.uint8), "logits": np.zeros(4)},
        {"pixels": np.zeros((64, 64, 2), np.uint8), "logits": np.zeros(4)},
        {"pixels": head_phantom(0, size=64), "logits": np.zeros(3)},
        {"pixels": np.array("x"), "logits": np.array("y")},
    ],
)
def test_a_self_check_without_its_parts_fails(package_copy, arrays):
    np.savez(package_copy / SELF_CHECK_FILE, **arrays)
    replace_file(package_copy, SELF_CHECK_FILE, (package_copy / SELF_CHECK_FILE).read_bytes())
    with pytest.raises(InvalidPackageError, match="self_check"):
        Classifier.open(package_copy).self_check()


@pytest.mark.parametrize("keep", [0, 10, 1000, 100_000])
def test_a_network_that_is_cut_off_is_refused(package_copy, keep):
    replace_file(package_copy, NETWORK_FILE, (package_copy / NETWORK_FILE).read_bytes()[:keep])
    with pytest.raises(InvalidPackageError, match="no network that can be run"):
        Classifier.open(package_copy)


def test_a_network_that_was_changed_is_refused(package_copy):
    content = bytearray((package_copy / NETWORK_FILE).read_bytes())
    content[1000] ^= 1
    (package_copy / NETWORK_FILE).write_bytes(content)
    with pytest.raises(InvalidPackageError, match="has changed since"):
        Classifier.open(package_copy)


def test_a_network_of_another_size_is_refused(package_copy):
    about = json.loads((package_copy / PACKAGE_FILE).read_text("utf-8"))
    about["preprocessing"]["size"] += 1
    write_about(package_copy, about)
    with pytest.raises(InvalidPackageError, match="input does not fit"):
        Classifier.open(package_copy)


def predict_with(classifier, monkeypatch, name, value):
    """Predict as if the network gave a value everywhere in one of its outputs."""
    own = Classifier.output
    monkeypatch.setattr(
        Classifier, "output", lambda self, wanted: np.full_like(own(self, wanted), value if wanted == name else 1)
    )
    return classifier.predict(slice_of(head_phantom(1)))


@pytest.mark.slow
@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("name", ["logits", "pooled", "context"])
def test_an_answer_that_is_no_finite_number_is_refused(classifier, monkeypatch, name, value):
    with pytest.raises(InvalidPackageError, match="output for this picture is not finite"):
        predict_with(classifier, monkeypatch, name, value)


@pytest.mark.parametrize("name", ["logits", "pooled", "context"])
def test_a_huge_answer_is_one(classifier, monkeypatch, name):
    found = predict_with(classifier, monkeypatch, name, 3e38)
    assert np.isfinite([*found.probabilities, found.novelty]).all()


def test_an_output_that_changes_its_shape_is_refused(package_copy, monkeypatch):
    class Changing:
        def __init__(self, interpreter):
            self._interpreter = interpreter

        def get_tensor(self, index):
            return self._interpreter.get_tensor(index)[..., :-1]

        def __getattr__(self, name):
            return getattr(self._interpreter, name)

    monkeypatch.setattr("core.model.classifier.open_interpreter", lambda *given: Changing(open_interpreter(*given)))
    classifier = Classifier.open(package_copy)
    with pytest.raises(InvalidPackageError, match="change their shape"):
        classifier.predict(slice_of(head_phantom(1)))

"""A network learns from what finished models say of the images."""

import dataclasses

import numpy as np
import pytest

from core.errors import InvalidConfigError
from core.image.phantom import head_phantom
from core.model.classifier import Classifier
from core.model.package import ModelPackage
from core.model.store import shipped_package
from tests.training.samples.test_sampler import CONFIG, GEOMETRY, MADE, epoch, pictures
from training.fitting.distillation import digest_of_teachers, open_teachers, soft_targets
from training.runs.order import TrainingOrder, read_order, write_order
from training.runs.request import TrainingRequest
from training.samples.sampler import Sampler
from training.settings.config import TrainingConfig

pytest.importorskip("tensorflow")

import tensorflow as tf

from training.fitting.soft_loss import mixed_loss

# Networks are trained.
pytestmark = pytest.mark.slow

LOGITS = np.array([[2.0, 0.0], [0.0, 1.0], [1.0, 1.0]], np.float32)


@pytest.fixture(scope="module")
def shipped():
    return ModelPackage.open(shipped_package())


def test_teachers_give_the_mean_of_their_calibrated_answers_to_both_views(shipped):
    image = head_phantom(3, "glioma", size=shipped.input_size)
    told = []
    found = soft_targets([shipped, shipped], np.stack([image, image[:, ::-1]]), told.append)
    assert found.shape == (2, 4)
    np.testing.assert_allclose(found.sum(axis=1), 1, rtol=1e-5)
    # The shipped model sees heads alone; a phantom that fills the picture is one.
    np.testing.assert_allclose(found[0], found[1], atol=1e-5)
    classifier, logits = Classifier(shipped), []
    for view in (image, image[:, ::-1]):
        classifier.run(view.astype(np.float32))
        logits.append((classifier.output("logits") + shipped.biases) / shipped.temperature)
    powers = np.exp(np.array(logits))
    np.testing.assert_allclose(found[0], (powers / powers.sum(axis=1, keepdims=True)).mean(axis=0), rtol=1e-4)
    assert told[-1].done == told[-1].total == 4


def test_teachers_of_other_classes_or_pictures_are_refused(shipped):
    own = TrainingConfig(size=shipped.input_size, framing=int(shipped.framing))
    path = shipped_package()
    assert [one.title for one in open_teachers([path], shipped.classes, own)] == [shipped.title]
    with pytest.raises(InvalidConfigError, match="expected a teacher of the classes a, b, got glioma, "):
        open_teachers([path], ("a", "b"), own)
    with pytest.raises(InvalidConfigError, match="sees pictures of 64 pixels with framing 2, got 192"):
        open_teachers([path], shipped.classes, dataclasses.replace(own, size=64))
    assert digest_of_teachers([]) == "" != digest_of_teachers([shipped]) != digest_of_teachers([shipped, shipped])


def test_the_loss_by_teachers_takes_the_place_of_a_share_of_the_other():
    soft = np.array([[0.5, 0.5], [0.2, 0.8], [0.0, 0.0]], np.float32)
    losses = np.array([1.0, 2.0, 3.0], np.float32)
    taught = tf.nn.softmax_cross_entropy_with_logits(soft, LOGITS).numpy()
    found = mixed_loss(losses, LOGITS, soft, 0.25, 1.0).numpy()
    np.testing.assert_allclose(found[:2], 0.75 * losses[:2] + 0.25 * taught[:2], rtol=1e-5)
    # Of the last sample they say nothing.
    assert found[2] == 3
    np.testing.assert_array_equal(mixed_loss(losses, LOGITS, 0 * soft, 0.25, 2.0), losses)


def test_a_network_that_answers_as_its_teachers_has_nothing_to_learn_from_them():
    logits = tf.Variable(LOGITS)
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(mixed_loss(tf.zeros(3), logits, tf.nn.softmax(LOGITS), 1.0, 3.0))
    np.testing.assert_allclose(tape.gradient(loss, logits), 0, atol=1e-5)


def test_teachers_are_heard_on_originals_alone():
    found, soft = pictures(), np.random.default_rng(0).uniform(0.1, 1, (18, 3)).astype(np.float32)
    classes = ("glioma", "meningioma", "notumor")

    def drawn(**settings):
        config = dataclasses.replace(CONFIG, **settings)
        parts = found, np.arange(18), classes, config, GEOMETRY
        return epoch(Sampler(*parts, soft=soft), 0)

    plain = drawn()
    assert sorted(row.tobytes() for batch in plain for row in batch.soft) == sorted(row.tobytes() for row in soft)
    for batch in drawn(counterfactual=MADE):
        np.testing.assert_array_equal(batch.soft.any(axis=1), batch.is_made == 0)
    paired = drawn(mirror_agreement=1.0)[0]
    np.testing.assert_array_equal(paired.soft[6:], paired.soft[:2])


def test_a_run_keeps_its_teachers(tmp_path):
    request = TrainingRequest(
        tmp_path / "data", tmp_path / "run", TrainingConfig(), None, teachers=(tmp_path / "a", tmp_path / "b")
    )
    request.out.mkdir()
    write_order(TrainingOrder(request, None, is_yielding=False, threads=None))
    assert read_order(request.out).request.teachers == request.teachers

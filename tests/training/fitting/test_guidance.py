"""Losses that know where the tumour is."""

import numpy as np
import pytest

pytest.importorskip("tensorflow")

import tensorflow as tf

from core.model.dense_head import DenseHead
from core.model.heat_maps.grad_cam import grad_cam
from training.fitting.guidance import evidence_loss, guidance_loss

# Networks are trained.
pytestmark = pytest.mark.slow

RNG = np.random.default_rng(0)


def cover_of(*cells):
    cover = np.zeros((len(cells), 4, 4), np.float32)
    for index, cell in enumerate(cells):
        if cell:
            cover[index][cell] = 1
    return cover


def test_evidence_in_the_right_cell_costs_least():
    cover = cover_of((1, 2))
    right = np.full((1, 4, 4, 1), -6, np.float32)
    right[0, 1, 2] = 6
    nowhere, elsewhere = np.full_like(right, -6), np.roll(right, 1, axis=1)
    known = tf.ones(1)
    losses = [float(evidence_loss(tf.constant(one), cover, known)) for one in (right, nowhere, elsewhere)]
    assert losses[0] < 0.05 < losses[1] < losses[2]


def test_unknown_outlines_do_not_count():
    cover = cover_of((0, 0), None)
    logits = tf.constant(RNG.normal(size=(2, 4, 4, 1)).astype(np.float32))
    alone = evidence_loss(logits[1:], cover[1:], tf.ones(1))
    np.testing.assert_allclose(evidence_loss(logits, cover, tf.constant([0.0, 1.0])), alone, rtol=1e-6)
    assert float(evidence_loss(logits, cover, tf.zeros(2))) == 0


def test_guidance_measures_the_grad_cam_that_is_shown():
    features = RNG.uniform(0, 2, (3, 4, 4, 6)).astype(np.float32)
    w1, b1 = RNG.normal(size=(6, 5)).astype(np.float32), RNG.normal(size=5).astype(np.float32)
    w2 = RNG.normal(size=(5, 3)).astype(np.float32)
    cover = cover_of((1, 1), (2, 3), None)
    labels = np.array([2, 0, 1])
    head = DenseHead(w1, b1, w2, np.zeros(3, np.float32))
    shares = []
    for index in range(2):
        heat = grad_cam(features[index], head, int(labels[index]))
        shares.append(heat[cover[index] > 0].sum() / heat.sum())
    found = guidance_loss(tf.constant(features), (w1, b1, w2), labels, cover)
    np.testing.assert_allclose(found, np.mean(-np.log(shares)), rtol=1e-3)


def test_guidance_can_be_learnt_from():
    features = tf.Variable(RNG.uniform(0, 2, (1, 4, 4, 6)).astype(np.float32))
    w1 = tf.constant(np.abs(RNG.normal(size=(6, 5))).astype(np.float32))
    head = (w1, tf.zeros(5), tf.constant(np.abs(RNG.normal(size=(5, 3))).astype(np.float32)))
    losses = []
    for _ in range(60):
        with tf.GradientTape() as tape:
            loss = guidance_loss(features, head, np.array([1]), cover_of((2, 2)))
        features.assign_sub(5 * tape.gradient(loss, features))
        losses.append(float(loss))
    assert losses[-1] < 0.5 * losses[0]

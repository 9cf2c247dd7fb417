"""A network with its mirror image: the maps of both views are upon each other, and the head stays in closed form."""

import keras
import numpy as np
import pytest

from core.model.geometry import FeatureGeometry
from training.networks import architectures
from training.networks.mirroring import with_mirror
from training.settings.config import TrainingConfig

# Networks are built and run.
pytestmark = pytest.mark.slow

CONFIG = TrainingConfig(size=64, stride=8, has_evidence=True)


@pytest.fixture(scope="module")
def network():
    return architectures.build(CONFIG, 3, seed=2)


@pytest.fixture(scope="module")
def image():
    return np.random.default_rng(0).uniform(0, 255, (2, 64, 64, 1)).astype(np.float32)


def test_the_maps_are_those_of_both_views(network, image):
    geometry = architectures.feature_geometry(network)
    found = with_mirror(network, geometry)(image, training=False)
    own = network(image, training=False)
    other = network(image[:, :, ::-1], training=False)
    for name in ("features", "evidence"):
        turned = other[name].numpy()[:, :, ::-1]
        # Cell i is centred at 8 i + 7, its mirror image at 8 i.
        expected = own[name].numpy().copy()
        expected[:, :, :-1] = (expected[:, :, :-1] + turned[:, :, 1:]) / 2
        np.testing.assert_allclose(found[name], expected, rtol=1e-4, atol=1e-4)
    np.testing.assert_allclose(found["context"], own["context"], rtol=1e-4, atol=1e-4)


def test_pooling_and_head_follow_the_maps(network, image):
    found = with_mirror(network, architectures.feature_geometry(network))(image, training=False)
    np.testing.assert_allclose(found["pooled"], np.mean(found["features"], axis=(1, 2)), rtol=1e-4, atol=1e-5)
    (w1, b1), (w2, b2) = (network.get_layer(name).get_weights() for name in ("hidden", "logits"))
    expected = np.maximum(found["pooled"] @ w1 + b1, 0) @ w2 + b2
    np.testing.assert_allclose(found["logits"], expected, rtol=1e-4, atol=1e-5)


def test_it_has_the_weights_and_the_outputs_of_the_network(network):
    mirrored = with_mirror(network, architectures.feature_geometry(network))
    assert set(mirrored.output) == set(network.output)
    assert {id(v) for v in mirrored.variables} <= {id(v) for v in network.variables}


@pytest.mark.parametrize("offset", [0, 3])
def test_a_grid_that_leans_to_either_side_is_turned_cell_on_cell(offset):
    """Its cells show single pixels, so that what comes out can be told by hand."""
    picture = keras.Input((8, 8, 1))
    moved = keras.layers.Cropping2D(((0, 0), (offset, 0)))(picture)
    maps = keras.layers.AveragePooling2D(1, strides=4, padding="same", name="pooled_cells")(moved)
    pooled = keras.layers.GlobalAveragePooling2D()(maps)
    logits = keras.layers.Dense(2, name="logits")(keras.layers.Dense(2, name="hidden")(pooled))
    network = keras.Model(picture, {"features": maps, "context": pooled, "logits": logits, "pooled": pooled})
    row = np.arange(8, dtype=np.float32)
    image = np.broadcast_to(row[None, None, :, None], (1, 8, 8, 1))
    found = with_mirror(network, FeatureGeometry(stride=4, offset=offset, cells=2))(image)
    # Pixels 0 and 4 have 3 as the nearest of the mirror image's; pixels 3 and 7 have 4.
    expected = {0: [0, (4 + 3) / 2], 3: [(3 + 4) / 2, 7]}[offset]
    np.testing.assert_allclose(found["features"][0, 0, :, 0], expected)

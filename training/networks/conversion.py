"""Convert Keras networks to LiteRT, and run their frozen layers by LiteRT in training, which is faster."""

import threading
from typing import Any

import keras
import numpy as np
import numpy.typing as npt
import tensorflow as tf
from tensorflow.python.framework.convert_to_constants import convert_variables_to_constants_v2

from core.model.classifier import open_interpreter
from training.networks.architectures import tapped_layers

FloatArray = npt.NDArray[np.float32]


def convert(network: keras.Model, half_precision: bool = True) -> bytes:
    """Convert a network to LiteRT, for one image at a time, its weights stored as float16 or float32."""
    size = network.input.shape[1]
    spec = tf.TensorSpec((1, size, size, 1), tf.float32, name="image")
    function = tf.function(lambda image: network(image, training=False), autograph=False).get_concrete_function(spec)
    # Unfrozen, the file would hold variable handles and be slow.
    frozen = convert_variables_to_constants_v2(function)
    # Nothing of the network is needed any more; passed as the owner, it would be saved whole on the way.
    converter = tf.lite.TFLiteConverter.from_concrete_functions([frozen], tf.Module())
    if half_precision:
        converter.optimizations = [tf.lite.Optimize.DEFAULT]
        converter.target_spec.supported_types = [tf.float16]
    content: bytes = converter.convert()
    return content


class FrozenStem:
    """The first layers of a network, which are frozen: LiteRT computes them an order of magnitude faster."""

    def __init__(self, network: keras.Model) -> None:
        """Convert the frozen layers that precede all trained ones.

        They end with the last frozen one, or with the finest maps of a pyramid if those are frozen too.

        Raises:
            ValueError: if none is frozen.
        """
        self.output = self.end_of(network)
        self._content = convert(keras.Model(network.input, self.output), half_precision=False)
        self._own = threading.local()

    @staticmethod
    def end_of(network: keras.Model) -> Any:
        """Find what the stem of a network computes.

        Raises:
            ValueError: if no layer is frozen.
        """
        frozen = [layer for layer in network.layers if not layer.trainable]
        if not frozen:
            raise ValueError("expected a network with frozen layers")
        tapped = tapped_layers(network)
        return next((layer for layer in frozen if layer.name in tapped), frozen[-1]).output

    def __call__(self, images: npt.NDArray[np.uint8]) -> FloatArray:
        """Compute the output (N, h, w, K) float32 of images (N, S, S) uint8, on any thread."""
        if not hasattr(self._own, "interpreter"):
            self._own.interpreter = open_interpreter(self._content, threads=1)
        interpreter: Any = self._own.interpreter
        source, target = interpreter.get_input_details()[0]["index"], interpreter.get_output_details()[0]["index"]
        computed = []
        for image in images:
            interpreter.set_tensor(source, image[None, :, :, None].astype(np.float32))
            interpreter.invoke()
            computed.append(interpreter.get_tensor(target)[0])
        return np.stack(computed)

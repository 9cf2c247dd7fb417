"""Benchmark of one image read, classified and explained: Falx, bare LiteRT, and Keras with a gradient tape."""

import tempfile
from pathlib import Path

import cv2
import numpy as np
from ai_edge_litert.interpreter import Interpreter

from bench.comparison import Bar, Comparison, alternate, seconds_each
from bench.images import write_jpeg
from core.model.classifier import Classifier
from core.model.heat_maps.known_heat_maps import GRAD_CAM
from core.model.package import NETWORK_FILE, ModelPackage
from core.model.preprocessing import preprocess
from core.model.store import shipped_package
from core.readers import read_slices

KERAS_BAR, BARE_BAR = Bar(20, is_least=True), Bar(1.5, is_least=False)

_THREADS = 2
_ROUNDS = 9


class FalxWay:
    """The steps when a file is dropped on the window."""

    def __init__(self, package: ModelPackage, path: Path) -> None:
        """Load the network."""
        self._classifier, self._path = Classifier(package, _THREADS), path

    def __call__(self) -> None:
        """Read, classify and explain."""
        [image] = read_slices(self._path)
        self._classifier.explain(self._classifier.predict(image), method=GRAD_CAM)


class BareWay:
    """The minimum: decode the file, run the network on an input made beforehand."""

    def __init__(self, package: ModelPackage, path: Path) -> None:
        """Load the network and make the input."""
        self._path = path
        self._interpreter = Interpreter(model_content=package.read(NETWORK_FILE), num_threads=_THREADS)
        self._interpreter.allocate_tensors()
        self._input = self._interpreter.get_input_details()[0]["index"]
        outputs = self._interpreter.get_output_details()
        self._logits = next(o["index"] for o in outputs if tuple(o["shape"]) == (1, len(package.classes)))
        pixels, _ = preprocess(read_slices(path)[0], package.input_size)
        self._prepared = pixels[None, :, :, None]

    def __call__(self) -> None:
        """Decode and run."""
        content = self._path.read_bytes()
        cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_ANYDEPTH | cv2.IMREAD_ANYCOLOR)
        self._interpreter.set_tensor(self._input, self._prepared)
        self._interpreter.invoke()
        self._interpreter.get_tensor(self._logits)


class KerasWay:
    """`predict`, then Grad-CAM by `GradientTape`."""

    def __init__(self, package: ModelPackage, path: Path) -> None:
        """Build the network."""
        # Imported here: TensorFlow's threads must not run while the other two are compared.
        from bench.keras_network import KerasNetwork

        self._network, self._path = KerasNetwork(package), path

    def __call__(self) -> None:
        """Read, classify and explain."""
        image, size = self._network.read(self._path)
        self._network.logits(image[None])
        self._network.grad_cam(image[None], size)


def measure() -> list[Comparison]:
    """Compare the three."""
    package = ModelPackage.open(shipped_package())
    with tempfile.TemporaryDirectory() as folder:
        path = write_jpeg(Path(folder))
        falx = seconds_each(FalxWay(package, path), 30)
        ours, bare = alternate([falx, seconds_each(BareWay(package, path), 30)], _ROUNDS)
        beside_keras, keras = alternate([falx, seconds_each(KerasWay(package, path), 5)], _ROUNDS)
    what = "one image read, classified, explained, against"
    return [
        Comparison(
            f"{what} Keras predict and GradientTape",
            beside_keras * 1e3,
            keras * 1e3,
            "ms",
            keras / beside_keras,
            KERAS_BAR,
        ),
        Comparison(f"{what} bare LiteRT and decoding", ours * 1e3, bare * 1e3, "ms", ours / bare, BARE_BAR),
    ]

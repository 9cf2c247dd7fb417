"""`python -m bench.keras_folder FOLDER`: classify a folder as a Keras script would.

Prints the seconds that it took after TensorFlow was imported and the network built.
"""

import sys
import time
from pathlib import Path

import numpy as np

from bench.keras_network import KerasNetwork
from core.model.package import ModelPackage
from core.model.store import shipped_package


def main(folder: Path) -> None:
    """Decode all images of a folder, run them in batches of 32, and keep the logits."""
    network = KerasNetwork(ModelPackage.open(shipped_package()))
    start = time.perf_counter()
    images = np.stack([network.read(path)[0] for path in sorted(folder.rglob("*.jpg"))])
    network.logits(images)
    print(time.perf_counter() - start)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

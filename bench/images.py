"""Images for the benchmarks: real ones if the data folder is there, otherwise drawn heads."""

import os
import sys
from pathlib import Path

import cv2
import numpy as np

from core.image.phantom import LESIONS, head_phantom
from core.image.sample_files import sample_files

ROOT = Path(__file__).resolve().parent.parent
DRAWN_HEADS = 400


def testing_folder() -> Path | None:
    """Find the official Testing images, or None: in FALX_DATA or ../shared/data."""
    data = Path(os.environ.get("FALX_DATA") or ROOT.parent / "shared" / "data")
    folder = data / "nickparvar" / "Testing"
    return folder if folder.is_dir() else None


def write_jpeg(folder: Path) -> Path:
    """Write one JPEG file: a real image's copy, or a bundled sample."""
    path = folder / "image.jpg"
    real = testing_folder()
    if real:
        path.write_bytes(min(real.glob("glioma/*.jpg")).read_bytes())
        return path
    sample = cv2.imdecode(np.frombuffer(sample_files()[0].read_bytes(), np.uint8), cv2.IMREAD_GRAYSCALE)
    path.write_bytes(cv2.imencode(".jpg", sample)[1].tobytes())
    return path


def draw_heads(folder: Path, count: int) -> None:
    """Write as many heads as JPEG files of the size of the official images."""
    lesions = (None, *LESIONS)
    for index in range(count):
        pixels = head_phantom(index, lesions[index % len(lesions)], size=224)
        (folder / f"{index:04d}.jpg").write_bytes(cv2.imencode(".jpg", pixels)[1].tobytes())


if __name__ == "__main__":
    # For a process that has to stay small, since it measures the memory of others.
    if sys.argv[1] == "draw":
        draw_heads(Path(sys.argv[2]), DRAWN_HEADS)
    else:
        print(testing_folder() or "")

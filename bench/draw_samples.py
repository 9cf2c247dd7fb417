"""`python -m bench.draw_samples`: make the sample images that are committed."""

from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from core.image.phantom import draw_head, stamp

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "samples"

# One a class: the lesion and the seed, chosen to look like real slices, and such that the verdict decides.
SAMPLES = {
    "sample-glioma-synthetic.png": ("glioma", 0),
    "sample-meningioma-synthetic.png": ("meningioma", 5),
    "sample-notumor-synthetic.png": (None, 8),
    "sample-pituitary-synthetic.png": ("pituitary", 1),
}


def draw_sample(name: str) -> npt.NDArray[np.uint8]:
    """Draw one of `SAMPLES`, labelled in the picture: (256, 256) uint8."""
    lesion, seed = SAMPLES[name]
    return stamp(draw_head(seed, lesion).pixels)


def main() -> None:
    """Write all samples again."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in SAMPLES:
        _, png = cv2.imencode(".png", draw_sample(name), [cv2.IMWRITE_PNG_COMPRESSION, 9])
        (FOLDER / name).write_bytes(png.tobytes())
        print(f"{name}: {len(png)} bytes")


if __name__ == "__main__":
    main()

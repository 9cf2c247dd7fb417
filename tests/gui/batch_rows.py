"""Rows of batches that nobody ran."""

from core.batch_row import BatchRow

CLASSES = ("glioma", "meningioma", "notumor", "pituitary")
FOLDER = "/data/heads"


def a_row(number, verdict="glioma", novelty=0.5, folder=FOLDER, truth="", top=0.9, frame=0, path=None):
    """Make a row; `uncertain` ones are open between the first two classes."""
    path = path or f"{folder}/{number:06}.png"
    if verdict == "failed":
        return BatchRow(path, 0, "failed", error="expected an image, got an empty file")
    label = verdict if verdict in CLASSES else "glioma"
    rest = (1 - top) / 3
    return BatchRow(
        path=path,
        frame=frame,
        verdict=verdict,
        label=label,
        classes=CLASSES,
        probabilities=tuple(top if name == label else rest for name in CLASSES),
        prediction_set=CLASSES[:2] if verdict == "uncertain" else (label,),
        novelty=novelty,
        reasons=("several classes are plausible",) if verdict == "uncertain" else (),
        urgency=2.0 if verdict == "uncertain" else 4.0,
        truth=truth,
    )

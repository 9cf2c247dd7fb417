"""Rows of batches that nobody ran."""

from core.batch.row import BatchRow
from core.batch.study_row import StudyRow

CLASSES = ("glioma", "meningioma", "notumor", "pituitary")
FOLDER = "/data/heads"
_SETS = {"uncertain": ("glioma", "notumor"), "tumour": ("glioma", "meningioma")}
_REASONS = {
    "uncertain": ("a tumour and no tumour are both plausible",),
    "tumour": ("several kinds of tumour are plausible",),
}


def a_row(number, verdict="glioma", novelty=0.5, folder=FOLDER, truth="", top=0.9, frame=0, path=None):
    """Make a row; `uncertain` ones may be a glioma or none, those of open kind one of the first two classes."""
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
        prediction_set=_SETS.get(verdict, (label,)),
        novelty=novelty,
        reasons=_REASONS.get(verdict, ()),
        urgency=2.0 if verdict in _REASONS else 4.0,
        truth=truth,
        tumour_probability=1 - (top if label == "notumor" else rest),
    )


def a_study(number, verdict="glioma", slices=4, tumour=0.9, series="abc", folder=FOLDER):
    """Make the row of a series and those of its slices, each in a file; the slice in the middle is the one to see."""
    place = f"{folder}/head{number:03}"
    rows = [a_row(0, verdict if 0 < at < 3 else "notumor", path=f"{place}/{at:02}.dcm") for at in range(slices)]
    study = StudyRow(
        path=place,
        series=series,
        series_number=number,
        verdict=verdict,
        classes=CLASSES,
        prediction_set=_SETS.get(verdict, (verdict,)),
        tumour_probability=tumour,
        first_path=rows[slices // 2].path,
        first_frame=0,
        slices=slices,
        files=tuple(row.path for row in rows),
    )
    return study, rows

"""The record of a row, for the history: a row holds all of it but the level and the model, which are the batch's."""

from pathlib import Path

from core.batch.row import BatchRow
from core.batch.saved_batch import BatchPlan
from core.records.record import Finding, Record


def has_record(row: BatchRow, plan: BatchPlan) -> bool:
    """Return whether `record_of` can make the record of a row."""
    return bool(row.input_sha256 and row.window and row.novelty is not None and plan.model_title)


def record_of(row: BatchRow, plan: BatchPlan) -> Record | None:
    """Make the record of a row, with a whole path; None where its file could not be read, or the model is not known.

    Args:
        row: of a batch.
        plan: of the batch.
    """
    if not (row.input_sha256 and row.window and row.novelty is not None and plan.model_title):
        return None
    finding = Finding(
        verdict=row.verdict,
        label=row.label,
        level=plan.level,
        tumour_probability=row.tumour_probability,
        probabilities=dict(zip(row.classes, row.probabilities, strict=True)),
        prediction_set=row.prediction_set,
        novelty=row.novelty,
        is_in_distribution=row.novelty <= 1,
        window=row.window,
    )
    return Record(str(Path(row.path).absolute()), row.frame, finding, plan.model_title, row.input_sha256, None)

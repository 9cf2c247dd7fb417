"""Read the records of a saved batch, whether or not its model is still installed."""

from core.batch.model_in_use import package_if_there
from core.batch.saved_batch import SavedBatch
from core.records.record import parse_json_line
from core.records.record_file import RecordFile, RecordForm


def recorded(saved: SavedBatch) -> RecordFile:
    """Return the file of a batch's records, with the model and classes that it states."""
    classes, model, has_level = _stated(saved)
    earlier_level = None
    # Without it, which classes it compared, and at which level, can no longer be found out.
    if (not classes or not has_level) and (package := package_if_there(saved.plan)):
        classes, earlier_level = classes or package.classes, package.earlier_level
    return RecordFile(saved.records, RecordForm.JSONL, classes, model, earlier_level=earlier_level)


def _stated(saved: SavedBatch) -> tuple[tuple[str, ...], str, bool]:
    """Return the classes, the model, and whether the level of the verdicts is stated."""
    model = saved.plan.model_title
    if not saved.records.exists():
        return (), model, True
    with saved.records.open(encoding="utf-8", errors="surrogateescape", newline="\n") as lines:
        for line in lines:
            try:
                record = parse_json_line(line)
            except ValueError:
                # Torn, or not a record: reading on reports that.
                break
            model = record.model
            if record.finding:
                return tuple(record.finding.probabilities), model, record.finding.level is not None
    return (), model, True

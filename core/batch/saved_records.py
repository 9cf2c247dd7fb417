"""What a saved batch has recorded, to be read whether or not its model is still installed."""

from core.batch.model_in_use import package_if_there
from core.batch.saved import SavedBatch
from core.records.file import RecordFile, RecordForm
from core.records.record import parse_json_line


def recorded(saved: SavedBatch) -> RecordFile:
    """Give the file of a batch's records, with model and classes as they stand in it."""
    classes, model, has_level = _told(saved)
    earlier_level = None
    # Without it, what would have been classified as what is not known, nor how sure an earlier program was.
    if (not classes or not has_level) and (package := package_if_there(saved.plan)):
        classes, earlier_level = classes or package.classes, package.earlier_level
    return RecordFile(saved.records, RecordForm.JSONL, classes, model, earlier_level=earlier_level)


def _told(saved: SavedBatch) -> tuple[tuple[str, ...], str, bool]:
    """Tell the classes, the model, and whether the level of the verdicts is stated."""
    model = saved.plan.model_title
    if not saved.records.exists():
        return (), model, True
    with saved.records.open(encoding="utf-8", errors="surrogateescape", newline="\n") as lines:
        for line in lines:
            try:
                record = parse_json_line(line)
            except ValueError:
                # Torn, or none of ours: whoever reads on is told.
                break
            model = record.model
            if record.finding:
                return tuple(record.finding.probabilities), model, record.finding.level is not None
    return (), model, True

"""What a saved batch has recorded, to be read whether or not its model is still installed."""

from core.batch_model import package_of
from core.errors import InvalidPackageError
from core.record_file import RecordFile, RecordForm
from core.records import parse_json_line
from core.saved_batch import SavedBatch


def recorded(saved: SavedBatch) -> RecordFile:
    """Give the file of a batch's records, with model and classes as they stand in it."""
    classes, model = _told(saved)
    if not classes:
        try:
            classes = package_of(saved.plan).classes
        except InvalidPackageError:
            # Nothing could be read, and nobody knows any more what it would have been classified as.
            classes = ()
    return RecordFile(saved.records, RecordForm.JSONL, classes, model)


def _told(saved: SavedBatch) -> tuple[tuple[str, ...], str]:
    model = saved.plan.model_title
    if not saved.records.exists():
        return (), model
    with saved.records.open(encoding="utf-8", errors="surrogateescape", newline="\n") as lines:
        for line in lines:
            try:
                record = parse_json_line(line)
            except ValueError:
                # Torn, or none of ours: whoever reads on is told.
                break
            model = record.model
            if record.finding:
                return tuple(record.finding.probabilities), model
    return (), model

"""The rows of the studies of a saved batch: a file of JSON Lines beside its records, in the order of their verdicts."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from core.batch.saved_batch import SavedBatch
from core.batch.study_row import StudyRow
from core.errors import InvalidStateError
from core.files import unwritable
from core.state_file import from_json


def keep_study(saved: SavedBatch, row: StudyRow) -> None:
    """Append the row of a study.

    Raises:
        UnwritableOutputError: if that fails.
    """
    # A name that is not Unicode holds halves of characters, which JSON escapes.
    line = json.dumps(asdict(row)).encode()
    try:
        with saved.study_rows.open("ab+") as file:
            # A torn last line, as a power cut leaves it, must not swallow this one.
            file.seek(0, 2)
            if size := file.tell():
                file.seek(size - 1)
                line = line if file.read(1) == b"\n" else b"\n" + line
            file.write(line + b"\n")
    except OSError as error:
        raise unwritable(saved.study_rows, error) from error


def kept_studies(saved: SavedBatch) -> tuple[StudyRow, ...]:
    """Read the rows of the studies; of a study that has grown, the latest. Lines that are damaged are left out."""
    rows = {row.key: row for row in _rows(saved)}
    return tuple(rows.values())


def _rows(saved: SavedBatch) -> Iterator[StudyRow]:
    try:
        lines = saved.study_rows.read_bytes().splitlines()
    except OSError:
        # Batches of earlier programs have no such file.
        return
    for line in lines:
        try:
            values: Any = json.loads(line)
            if isinstance(values, dict):
                yield from_json(values, StudyRow, saved.study_rows)
        except (ValueError, RecursionError, InvalidStateError):
            continue

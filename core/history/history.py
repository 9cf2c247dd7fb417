"""The history: results that are kept, found, corrected and deleted."""

import json
import os
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Self

from core.errors import HistoryError
from core.history.database import corrections_folder, damaged_files, now, open_database, reading, writing
from core.history.entry import Entry, Opinion, PreviousOpinion, SliceAnnotations, SliceKey, StoredMeasurement
from core.history.rows import entry_of, measurements_of, opinion_of, parsed_rows
from core.history.search import EVERYTHING, Search, conditions_of, fold
from core.program.locations import data_folder
from core.records.record import Record

_ENTRIES = """
    SELECT number, read_at, path, record, view, class_name, note, lines, given_at FROM results
    LEFT JOIN opinions USING (input_sha256, frame, model)
    LEFT JOIN measurements USING (input_sha256, frame)
"""


class History:
    """What was read on this computer, newest first. Two windows may use it at once.

    Pictures and names of patients are not kept; paths of files are.
    """

    def __init__(self, path: Path | None = None) -> None:
        """Open it.

        Args:
            path: of the file; that of the user by default.

        Raises:
            HistoryError: if it cannot be opened.
        """
        self._path = path or history_file()
        self._connection, self._aside = open_database(self._path)
        self._connection.create_function("fold", 1, fold, deterministic=True)

    def __enter__(self) -> Self:
        """Use it in a `with` statement."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    @property
    def damaged_file(self) -> Path | None:
        """Where a damaged history was kept aside when this one was opened; None if there was none."""
        return self._aside

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def keep(self, records: Iterable[Record], read_at: str | None = None) -> None:
        """Keep results; the last one of a model for a slice counts. Records of failures are left out.

        Args:
            records: of slices.
            read_at: when they were read, in UTC; now by default. A result that is there keeps its time: it is looked
                at again, and was read then.

        Raises:
            HistoryError: if they cannot be written; none of them is kept then.
        """
        with writing(self._connection, self._path):
            self._keep(records, read_at or now())

    def set_opinions(
        self, given: Iterable[tuple[Record, Opinion | None]], read_at: str | None = None
    ) -> list[PreviousOpinion]:
        """Keep results together with what the reader thinks of them; None takes an opinion back.

        Args:
            given: results, of slices whose files could be read, and opinions.
            read_at: when they were read, in UTC; now by default. It replaces an earlier time where there is an opinion.

        Returns:
            What there was before, for `restore`.

        Raises:
            HistoryError: if they cannot be written; none of them is kept then.
        """
        pairs, time = list(given), read_at or now()
        keys = [(record.input_sha256, record.frame, record.model) for record, _ in pairs]
        with writing(self._connection, self._path):
            before = [self._previous_opinion(SliceKey(sha256 or "", frame), model) for sha256, frame, model in keys]
            self._keep((record for record, _ in pairs), time)
            self._connection.executemany(
                f"UPDATE results SET read_at = ? WHERE {_KEY}",
                [(time, *key) for key, (_, opinion) in zip(keys, pairs, strict=True) if opinion is not None],
            )
            self._put_opinions((key, opinion, time) for key, (_, opinion) in zip(keys, pairs, strict=True))
        return before

    def restore(self, formers: Iterable[PreviousOpinion]) -> None:
        """Bring back what there was before opinions were given: results, opinions, or neither.

        Args:
            formers: from `set_opinions`.

        Raises:
            HistoryError: if it cannot be written; nothing is changed then.
        """
        with writing(self._connection, self._path):
            for former in formers:
                key = (former.place.input_sha256, former.place.frame, former.model)
                if former.result:
                    self._connection.execute("REPLACE INTO results VALUES (?, ?, ?, ?, ?, ?, ?, ?)", former.result)
                else:
                    self._connection.execute(f"DELETE FROM results WHERE {_KEY}", key)
                self._put_opinions([(key, former.opinion, former.given_at)])
            self._delete_orphans()

    def _previous_opinion(self, place: SliceKey, model: str) -> PreviousOpinion:
        key = (place.input_sha256, place.frame, model)
        result = self._connection.execute(f"SELECT * FROM results WHERE {_KEY}", key).fetchone()
        row = self._connection.execute(
            f"SELECT view, class_name, note, given_at FROM opinions WHERE {_KEY}", key
        ).fetchone()
        if row is None:
            return PreviousOpinion(place, model, None, result)
        opinion = next(parsed_rows(lambda found: opinion_of(*found), [row[:3]]), None)
        return PreviousOpinion(place, model, opinion, result, row[3])

    def _put_opinions(self, given: Iterable[tuple[tuple[object, ...], Opinion | None, str]]) -> None:
        for key, opinion, time in given:
            self._connection.execute(f"DELETE FROM opinions WHERE {_KEY}", key)
            if opinion is not None:
                values = (*key, opinion.view.value, opinion.class_name, opinion.note, time)
                self._connection.execute("INSERT INTO opinions VALUES (?, ?, ?, ?, ?, ?, ?)", values)

    def opinions_by(self, model: str) -> dict[SliceKey, Opinion]:
        """Return all opinions on the results of a model."""
        with reading(self._path):
            rows = self._connection.execute(
                "SELECT input_sha256, frame, view, class_name, note FROM opinions WHERE model = ?", (model,)
            ).fetchall()
        return dict(parsed_rows(lambda row: (SliceKey(row[0], row[1]), opinion_of(*row[2:])), rows))

    def annotations_of(self, place: SliceKey) -> SliceAnnotations:
        """Return what is kept of a slice besides the results."""
        key = (place.input_sha256, place.frame)
        with reading(self._path):
            opinions = self._connection.execute(
                "SELECT model, view, class_name, note FROM opinions WHERE input_sha256 = ? AND frame = ? "
                "ORDER BY given_at DESC",
                key,
            ).fetchall()
            shapes = self._connection.execute(
                "SELECT shapes FROM measurements WHERE input_sha256 = ? AND frame = ?", key
            ).fetchone()
        return SliceAnnotations(
            dict(parsed_rows(lambda row: (str(row[0]), opinion_of(*row[1:])), opinions)),
            next(parsed_rows(measurements_of, [shapes[0]] if shapes else []), ()),
        )

    def set_measurements(self, place: SliceKey, measurements: Sequence[StoredMeasurement]) -> None:
        """Keep what was measured on a slice of which there is a result; nothing measured takes it back.

        Raises:
            HistoryError: if it cannot be written.
        """
        key = (place.input_sha256, place.frame)
        lines = [f"{one.kind.lower()} {one.words}".strip() for one in measurements]
        shapes = [(one.kind, one.points, one.words) for one in measurements]
        with writing(self._connection, self._path):
            self._connection.execute("DELETE FROM measurements WHERE input_sha256 = ? AND frame = ?", key)
            if measurements:
                values = (*key, json.dumps(lines), json.dumps(shapes))
                self._connection.execute("INSERT INTO measurements VALUES (?, ?, ?, ?)", values)
                self._delete_orphans()

    def find(self, search: Search = EVERYTHING) -> list[Entry]:
        """List the entries that a search finds, the one that was read last first."""
        conditions, values = conditions_of(search)
        query = _ENTRIES + conditions + " ORDER BY read_at DESC, number DESC LIMIT ?"
        most = -1 if search.most is None else search.most
        with reading(self._path):
            rows = self._connection.execute(query, (*values, most)).fetchall()
        return list(parsed_rows(entry_of, rows))

    def verdicts(self) -> list[str]:
        """List the verdicts of all entries, each once."""
        with reading(self._path):
            rows = self._connection.execute("SELECT DISTINCT verdict FROM results ORDER BY verdict").fetchall()
        return [verdict for (verdict,) in rows]

    def count(self) -> int:
        """Count all entries."""
        with reading(self._path):
            return int(self._connection.execute("SELECT count(*) FROM results").fetchone()[0])

    def delete(self, numbers: Iterable[int]) -> int:
        """Delete entries with their opinions, and the measurements on slices that no other entry is left of.

        Args:
            numbers: of the entries.

        Returns:
            How many there were.

        Raises:
            HistoryError: if they cannot be deleted; none of them is then.
        """
        with writing(self._connection, self._path):
            done = self._connection.executemany("DELETE FROM results WHERE number = ?", [(one,) for one in numbers])
            self._delete_orphans()
        self._empty_journal()
        return max(0, done.rowcount)

    def clear(self) -> int:
        """Delete everything; returns how many entries there were.

        Damaged histories that were kept aside, and manifests of corrections, go too.

        Raises:
            HistoryError: if not all of it can be deleted.
        """
        count = self.count()
        with writing(self._connection, self._path):
            for table in ("results", "opinions", "measurements"):
                self._connection.execute(f"DELETE FROM {table}")
        with reading(self._path):
            # Deleted rows stay in the file until it is packed.
            self._connection.execute("VACUUM")
        self._empty_journal()
        try:
            for aside in damaged_files(self._path):
                aside.unlink(missing_ok=True)
            if (corrections := corrections_folder(self._path)).exists():
                shutil.rmtree(corrections)
        except OSError as error:
            raise HistoryError(f"cannot be deleted ({error.strerror})", subject=error.filename or self._path) from error
        return count

    def _delete_orphans(self) -> None:
        for table, of_its_model in (("opinions", "AND results.model = opinions.model"), ("measurements", "")):
            self._connection.execute(_ORPHANS.format(table=table, of_its_model=of_its_model))

    def _empty_journal(self) -> None:
        """Let nothing that was deleted stay in the journal; while another window reads, it stays until later."""
        with reading(self._path):
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _keep(self, records: Iterable[Record], time: str) -> None:
        rows = [
            (
                record.input_sha256,
                record.frame,
                record.model,
                time,
                os.fsencode(record.path),
                record.verdict,
                # Escaped, since a name that is no text has halves of characters.
                json.dumps(record.as_dict()),
            )
            for record in records
            if record.finding is not None and record.input_sha256
        ]
        self._connection.executemany(
            """
            INSERT INTO results (input_sha256, frame, model, read_at, path, verdict, record)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (input_sha256, frame, model) DO UPDATE SET
                path = excluded.path, verdict = excluded.verdict, record = excluded.record
            """,
            rows,
        )


_KEY = "input_sha256 = ? AND frame = ? AND model = ?"
_ORPHANS = """
    DELETE FROM {table} WHERE NOT EXISTS (
        SELECT 1 FROM results WHERE results.input_sha256 = {table}.input_sha256 AND results.frame = {table}.frame
        {of_its_model}
    )
"""


def history_file() -> Path:
    """Return the file of the user's history; it need not exist yet."""
    return data_folder() / "history.sqlite3"

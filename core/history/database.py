"""The database of the history: opened, brought up to date, and kept aside where it is damaged."""

import contextlib
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from core.errors import HistoryError
from core.file_lock import Lock

# How long a write waits for that of another window or command.
_PATIENCE_S = 10.0
# Version by version, what turns the one before into it. A version that was released is never changed.
MIGRATIONS = (
    """
    CREATE TABLE results (
        number INTEGER PRIMARY KEY,
        input_sha256 TEXT NOT NULL,
        frame INTEGER NOT NULL,
        model TEXT NOT NULL,
        read_at TEXT NOT NULL,
        path BLOB NOT NULL,
        verdict TEXT NOT NULL,
        record TEXT NOT NULL,
        UNIQUE (input_sha256, frame, model)
    ) STRICT;
    CREATE INDEX results_by_time ON results (read_at);
    CREATE TABLE opinions (
        input_sha256 TEXT NOT NULL,
        frame INTEGER NOT NULL,
        view TEXT NOT NULL,
        class_name TEXT NOT NULL,
        note TEXT NOT NULL,
        given_at TEXT NOT NULL,
        PRIMARY KEY (input_sha256, frame)
    ) STRICT;
    CREATE TABLE measurements (
        input_sha256 TEXT NOT NULL,
        frame INTEGER NOT NULL,
        lines TEXT NOT NULL,
        PRIMARY KEY (input_sha256, frame)
    ) STRICT;
    """,
    # An opinion is on a result, that is on what one model says; and a measurement can be drawn again.
    """
    CREATE TABLE opinions_on_results (
        input_sha256 TEXT NOT NULL,
        frame INTEGER NOT NULL,
        model TEXT NOT NULL,
        view TEXT NOT NULL,
        class_name TEXT NOT NULL,
        note TEXT NOT NULL,
        given_at TEXT NOT NULL,
        PRIMARY KEY (input_sha256, frame, model)
    ) STRICT;
    INSERT INTO opinions_on_results
        SELECT input_sha256, frame, model, view, class_name, note, given_at FROM opinions
        JOIN results USING (input_sha256, frame);
    DROP TABLE opinions;
    ALTER TABLE opinions_on_results RENAME TO opinions;
    ALTER TABLE measurements ADD COLUMN shapes TEXT NOT NULL DEFAULT '[]';
    """,
    # The number of a deleted entry is not given again: a list in another window may still show it.
    """
    CREATE TABLE numbered_results (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        input_sha256 TEXT NOT NULL,
        frame INTEGER NOT NULL,
        model TEXT NOT NULL,
        read_at TEXT NOT NULL,
        path BLOB NOT NULL,
        verdict TEXT NOT NULL,
        record TEXT NOT NULL,
        UNIQUE (input_sha256, frame, model)
    ) STRICT;
    INSERT INTO numbered_results SELECT * FROM results;
    DROP TABLE results;
    ALTER TABLE numbered_results RENAME TO results;
    CREATE INDEX results_by_time ON results (read_at);
    """,
)
VERSION = len(MIGRATIONS)


def now() -> str:
    """Return the time in UTC, as `2026-01-31T12:00:00Z`."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def open_database(path: Path) -> tuple[sqlite3.Connection, Path | None]:
    """Open the database, which is made if there is none.

    Args:
        path: of its file.

    Returns:
        The connection, and where a damaged database was kept aside, None if there was none.

    Raises:
        HistoryError: if it cannot be opened, or a later Falx has written it.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Paths may name patients: other users of this computer may not read them.
        path.touch(mode=0o600)
        # Two windows must not both set a damaged one aside, nor both bring an old one up to date.
        lock = Lock.take(path.with_name(f"{path.name}.opening"), _PATIENCE_S)
    except OSError as error:
        raise _failure(path, error.strerror or str(error)) from error
    if lock is None:
        raise _failure(path, "another Falx has been opening it for too long")
    try:
        try:
            return _open(path), None
        # Where SQLite's message quotes a damaged schema, it is no text.
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            if isinstance(error, sqlite3.OperationalError) and not _is_damage(error):
                raise _failure(path, str(error)) from error
            aside = _set_aside(path)
            return _open(path), aside
    except sqlite3.Error as error:
        raise _failure(path, str(error)) from error
    finally:
        lock.release()


@contextlib.contextmanager
def writing(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """Do all of several changes, or none of them.

    Raises:
        HistoryError: if they cannot be written, as on a full disk.
    """
    try:
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            # A full disk may have ended it already.
            with contextlib.suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise _failure(path, str(error)) from error


@contextlib.contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turn the errors of a query into one that names the file.

    Raises:
        HistoryError: if the file cannot be read.
    """
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise _failure(path, str(error)) from error


def damaged_files(path: Path) -> list[Path]:
    """List the damaged databases that were kept aside, with their journals."""
    return sorted(path.parent.glob(f"{path.stem}-damaged-*{path.suffix}*"))


def corrections_folder(path: Path) -> Path:
    """Return the folder of the manifests that were made of the history in a file."""
    return path.with_name("corrections")


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_PATIENCE_S, isolation_level=None, check_same_thread=False)
    # One text that is damaged must not keep all others from being read.
    connection.text_factory = lambda content: content.decode("utf-8", "replace")
    try:
        version = _version(connection, path)
        # Readers and a writer do not wait for each other. On file systems that do not have it, SQLite keeps its own.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        # What is deleted is overwritten, too.
        connection.execute("PRAGMA secure_delete = ON")
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise sqlite3.DatabaseError(found)
        for number, change in enumerate(MIGRATIONS[version:], version + 1):
            connection.executescript(f"BEGIN IMMEDIATE;{change}PRAGMA user_version = {number};COMMIT;")
    except BaseException:
        connection.close()
        raise
    return connection


def _version(connection: sqlite3.Connection, path: Path) -> int:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > VERSION:
        raise HistoryError(
            subject=path, expected=f"a history of version {VERSION}", got=f"{version}", advice="update Falx to read it"
        )
    return version


def _set_aside(path: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    aside = path.with_name(f"{path.stem}-damaged-{stamp}{path.suffix}")
    try:
        path.replace(aside)
        for ending in ("-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                path.with_name(path.name + ending).replace(aside.with_name(aside.name + ending))
    except OSError as error:
        raise _failure(path, f"it is damaged and cannot be set aside: {error.strerror}") from error
    return aside


def _is_damage(error: sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _failure(path: Path, reason: str) -> HistoryError:
    return HistoryError(f"the history cannot be used ({reason})", subject=path)

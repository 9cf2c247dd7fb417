"""What the window did and what went wrong, in a file that its user can read and hand on.

The log names no file and no patient: of what a line is filled with, numbers alone are there, and words that are the
program's own, each a `Word`. So is a line that is filled with nothing.
"""

import contextlib
import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from core.program.crash_log import describe_calls, heading
from core.program.locations import data_folder

_MOST_BYTES, _OLDER_FILES = 256_000, 2
# Other libraries' lines may hold values of a picture.
_ROOMS = ("cli", "core", "gui", "training")
_WITHHELD = "…"


class Word(str):
    """A text that may be in the log: the program's own, and of nothing that it was given to read."""

    __slots__ = ()


class PlainFormatter(logging.Formatter):
    """Writes a line without what could name a file or a patient."""

    def __init__(self) -> None:
        """Begin each line with the time."""
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Write one record; of an error, what kind it was and where, without its message."""
        plain = logging.makeLogRecord(record.__dict__)
        plain.msg, plain.args, plain.exc_info, plain.exc_text = _plain_message(record), None, None, None
        text = super().format(plain)
        error = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
        if error is not None:
            trace: TracebackType | None = record.exc_info[2] if isinstance(record.exc_info, tuple) else None
            text += "".join(f"\n    {line}" for line in describe_calls(error, trace).splitlines())
        return text


def log_file() -> Path:
    """Give the file of the log; it need not exist yet."""
    return data_folder() / "logs" / "falx.log"


def start_log() -> logging.Handler | None:
    """Write what this program logs from now on to the file; gives what `end_log` ends, None if it cannot be written."""
    path = log_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = _LogFile(path, maxBytes=_MOST_BYTES, backupCount=_OLDER_FILES, encoding="utf-8", errors="replace")
    except OSError:
        return None
    handler.setFormatter(PlainFormatter())
    for room in _ROOMS:
        logging.getLogger(room).setLevel(logging.INFO)
        logging.getLogger(room).addHandler(handler)
    logging.getLogger(__name__).info("%s", Word(f"started: {heading()}"))
    return handler


def end_log(handler: logging.Handler | None) -> None:
    """End what `start_log` began."""
    if handler is None:
        return
    logging.getLogger(__name__).info(Word("ended"))
    for room in _ROOMS:
        logging.getLogger(room).removeHandler(handler)
    handler.close()


def read_log() -> str:
    """Give what is kept of the log, oldest first; "" where there is none."""
    path = log_file()
    texts = []
    for number in range(_OLDER_FILES, -1, -1):
        with contextlib.suppress(OSError):
            texts.append(path.with_name(f"{path.name}.{number}" if number else path.name).read_text("utf-8", "replace"))
    return "".join(texts)


class _LogFile(RotatingFileHandler):
    """Says nothing where it cannot write, such as on a full disk: a log is no reason to disturb anybody."""

    def handleError(self, record: logging.LogRecord) -> None:
        """Leave the record out."""


def _plain_message(record: logging.LogRecord) -> str:
    if not record.args:
        # A text that was made before it came here may name anybody.
        return str(record.msg) if isinstance(record.msg, Word) else _WITHHELD
    args = record.args.values() if isinstance(record.args, dict) else record.args
    if isinstance(record.args, dict):
        filled: object = {name: _plain(value) for name, value in record.args.items()}
    else:
        filled = tuple(_plain(value) for value in args)
    try:
        return str(record.msg) % filled
    except (TypeError, ValueError):
        # A template for a number got what is none, and was given a text in its place.
        return str(record.msg)


def _plain(value: object) -> object:
    """Give what may be in the log in the place of a value."""
    if isinstance(value, Word | bool | int | float):
        return value
    return type(value).__name__ if isinstance(value, BaseException) else _WITHHELD

"""Log of the window's actions and errors, in a file that users can read and share.

The log names no file and no patient: of the values of a line, it keeps only numbers and words that are the
program's own, each a `LogText`. A line without values is kept as well.
"""

import contextlib
import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from core.private_folder import make_private_folder
from core.program.crash_log import describe_calls, heading
from core.program.locations import data_folder
from core.program.log_text import LogText

_MOST_BYTES, _OLDER_FILES = 256_000, 2
# Other libraries' lines may hold values of a picture.
ROOMS = ("cli", "core", "gui", "training", "web")
_WITHHELD = "…"


class PlainFormatter(logging.Formatter):
    """Writes a line without what could name a file or a patient."""

    def __init__(self) -> None:
        """Begin each line with the time."""
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Write one record; of an error, its kind and place, without its message."""
        plain = logging.makeLogRecord(record.__dict__)
        plain.msg, plain.args, plain.exc_info, plain.exc_text = _plain_message(record), None, None, None
        text = super().format(plain)
        error = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
        if error is not None:
            trace: TracebackType | None = record.exc_info[2] if isinstance(record.exc_info, tuple) else None
            text += "".join(f"\n    {line}" for line in describe_calls(error, trace).splitlines())
        return text


def log_file() -> Path:
    """Return the file of the log; it need not exist yet."""
    return data_folder() / "logs" / "falx.log"


def start_log() -> logging.Handler | None:
    """Start to log to the file; returns a handle for `end_log`, None if the file cannot be written."""
    path = log_file()
    try:
        make_private_folder(path.parent)
        handler = _LogFile(path, maxBytes=_MOST_BYTES, backupCount=_OLDER_FILES, encoding="utf-8", errors="replace")
    except OSError:
        return None
    handler.setFormatter(PlainFormatter())
    for room in ROOMS:
        logging.getLogger(room).setLevel(logging.INFO)
        logging.getLogger(room).addHandler(handler)
    logging.getLogger(__name__).info("%s", LogText(f"started: {heading()}"))
    return handler


def end_log(handler: logging.Handler | None) -> None:
    """End what `start_log` began."""
    if handler is None:
        return
    logging.getLogger(__name__).info(LogText("ended"))
    for room in ROOMS:
        logging.getLogger(room).removeHandler(handler)
        logging.getLogger(room).setLevel(logging.NOTSET)
    handler.close()


def read_log() -> str:
    """Return the stored log, oldest lines first; "" if there is none."""
    path = log_file()
    texts = []
    for number in range(_OLDER_FILES, -1, -1):
        with contextlib.suppress(OSError):
            texts.append(path.with_name(f"{path.name}.{number}" if number else path.name).read_text("utf-8", "replace"))
    return "".join(texts)


class _LogFile(RotatingFileHandler):
    """Fails silently, such as on a full disk: logging must not disturb the user."""

    def handleError(self, record: logging.LogRecord) -> None:
        """Leave the record out."""


def _plain_message(record: logging.LogRecord) -> str:
    if not record.args:
        # A text that was formatted before it came here may name a patient.
        return str(record.msg) if isinstance(record.msg, LogText) else _WITHHELD
    args = record.args.values() if isinstance(record.args, dict) else record.args
    if isinstance(record.args, dict):
        filled: object = {name: _plain(value) for name, value in record.args.items()}
    else:
        filled = tuple(_plain(value) for value in args)
    try:
        return str(record.msg) % filled
    except (TypeError, ValueError):
        # A template for a number got something else, and a text was put in its place.
        return str(record.msg)


def _plain(value: object) -> object:
    """Return what may be in the log in the place of a value."""
    if isinstance(value, LogText | bool | int | float):
        return value
    return type(value).__name__ if isinstance(value, BaseException) else _WITHHELD

"""The standard streams of the process: they are always open, and a failed write is reported once."""

import contextlib
import io
import os
import sys

from core.program.wording import one_line


def open_missing() -> None:
    """Open the null device in place of a closed stream, as under `pythonw` or after `falx >&-`.

    Otherwise the next opened file gets the stream's number, and the output of a library goes to that file.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is not None:
            continue
        with contextlib.suppress(OSError):
            _occupy(number)
        setattr(sys, name, open(os.devnull, "r" if number == 0 else "w", encoding="utf-8"))  # noqa: PTH123, SIM115
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Escape the characters of a file name that the terminal's encoding lacks.
        sys.stdout.reconfigure(errors="backslashreplace")


def flushed(status: int) -> int:
    """Flush the output; return the exit status, which is 1 where it cannot be written."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        give_up_output()
        print(f"falx: the output cannot be written ({one_line(error.strerror or str(error))})", file=sys.stderr)
        return 1
    return status


def give_up_output() -> None:
    """Discard the rest of the output, so that Python does not fail to write it at its end."""
    with contextlib.suppress(OSError, ValueError):
        number = sys.stdout.fileno()
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, number)
        os.close(null)


def _occupy(number: int) -> None:
    try:
        os.fstat(number)
    except OSError:
        null = os.open(os.devnull, os.O_RDWR)
        if null != number:
            os.dup2(null, number)
            os.close(null)

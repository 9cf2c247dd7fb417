"""The front door: `falx [FILE...]` opens the window, `falx COMMAND` runs one of `cli/`."""

import importlib
import os
import sys
from pathlib import Path

from core import __version__
from core.program.display import why_no_window
from core.program.locations import settle_data_folder
from core.program.product import COMMAND, MODEL_SUFFIX, READER_ADVICE, TRAINING_COMMANDS, is_reader

# The commands that keep files in the user's data folder.
_KEEPING = ("history", "models", "train")
# The commands that decode files, in a process that starts while the rest of the command is imported.
_DECODING = ("classify", "explain", "report")
# The reason why the replaced process could not open a window.
_NO_WINDOW = "FALX_NO_WINDOW"


def main(argv: list[str] | None = None) -> int:
    """Run Falx.

    Args:
        argv: the arguments without the program's name; those of the process by default.

    Returns:
        The exit status: 0 all well, 1 some inputs failed, 2 wrong usage.
    """
    import multiprocessing

    multiprocessing.freeze_support()
    # Imported here, as in the functions below: a child process of the standalone program does not need it.
    from cli import streams

    streams.open_missing()
    args = sys.argv[1:] if argv is None else argv
    try:
        return streams.flushed(_status_of(args))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of the output has closed it.
        streams.give_up_output()
        return 1
    except Exception as error:  # noqa: BLE001 - the process boundary: errors that no command foresees
        from cli.crash import tell_crash

        return tell_crash(error)


def _status_of(args: list[str]) -> int:
    try:
        return _dispatch(args)
    except SystemExit as stop:
        # argparse exits in this way, for --help and for wrong usage.
        return stop.code if isinstance(stop.code, int) else 0


def _dispatch(args: list[str]) -> int:
    from cli.commands import COMMANDS, DESKTOP_OPTIONS, complaint

    first, rest = (args[0], args[1:]) if args else (None, [])
    if first == "--version":
        print(f"{COMMAND} {__version__}")
        return 0
    if first in ("help", "--help", "-h"):
        return _help(rest)
    if first in COMMANDS:
        return _run_command(first, rest)
    if first in DESKTOP_OPTIONS and not rest:
        from cli import desktop

        return desktop.main(first)
    if wrong := complaint(args):
        print(wrong, file=sys.stderr)
        return 2
    return _open_window([arg for index, arg in enumerate(args) if arg != "--" or "--" in args[:index]])


def _help(words: list[str]) -> int:
    from cli.commands import COMMANDS, usage, wrong_command

    if not words:
        print(usage(), end="")
        return 0
    if words[0] not in COMMANDS:
        print(wrong_command(words[0]), file=sys.stderr)
        return 2
    return _run_command(words[0], [*words[1:], "--help"])


def _run_command(command: str, args: list[str]) -> int:
    if command in TRAINING_COMMANDS and is_reader():
        print(f"{COMMAND} {command}: {READER_ADVICE}", file=sys.stderr)
        return 1
    if command in _KEEPING and (problem := settle_data_folder()):
        print(f"{COMMAND} {command}: {problem}", file=sys.stderr)
    if command in _DECODING and not {"-h", "--help"}.intersection(args):
        from core.reader_process.start import start_ahead

        start_ahead()
    return int(importlib.import_module(f"cli.{command.replace('-', '_')}").main(args))


def _open_window(files: list[str]) -> int:
    if why := os.environ.pop(_NO_WINDOW, None) or why_no_window():
        return _classify_here(files, why)
    try:
        from gui.fast_imports import pause_collection, use_plain_import

        # Before the other imports, which they make faster.
        use_plain_import()
        pause_collection()
        from gui.app import run
    except ImportError as error:
        # Qt, or a system library that it needs, is missing.
        if not {"PySide6", "shiboken6"} & {*(error.name or "").split("."), *Path(error.path or "").parts}:
            raise
        import gc

        gc.enable()
        return _classify_here(files, f"Qt cannot open a window: {error}")
    return run([Path(file) for file in files], lambda why: start_again(files, why))


def _classify_here(files: list[str], why: str) -> int:
    print(f"{why}, so Falx classifies the images here instead.")
    from cli import classify
    from core.image.sample_files import sample_files

    if models := [file for file in files if file.lower().endswith(MODEL_SUFFIX)]:
        print(f"{models[0]}: to install a model, run `falx models install {models[0]}`", file=sys.stderr)
        return 2
    return classify.main(files or [str(path) for path in sample_files()])


def start_again(files: list[str], why: str) -> None:
    """Replace this process, which Qt is about to abort, by one that opens no window."""
    os.environ[_NO_WINDOW] = f"Qt cannot open a window: {why.rstrip('.')}"
    command = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, __file__]
    if sys.platform == "win32":
        # There, `execv` returns to the shell at once and splits paths at blanks. Qt would abort after a SystemExit.
        import subprocess

        os._exit(subprocess.call([*command, *files]))
    os.execv(command[0], [*command, *files])


if __name__ == "__main__":
    sys.exit(main())

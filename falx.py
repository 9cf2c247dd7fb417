"""The front door: `falx [FILE...]` opens the window, `falx COMMAND` runs one of `cli/`."""

import importlib
import io
import multiprocessing
import os
import sys
from pathlib import Path

from core import __version__
from core.locations import settle_data_folder
from core.product import MODEL_SUFFIX, READER_ADVICE, TRAINING_COMMANDS, is_reader

COMMANDS = ("classify", "explain", "audit", "train", "evaluate", "models", "self-test")
# Keep things in the user's data folder.
_KEEPING = ("models", "train")
DESKTOP_OPTIONS = ("--install-desktop", "--uninstall-desktop")


def main(argv: list[str] | None = None) -> int:
    """Run Falx.

    Args:
        argv: the arguments without the program's name; those of the process by default.

    Returns:
        The exit status: 0 all well, 1 some inputs failed, 2 wrong usage.
    """
    multiprocessing.freeze_support()
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A file name that the terminal's encoding lacks is shown with escapes.
        sys.stdout.reconfigure(errors="backslashreplace")
    args = sys.argv[1:] if argv is None else argv
    try:
        if args[:1] == ["--version"]:
            print(f"falx {__version__}")
            return 0
        if args and args[0] in COMMANDS:
            return _run_command(args[0], args[1:])
        if args and args[0] in DESKTOP_OPTIONS and len(args) == 1:
            from cli import desktop

            return desktop.main(args[0])
        if args and args[0].startswith("-"):
            return _explain_usage(args[0])
        return _open_window(args)
    except SystemExit as stop:
        # argparse leaves this way, for --help as for wrong usage.
        return stop.code if isinstance(stop.code, int) else 0
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read the output wants no more of it; nor does Python when it flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _run_command(command: str, args: list[str]) -> int:
    if command in TRAINING_COMMANDS and is_reader():
        print(f"falx {command}: {READER_ADVICE}", file=sys.stderr)
        return 1
    if command in _KEEPING and (told := settle_data_folder()):
        print(f"falx {command}: {told}", file=sys.stderr)
    return int(importlib.import_module(f"cli.{command.replace('-', '_')}").main(args))


def _explain_usage(option: str) -> int:
    forms = ("[FILE...]", "--version", *DESKTOP_OPTIONS, f"{{{','.join(COMMANDS)}}} ... (each with --help)")
    usage = "usage: " + " | ".join(f"falx {form}" for form in forms)
    if option in ("-h", "--help"):
        print(usage)
        return 0
    print(f"falx: unknown option {option}; {usage}", file=sys.stderr)
    return 2


def _open_window(files: list[str]) -> int:
    if not _has_display():
        print("There is no display to open a window on, so the images are classified here instead.")
        from cli import classify
        from core.samples import is_sample, sample_files

        if models := [file for file in files if file.lower().endswith(MODEL_SUFFIX)]:
            print(f"{models[0]}: a model is installed by `falx models install {models[0]}`", file=sys.stderr)
            return 2
        files = files or [str(path) for path in sample_files()]
        if any(is_sample(Path(file)) for file in files):
            print("The bundled samples are synthetic: a verdict on them means nothing.")
        return classify.main(files)
    from gui.app import run

    return run([Path(file) for file in files])


def _has_display() -> bool:
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main())

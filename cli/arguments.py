"""The argument parser of all commands: exit status 2 for wrong usage, one line for each error."""

import argparse
import os
import re
import shutil
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Never

from cli.printing import warn
from cli.suggestion import did_you_mean, nearest
from core.errors import FalxError, UnknownLevelError
from core.model.confidence_levels import LEVELS, format_level, format_levels
from core.program.wording import shown_name

# The help of options that several commands have.
MODEL_HELP = "an installed model's name, or the folder or zip of a model (default: the one that comes with Falx)"
DATASET_HELP = (
    "a folder of class folders; one with Training, Testing and optionally Validation that hold them; or a CSV "
    "manifest with the columns path and class"
)

# Least and largest width of the help.
_WIDTH, _WIDEST = 80, 100
_LONGEST_ECHO = 60
# More digits than any valid number has.
_WHOLE = re.compile(r"[+-]?[0-9]{1,18}")
_NEGATIVE = re.compile(r"-\d+|-\d*\.\d+")


class Parser(argparse.ArgumentParser):
    """Parses arguments: reports an error in one line, and explains usage in the help."""

    def __init__(self, *, examples: Sequence[str] = (), **options: Any) -> None:
        """Make a parser.

        Args:
            examples: whole commands, for the end of the help.
            options: those of `argparse.ArgumentParser`.
        """
        if description := options.get("description"):
            options["description"] = textwrap.fill(description, _WIDTH - 2)
        if examples:
            options["epilog"] = "\n  ".join(["example:" if len(examples) == 1 else "examples:", *examples])
        super().__init__(**{"formatter_class": _Formatter} | options)
        # Without these, argparse reports an "invalid int value" and reads an empty path as the current folder.
        self.register("type", int, whole)
        self.register("type", Path, _path)

    # The base class has overloads for a namespace of another class, which no command uses.
    def parse_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> argparse.Namespace:
        """Parse, and report an unknown option before any other error."""
        self._require_known(list(args or ()))
        found, rest = self.parse_known_args(args, namespace)
        if rest:
            self.error(f"expected nothing more, got {_echo(rest[0])}")
        return found

    def error(self, message: str) -> Never:
        """Report an error and exit with status 2."""
        warn(f"{self.prog}: {message} (see {self.prog} --help)")
        raise SystemExit(2)

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is None or value in action.choices:
            return
        expected = ", ".join(map(str, action.choices))
        meant = did_you_mean(nearest(str(value), map(str, action.choices)))
        # The choice of a sub-command has no name that a user types.
        named = None if isinstance(action, argparse._SubParsersAction) else action
        raise argparse.ArgumentError(named, f"expected one of {expected}, got {_echo(str(value))}{meant}")

    def _require_known(self, args: list[str]) -> None:
        """Refuse an option that neither this parser nor that of the sub-command knows."""
        known = self._option_string_actions
        inner = next((action for action in self._actions if isinstance(action, argparse._SubParsersAction)), None)
        for index, arg in enumerate(args):
            if arg == "--":
                return
            if inner and not arg.startswith("-"):
                if chosen := inner.choices.get(arg):
                    chosen._require_known(args[index + 1 :])
                return
            if not _looks_like_option(arg):
                continue
            name = arg.partition("=")[0]
            if not (name in known or name[:2] in known or any(option.startswith(name) for option in known)):
                is_file = os.path.lexists(arg)
                hint = f"; write ./{arg} for the file" if is_file else did_you_mean(nearest(name, known))
                self.error(f"unknown option {_echo(name)}{hint}")


def add_keep_names(parser: argparse.ArgumentParser) -> None:
    """Add the option that keeps class names as they are."""
    parser.add_argument(
        "--keep-names",
        action="store_true",
        help="keep the names of classes as they are; by default, glioma_tumor is read as glioma, no_tumor as "
        "notumor, and so on, and the command reports it",
    )


def add_keep_patient(parser: argparse.ArgumentParser, what: str) -> None:
    """Add the option that copies the patient and the study into a DICOM file.

    Args:
        parser: of the command.
        what: names the file.
    """
    parser.add_argument(
        "--keep-patient",
        action="store_true",
        help="copy the patient's name, number, birth date and sex, and the study's date, time, numbers and referring "
        f"physician, from the picture's file into {what} (default: leave them empty)",
    )


def add_level(parser: argparse.ArgumentParser) -> None:
    """Add the option for the level of the verdicts."""
    parser.add_argument(
        "--level",
        metavar="L",
        type=_level,
        help=f"how often a verdict should hold the truth, in per cent: {format_levels(LEVELS).removesuffix(' %')} "
        "(default: 95, or the nearest level of the model)",
    )


def given_path(text: str) -> str:
    """Read a path; refuse an empty one, which an unset shell variable gives."""
    if not text:
        raise argparse.ArgumentTypeError("expected a path, got nothing")
    return text


def whole(text: str) -> int:
    """Read a whole number."""
    if not _WHOLE.fullmatch(text):
        raise argparse.ArgumentTypeError(f"expected a whole number, got {_echo(text)}")
    return int(text)


def positive(text: str) -> int:
    """Read a whole number of 1 or more."""
    value = whole(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"expected 1 or more, got {value}")
    return value


def fail(error: FalxError, path: Path | None = None) -> int:
    """Print an error that ends the command; return the exit status.

    Args:
        error: that ends it.
        path: as it was given; an error of this file names it so.
    """
    is_of_path = path is not None and error.subject == shown_name(path)
    warn(f"{path}: {error.reason}" if is_of_path else error)
    # A level is an argument, although only the model knows which levels it has.
    return 2 if isinstance(error, UnknownLevelError) else 1


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Does not wrap the lines of the examples, nor words with a hyphen, so that they can be copied."""

    def __init__(self, prog: str, **options: Any) -> None:
        width = min(shutil.get_terminal_size((_WIDTH, 24)).columns, _WIDEST) - 2
        super().__init__(prog, **{"width": width} | options)

    def _split_lines(self, text: str, width: int) -> list[str]:
        return textwrap.wrap(" ".join(text.split()), width, break_on_hyphens=False)


def _looks_like_option(arg: str) -> bool:
    """Return whether a word is an option, by the rules of argparse."""
    return len(arg) > 1 and arg[0] == "-" and " " not in arg and not _NEGATIVE.fullmatch(arg)


def _path(text: str) -> Path:
    return Path(given_path(text))


def _level(text: str) -> float:
    for level in LEVELS:
        if text.strip().removesuffix("%").rstrip() == format_level(level).removesuffix(" %"):
            return level
    raise argparse.ArgumentTypeError(f"expected {format_levels(LEVELS)}, got {_echo(text)}")


def _echo(text: str) -> str:
    return repr(text if len(text) <= _LONGEST_ECHO else f"{text[:_LONGEST_ECHO]}…")

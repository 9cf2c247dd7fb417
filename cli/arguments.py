"""What the commands' arguments have in common: exit status 2 for wrong usage, one line for each error."""

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
from core.model.levels import LEVELS, format_level, format_levels

# Of the options that several commands have.
MODEL_HELP = "an installed model's name, or the folder or zip of a model (default: the one that comes with Falx)"
DATASET_HELP = (
    "a folder of class folders, or of Training, Testing and perhaps Validation that hold those, or a CSV manifest with "
    "the columns path and class"
)

# Of the help: a line in a mail, and one that can still be read.
_WIDTH, _WIDEST = 80, 100
_LONGEST_ECHO = 60
# More digits than any number that is asked for has.
_WHOLE = re.compile(r"[+-]?[0-9]{1,18}")
_NEGATIVE = re.compile(r"-\d+|-\d*\.\d+")


class Parser(argparse.ArgumentParser):
    """Says in one line what is wrong with the arguments, and in its help how to use them."""

    def __init__(self, *, examples: Sequence[str] = (), **options: Any) -> None:
        """Make a parser.

        Args:
            examples: whole commands, which stand at the end of the help.
            options: as `argparse.ArgumentParser` takes them.
        """
        if description := options.get("description"):
            options["description"] = textwrap.fill(description, _WIDTH - 2)
        if examples:
            options["epilog"] = "\n  ".join(["example:" if len(examples) == 1 else "examples:", *examples])
        super().__init__(**{"formatter_class": _Formatter} | options)
        # Without these, argparse speaks of an "invalid int value" and takes an empty path for the current folder.
        self.register("type", int, whole)
        self.register("type", Path, _path)

    # The base class has overloads for a namespace of another class, which no command uses.
    def parse_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> argparse.Namespace:
        """Parse, and name an option that is not known before anything else that is wrong."""
        self._require_known(list(args or ()))
        found, rest = self.parse_known_args(args, namespace)
        if rest:
            self.error(f"expected nothing more, got {_echo(rest[0])}")
        return found

    def error(self, message: str) -> Never:
        """Tell what is wrong and leave with exit status 2."""
        warn(f"{self.prog}: {message} (see {self.prog} --help)")
        raise SystemExit(2)

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is None or value in action.choices:
            return
        expected = ", ".join(map(str, action.choices))
        meant = did_you_mean(nearest(str(value), map(str, action.choices)))
        # What chooses between sub-commands has no name that anybody types.
        named = None if isinstance(action, argparse._SubParsersAction) else action
        raise argparse.ArgumentError(named, f"expected one of {expected}, got {_echo(str(value))}{meant}")

    def _require_known(self, args: list[str]) -> None:
        """Refuse an option that neither this parser nor the one of the sub-command knows."""
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
    """Let names of classes be kept that would be understood as others."""
    parser.add_argument(
        "--keep-names",
        action="store_true",
        help="keep the names of classes as they are; otherwise glioma_tumor is understood as glioma, no_tumor as "
        "notumor, and so on, and the command says so",
    )


def add_level(parser: argparse.ArgumentParser) -> None:
    """Let the level of the verdicts be chosen."""
    parser.add_argument(
        "--level",
        metavar="L",
        type=_level,
        help=f"how often a verdict is to hold the truth, in per cent: {format_levels(LEVELS).removesuffix(' %')} "
        "(default: 95, or the nearest that the model can promise)",
    )


def given_path(text: str) -> str:
    """Take a path that is not empty, as that of an unset variable of the shell would be."""
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


def fail(error: FalxError) -> int:
    """Tell an error that ends the command; returns the exit status."""
    warn(error)
    # A level is an argument, though only the model tells whether it is one that it knows.
    return 2 if isinstance(error, UnknownLevelError) else 1


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Keeps the lines of the examples, and the words with a hyphen, which somebody may copy."""

    def __init__(self, prog: str, **options: Any) -> None:
        width = min(shutil.get_terminal_size((_WIDTH, 24)).columns, _WIDEST) - 2
        super().__init__(prog, **{"width": width} | options)

    def _split_lines(self, text: str, width: int) -> list[str]:
        return textwrap.wrap(" ".join(text.split()), width, break_on_hyphens=False)


def _looks_like_option(arg: str) -> bool:
    """Tell an option from a value as argparse does."""
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

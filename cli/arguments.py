"""What the commands' arguments have in common: exit status 2 for wrong usage, one line for each error."""

import argparse
import sys

from core.errors import FalxError

DATASET_HELP = (
    "a folder of class folders, or of Training, Testing and perhaps Validation that hold those, or a CSV manifest"
)


class Parser(argparse.ArgumentParser):
    """Says in one line what is wrong with the arguments."""

    def error(self, message: str) -> None:  # type: ignore[override]
        """Tell what is wrong and leave with exit status 2."""
        print(f"{self.prog}: {message} (see {self.prog} --help)", file=sys.stderr)
        raise SystemExit(2)


def add_keep_names(parser: argparse.ArgumentParser) -> None:
    """Let names of classes be kept that would be understood as others."""
    parser.add_argument(
        "--keep-names",
        action="store_true",
        help="keep the names of classes as they are; otherwise glioma_tumor is understood as glioma, no_tumor as "
        "notumor, and so on, and the command says so",
    )


def given_path(text: str) -> str:
    """Take a path that is not empty, as that of an unset variable of the shell would be."""
    if not text:
        raise argparse.ArgumentTypeError("expected a path, got nothing")
    return text


def positive(text: str) -> int:
    """Read a whole number of 1 or more."""
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"expected 1 or more, got {value}")
    return value


def fail(error: FalxError) -> int:
    """Tell an error that ends the command; returns the exit status."""
    print(error, file=sys.stderr)
    return 1

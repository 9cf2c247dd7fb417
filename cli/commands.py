"""The commands with their descriptions, and the message for anything else on the command line."""

import os
from collections.abc import Sequence
from pathlib import Path

from cli.suggestion import did_you_mean, nearest
from core.program import product
from core.program.wording import one_line

# Each description starts with a verb.
COMMANDS = {
    "classify": "Classify images, volumes and folders of them",
    "explain": "Draw the heat map of one picture: where the model looked",
    "report": "Write a report of one case, as PDF, HTML or DICOM",
    "serve": "Open a page in the browser that classifies pictures",
    "audit": "Find copies, leaks and shortcuts in a dataset",
    "train": "Train a model on a dataset",
    "evaluate": "Measure how good a model is on a dataset",
    "models": "List, show, install, export and remove models",
    "history": "List, export and delete what was read in the window",
    "self-test": "Check that all of Falx works on this computer",
}
DESKTOP_OPTIONS = {
    "--install-desktop": "Add Falx to the desktop's menu (Linux)",
    "--uninstall-desktop": "Take Falx out of the desktop's menu (Linux)",
}
OPTIONS = {"--help": "Show this text, or that of a command", "--version": "Show the version"} | DESKTOP_OPTIONS

_SEE_HELP = f"(see {product.COMMAND} --help)"


def usage() -> str:
    """Return the help: what Falx is, and what each command does; lines of at most 80 characters."""
    return f"""usage: falx [FILE...]
       falx COMMAND [...]

Falx reads brain-MRI slices, says whether each shows a tumour and of which
kind, shows where the model looked, and says how far to trust it.
{product.WARNING}

Without a command, a window opens with the given files and folders.

commands:
{_table(COMMANDS)}

options:
{_table(OPTIONS)}

examples:
  falx scan.dcm                           open a picture in the window
  falx classify scans --csv verdicts.csv  classify a folder, keep the verdicts
  falx help classify                      show all options of a command
"""


def complaint(words: Sequence[str]) -> str | None:
    """Return the error in words that should be files and folders to open; None where there is none.

    An existing path is a file. A word with a separator or a suffix is a file, which the window reports as missing. Any
    other first word is a mistyped command.
    """
    if words[:1] and words[0] in DESKTOP_OPTIONS:
        return f"{product.COMMAND}: expected nothing after {words[0]}, got {one_line(words[1])} {_SEE_HELP}"
    if words[:1] and words[0] and words[0][0] != "-" and not _may_be_file(words[0]):
        return wrong_command(words[0])
    for word in words:
        if word == "--":
            return None
        if not word:
            return f"{product.COMMAND}: expected a file or folder, got an empty name {_SEE_HELP}"
        if word.startswith("-") and not os.path.lexists(word):
            return f"{product.COMMAND}: unknown option {one_line(word)}{_meant_by_option(word)} {_SEE_HELP}"
    for word in words[1:]:
        if word in COMMANDS and not os.path.lexists(word):
            return f"{product.COMMAND}: expected the command first: {product.COMMAND} {word} FILE... {_SEE_HELP}"
    return None


def wrong_command(word: str) -> str:
    """Return the message for a word that is neither a command nor a file, with the most similar command."""
    near = nearest(word, COMMANDS)
    suggestion = did_you_mean(f"{product.COMMAND} {near}" if near else None)
    return f"{product.COMMAND}: {one_line(word)}: no such command or file{suggestion} {_SEE_HELP}"


def _may_be_file(word: str) -> bool:
    separators = ("/", os.sep, os.altsep)
    return os.path.lexists(word) or any(mark and mark in word for mark in separators) or bool(Path(word).suffix)


def _meant_by_option(word: str) -> str:
    forms = {f"--{command}": f"{product.COMMAND} {command}" for command in COMMANDS}
    forms |= {option: f"{product.COMMAND} {option}" for option in OPTIONS}
    near = nearest(word, forms)
    return did_you_mean(forms[near] if near else None)


def _table(entries: dict[str, str]) -> str:
    width = max(map(len, (*COMMANDS, *OPTIONS))) + 2
    return "\n".join(f"  {name:<{width}}{summary}" for name, summary in entries.items())

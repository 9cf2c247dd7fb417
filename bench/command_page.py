"""`python -m bench.command_page`: write the options of every command, from their help, into docs/cli.md."""

import argparse
import importlib
from pathlib import Path
from unittest import mock

from bench.pages import replace_between
from cli.arguments import Parser
from cli.commands import COMMANDS

PAGE = Path(__file__).resolve().parents[1] / "docs" / "cli.md"
_BEGIN, _END = "<!-- falx {}, written by `python -m bench.command_page` -->\n", "<!-- end of options -->"


class _FoundError(Exception):
    """Carries a parser out of the command that made it."""

    def __init__(self, parser: Parser) -> None:
        super().__init__()
        self.parser = parser


def parser_of(command: str) -> Parser:
    """Return the parser that a command makes for its arguments."""

    def stop(parser: Parser, *_: object) -> None:
        raise _FoundError(parser)

    main = importlib.import_module(f"cli.{command.replace('-', '_')}").main
    with mock.patch.object(Parser, "parse_args", stop):
        try:
            main([])
        except _FoundError as found:
            return found.parser
    raise ValueError(f"expected falx {command} to parse its arguments, it parsed none")


def with_options(text: str) -> str:
    """Replace the text between the marks of each command by the table of its arguments.

    Raises:
        ValueError: if the marks of a command are missing.
    """
    for command in COMMANDS:
        text = replace_between(text, _BEGIN.format(command), _END, format_options(parser_of(command)))
    return text


def format_options(parser: Parser) -> str:
    """Write a Markdown table of a command's arguments; an action of it, such as `falx models show`, has a row too."""
    rows: list[tuple[str, str]] = []
    usages: list[tuple[str, argparse.ArgumentParser]] = []
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            usages += action.choices.items()
        elif action.dest != "help":
            rows.append((_name(action), _meaning(parser, action)))
    lines = [f"| `{name}` | {meaning} |\n" for name, meaning in rows]
    for name, inner in usages:
        words = [f"{parser.prog} {name}", *(_name(action) for action in inner._actions if action.dest != "help")]
        meanings = [
            f"`{_name(action)}`: {_meaning(inner, action)}" for action in inner._actions if action.dest != "help"
        ]
        lines.append(f"| `{' '.join(words)}` | {'; '.join([(inner.description or '').rstrip('.'), *meanings])} |\n")
    return "".join(["| argument | meaning |\n", "| --- | --- |\n", *lines])


def _name(action: argparse.Action) -> str:
    if action.metavar:
        value = str(action.metavar).replace("|", " or ")
    elif action.choices:
        value = "{" + ",".join(map(str, action.choices)) + "}"
    else:
        value = action.dest.upper()
    if action.nargs == "+":
        value = f"{value}..."
    if not action.option_strings:
        return value
    return action.option_strings[-1] if action.nargs == 0 else f"{action.option_strings[-1]} {value}"


def _meaning(parser: argparse.ArgumentParser, action: argparse.Action) -> str:
    text = parser._get_formatter()._expand_help(action) if action.help else ""
    is_needed = action.required and action.option_strings
    return " ".join(f"{text}{' (required)' if is_needed else ''}".split()).replace("|", " or ")


def main() -> None:
    """Write the tables into the page."""
    PAGE.write_text(with_options(PAGE.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()

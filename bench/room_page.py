"""`python -m bench.room_page`: write the first line of each room's docstring into docs/architecture.md."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

from bench.pages import replace_between

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "architecture.md"
HOUSES = ("core", "training", "gui")
_BEGIN, _END = "<!-- rooms of {}, written by `python -m bench.room_page` -->\n", "<!-- end of rooms -->"


def rooms_of(house: str) -> Iterator[Path]:
    """Return the rooms of a part of the program, each before the rooms within it, those that may import most first."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract.get("containers") == [house])
    names = [name.strip() for layer in layers for name in layer.split("|")]
    for name in names:
        yield from (file.parent for file in sorted((ROOT / house / name).rglob("__init__.py")))


def what_lives_in(room: Path) -> str:
    """Return the first sentence of a room's own docstring."""
    text = ast.get_docstring(ast.parse((room / "__init__.py").read_text("utf-8"))) or ""
    return " ".join(text.partition("\n\n")[0].split()).removesuffix(".")


def with_rooms(text: str) -> str:
    """Replace the text between the marks of each part of the program by the table of its rooms.

    Raises:
        ValueError: if marks are missing.
    """
    for house in HOUSES:
        rows = [f"| `{room.relative_to(ROOT).as_posix()}/` | {what_lives_in(room)} |\n" for room in rooms_of(house)]
        table = "".join(["| room | what lives there |\n", "| --- | --- |\n", *rows])
        text = replace_between(text, _BEGIN.format(house), _END, table)
    return text


def main() -> None:
    """Write the tables into the page."""
    PAGE.write_text(with_rooms(PAGE.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()

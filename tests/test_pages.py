"""The pages for people: every link leads somewhere, every file and command that they name is there."""

import re
import tomllib
from pathlib import Path

import pytest

from bench import command_page, room_page
from cli.commands import COMMANDS, OPTIONS
from core import __version__

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "docs" / "runs").glob("*.md")])
# A changelog tells of files that were.
NAMING = [page for page in PAGES if page.name != "CHANGELOG.md"]
FOLDERS = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")} | {".ci", ".github"}

_LINK = re.compile(r"\]\(([^)\s]+)\)")
_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")
_PATH = re.compile(r"(?<![\w/.*-])(?:[\w.-]+/)+[\w.*-]*")
_MODULE = re.compile(r"(?<![\w/.*-])[a-z]\w*\.py\b")
_SUFFIXES = (".py", ".md", ".toml", ".spec", ".cff", ".lock", ".svg")
# Made by a command.
_MADE = {"build", "dist", ".venv", "resources/self_test_reference.json"}


def name_of(page):
    return page.relative_to(ROOT).as_posix()


def anchors_of(page):
    """Give the places of a page that a link may lead to, as GitHub makes them of the headings."""
    text = _FENCE.sub("", page.read_text("utf-8"))
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def named_files(text):
    """Give the paths of this repository that a page names: in code, in blocks, in the flows."""
    code = [*_CODE.findall(_FENCE.sub("", text)), *_FENCE.findall(text)]
    for words in code:
        for word in _PATH.findall(words):
            first = word.partition("/")[0]
            if first in FOLDERS and not {first, word} & _MADE and not re.search(r"NAME|TABLE|\.\.\.", word):
                yield word.rstrip(".")
    for block in _FENCE.findall(text):
        yield from (name for name in _MODULE.findall(block) if name not in _MADE)
    for words in _CODE.findall(_FENCE.sub("", text)):
        if "/" not in words and words.endswith(_SUFFIXES) and " " not in words:
            yield words


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_somewhere(page):
    for link in _LINK.findall(_FENCE.sub("", page.read_text("utf-8"))):
        if link.startswith(("https://", "http://", "mailto:")):
            continue
        place, _, anchor = link.partition("#")
        target = (page.parent / place).resolve() if place else page
        assert target.exists(), link
        assert not anchor or anchor in anchors_of(target), link


@pytest.mark.parametrize("page", NAMING, ids=name_of)
def test_every_file_that_is_named_is_there(page):
    for name in named_files(page.read_text("utf-8")):
        beside = page.parent if "/" not in name else ROOT
        found = any(ROOT.glob(name)) or any(beside.glob(name)) or ("/" not in name and any(in_the_house(name)))
        assert found, name


def in_the_house(name):
    for folder in ("core", "training", "gui", "web", "cli", "bench", "release", "resources", "docs"):
        yield from (ROOT / folder).rglob(name)


@pytest.mark.parametrize("page", NAMING, ids=name_of)
def test_every_command_that_is_named_is_there(page):
    text = page.read_text("utf-8")
    for module in re.findall(r"python -m ((?:bench|release)[\w.]*)", text):
        place = ROOT.joinpath(*module.split("."))
        assert place.with_suffix(".py").is_file() or (place / "__main__.py").is_file(), module
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    code = "\n".join([*_CODE.findall(_FENCE.sub("", text)), *_FENCE.findall(text)])
    assert set(re.findall(r"^make ([a-z-]+)", code, re.MULTILINE)) <= targets
    assert set(re.findall(r"^falx ([a-z][a-z-]*)(?= |$)", code, re.MULTILINE)) <= {*COMMANDS, "help"}


def test_the_page_of_commands_states_what_their_help_says():
    text = command_page.PAGE.read_text("utf-8")
    assert command_page.with_options(text) == text, "write it anew: python -m bench.command_page"


def test_the_page_of_commands_names_every_command_and_option():
    text = command_page.PAGE.read_text("utf-8")
    assert [name for name in OPTIONS if name != "--help" and f"`falx {name}`" not in text] == []
    for command in COMMANDS:
        [section] = re.findall(rf"^## falx {command}$(.*?)(?=^## )", text, re.MULTILINE | re.DOTALL)
        # Each option begins a line, two spaces before what it means.
        named = re.findall(r"^  (-.*?)(?:  |$)", command_page.parser_of(command).format_help(), re.MULTILINE)
        options = set(re.findall(r"--[a-z][a-z-]*", " ".join(named)))
        assert {option for option in options - {"--help"} if f"`{option}" not in section} == set()
        assert f"[`falx {command}`](#falx-{command})" in text


def test_the_page_of_the_house_states_what_each_room_says_of_itself():
    text = room_page.PAGE.read_text("utf-8")
    assert room_page.with_rooms(text) == text, "write it anew: python -m bench.room_page"


@pytest.mark.parametrize("house", room_page.HOUSES)
def test_every_room_says_what_lives_there(house):
    rooms = list(room_page.rooms_of(house))
    folders = [file.parent for file in (ROOT / house).rglob("__init__.py") if file.parent != ROOT / house]
    assert sorted(rooms) == sorted(folders)
    assert [room for room in [ROOT / house, *rooms] if not room_page.what_lives_in(room)] == []


def test_the_readme_stays_short():
    assert len((ROOT / "README.md").read_text("utf-8").split()) <= 950


def test_the_badges_and_the_citation_are_true():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    first, end = re.fullmatch(r">=3\.(\d+),<3\.(\d+)", project["requires-python"]).groups()
    badges = ROOT / "docs" / "badges"
    assert f">3.{first} to 3.{int(end) - 1}<" in (badges / "python.svg").read_text("utf-8")
    assert f">{project['license']}<" in (badges / "licence.svg").read_text("utf-8")
    citation = (ROOT / "CITATION.cff").read_text("utf-8")
    assert f"\nversion: {__version__}\n" in citation
    assert f"\nlicense: {project['license']}\n" in citation

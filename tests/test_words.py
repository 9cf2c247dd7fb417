"""What a person reads is in plain words: texts, docstrings, comments, pages."""

import ast
import io
import re
import tokenize
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("core", "gui", "web", "cli", "training", "release", "bench")

# What to avoid, as a pattern, and what to write instead.
AVOIDED = {
    r"told": "say who reports what: shown, reported, given, passed",
    r"tells|(?-i:Tell)": "show, report, return whether",
    r"(go|goes|going|gone|went) on": "continue, resume; for what happens: happen",
    r"so many": "name the number: the share, the count, this many",
    r"nobody": "no one, or name what is missing",
    r"at will": "as often as you like, any",
    r"lies?(?= )|lies?$": "is, are",
    r"heed(s|ed)?": "obey, follow, respond to",
    r"whoever": "name who: the caller, the user",
    r"(has|have|had) no say": "does not count, is not used",
    r"of (its|one's|their|his) own": "its own, the user's own; separate",
    r"stands? (in|at|on|there|where|beside|before|behind|below|above|under|among|first|last|as)": "is",
    r"anew": "again",
    r"lest": "so that ... not",
    r"in the midst of": "while, during",
    r"reckon(s|ed|ing)?": "compute, count",
    r"for want of|the want of": "without, the lack of",
    r"change places": "are remapped, are swapped",
    r"thinks? better of it": "cancels",
    r"shall": "is to, must, should",
}
_PATTERN = re.compile(
    "|".join(rf"(?P<word{number}>\b(?:{avoided})\b)" for number, avoided in enumerate(AVOIDED)), re.IGNORECASE
)
_SPACES = re.compile(r"\s+")
# Names in code keep their words.
_CODE = re.compile(r"`[^`\n]+`")


def texts_of_module(source):
    """Give the literals, docstrings and comments of a module, each with its line."""
    for node in ast.walk(ast.parse(source)):
        # One word in small letters is a key, or a value that code compares.
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and not (node.value.isidentifier() and node.value.islower()):
            yield node.lineno, node.value
    comment, first = "", 0
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            first = first if comment else token.start[0]
            comment += " " + token.string.lstrip("# ")
        elif token.type != tokenize.NL and comment:
            yield first, comment
            comment = ""
    if comment:
        yield first, comment


def texts_of(path):
    """Give the texts of a file that a person reads, each with its line."""
    source = path.read_text("utf-8")
    return texts_of_module(source) if path.suffix == ".py" else enumerate(source.splitlines(), 1)


def odd_words(texts):
    """List the words to avoid in texts: line, word, and what to write instead."""
    reasons = list(AVOIDED.values())
    return [
        f"{line}: {found.group()!r}: {reasons[int(found.lastgroup.removeprefix('word'))]}"
        for line, text in texts
        for found in _PATTERN.finditer(_SPACES.sub(" ", _CODE.sub("`", text)))
    ]


def files_of(room):
    if room == "pages":
        return sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "Makefile", *(ROOT / "docs").rglob("*.md")])
    if room == "templates":
        return sorted((ROOT / "resources" / "templates").glob("*"))
    if room == "page":
        return sorted((ROOT / "resources" / "web").glob("*.*"))
    return [ROOT / "falx.py"] if room == "falx.py" else sorted((ROOT / room).rglob("*.py"))


@pytest.mark.parametrize("room", [*ROOMS, "falx.py", "templates", "page", "pages"])
def test_texts_avoid_odd_words(room):
    paths = {path.relative_to(ROOT).as_posix(): path for path in files_of(room)}
    assert paths
    found = [f"{name}:{odd}" for name, path in paths.items() for odd in odd_words(texts_of(path))]
    assert found == [], "\n".join(found)


def test_odd_words_are_found_wherever_they_are_read():
    source = '"""It is told."""\n# Whatever lies\n# in it.\nprint(f"{1} of so "\n      "many")\nlies = told = 1\n'
    assert [odd.split(": ")[1] for odd in odd_words(texts_of_module(source))] == ["'told'", "'so many'", "'lies'"]


def test_plain_words_pass():
    text = "Cannot tell whether there is a tumour; relies on it; belies; the pair told_apart; stands out."
    assert odd_words([(1, text)]) == []

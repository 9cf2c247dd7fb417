"""Translates a text that comes in English from another process, by the texts and templates that are known."""

import re
from functools import cache

from core.program.translation import localized, noun_of, tr
from gui.translated_messages import file_errors
from gui.translated_messages.dataset import DATASET
from gui.translated_messages.dataset_errors import DATASET_ERRORS
from gui.translated_messages.errors import ADVICE, FRAMES, PROBLEMS, REMARKS, THINGS
from gui.translated_messages.findings import CHECK, FIXES, PERFORMANCE
from gui.translated_messages.phases import PHASES
from gui.translated_messages.training import TRAINING

_FILES = (*file_errors.PROBLEMS, *file_errors.THINGS, *file_errors.ADVICE, *file_errors.REMARKS)
KNOWN = (
    *PHASES,
    *FRAMES,
    *PROBLEMS,
    *THINGS,
    *ADVICE,
    *REMARKS,
    *_FILES,
    *PERFORMANCE,
    *CHECK,
    *FIXES,
    *DATASET,
    *DATASET_ERRORS,
    *TRAINING,
)
_COUNTED = re.compile(r"([\d,]+) ([a-z ]+)")
_LINE = re.compile(r"(.+), line (\d+)")
_NAMES = re.compile(r"\{(\w+)\}")
# Of the names in templates, those whose values are texts of Falx.
_TRANSLATED_NAMES = {
    *("expected", "got", "found", "phase", "where", "how", "test", "files", "images", "studies", "reason", "state"),
    *("kind", "kinds", "thing", "words", "method", "encoding", "syntax", "bytes", "notes", "figures"),
}
# Those that hold what users, files and other programs call things, which may look like a number. All others may hold
# a number, with its unit or without.
VERBATIM_NAMES = {
    *("address", "assumed", "classes", "element", "error", "field", "first", "folder", "folds", "formats", "largest"),
    *("modality", "modes", "name", "names", "number", "other", "path", "second", "seen", "separator", "shape"),
    *("signal", "smallest", "source", "split", "splits", "status", "type"),
}
# What a count in a template is; without this, a template that begins with one would take the subject, too.
_COUNT = r"(?:[<>] )?-?[\d,]*\d(?:\.\d+)?(?: [^\W\d_]{1,3}| %)?"
_QUANTITY = re.compile(_COUNT)
# The longest run without a mark that separates parts; within brackets, marks separate nothing.
_BRACKETS = r"\((?:[^()]|\([^()]*\))*\)"
_PART = rf"(?:{_BRACKETS}|(?!; ).)+"
# A comma outside of brackets.
_ITEMS = re.compile(r", (?![^(]*\))")
_FIRST_PART = re.compile(rf"({_PART}); (.+)", re.DOTALL)


def translate_message(text: str) -> str:
    """Translate a text; what is not known of it stays as it is."""
    if (found := _whole(text)) is not None:
        return found
    if parts := _FIRST_PART.fullmatch(text):
        return f"{translate_message(parts[1])}; {translate_message(parts[2])}"
    subject, gap, problem = text.partition(": ")
    return f"{_subject(subject)}: {translate_message(problem)}" if gap else text


def _subject(text: str) -> str:
    """Translate a line of a table; any other subject is a name, which stays as it is."""
    line = _LINE.fullmatch(text)
    return tr("{name}, line {line}", name=line[1], line=localized(line[2])) if line else text


def _whole(text: str) -> str | None:
    """Translate a text that is known as a whole; None for another."""
    found = tr(text)
    if found != text:
        return found
    for pattern, template in _patterns():
        if match := pattern.fullmatch(text):
            return tr(template, **{name: _value(name, value) for name, value in match.groupdict().items()})
    if (counted := _COUNTED.fullmatch(text)) and (noun := _noun(int(counted[1].replace(",", "")), counted[2])):
        return f"{localized(counted[1])} {noun}"
    return None


def _value(name: str, text: str) -> str:
    """Translate what stands for a name: a quantity, a text, or a list of such."""
    if name not in VERBATIM_NAMES and _QUANTITY.fullmatch(text):
        return localized(text)
    if name not in _TRANSLATED_NAMES:
        return text
    found, items = translate_message(text), _ITEMS.split(text)
    return ", ".join(map(translate_message, items)) if found == text and len(items) > 1 else found


def _noun(count: int, word: str) -> str:
    """Translate a noun as it stands after a count; "" where it is not known."""
    for singular in (word, word.removesuffix("s"), f"{word.removesuffix('ies')}y"):
        found = noun_of(count, singular, singular)
        if found != singular:
            return found
    return ""


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """Make a pattern of each template with names; the one with most letters outside the names comes first."""
    templates = sorted(filter(_NAMES.search, KNOWN), key=lambda template: -len(_NAMES.sub("", template)))
    return [(_pattern(template), template) for template in templates]


def _pattern(template: str) -> re.Pattern[str]:
    """Make the pattern of a template. What stands for a name ends before `; `, unless it is in brackets."""
    pieces = _NAMES.split(template)
    found = []
    for place, piece in enumerate(pieces):
        if place % 2:
            is_bracketed = pieces[place - 1].endswith("(") and pieces[place + 1].startswith(")")
            value = _COUNT if piece == "count" else ".+?" if is_bracketed else f"{_PART}?"
            found.append(f"(?P<{piece}>{value})")
        else:
            found.append(re.escape(piece))
    return re.compile("".join(found), re.DOTALL)

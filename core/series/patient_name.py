"""The name of a patient: shown on demand alone, and recognised in the names of folders so that it is not shown."""

import re
import unicodedata

# A shorter part is within too many words, so it counts as a whole word only.
_LEAST_LETTERS = 3
# In these scripts, one letter may be a whole name.
_WORDS_OF_A_LETTER = ("CJK", "HANGUL", "HIRAGANA", "KATAKANA")
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_LONGEST = 64


def readable_name(name: str) -> str:
    """Write a person name of DICOM (PS3.5, 6.2) as people do: `Doe^Jane^^Dr` as `Doe, Jane`; "" for none.

    Args:
        name: whose groups (alphabetic, ideographic, phonetic) are parted by `=`; the first that is not empty counts.
    """
    group = next((part for part in name.split("=") if part.strip("^ \0")), "")
    family, *given = (" ".join(part.split()) for part in group.split("^"))
    return ", ".join(filter(None, (family, " ".join(filter(None, given[:2])))))[:_LONGEST]


def names_person(text: str, name: str) -> bool:
    """Return whether a text, such as the name of a folder, holds a part of a person's name.

    Args:
        text: to look in; capitals and accents do not matter.
        name: as in DICOM.
    """
    parts = {part for spelled in _spellings(name) for part in re.split(r"[\W_]+", spelled) if part}
    return any(_is_in(part, plain) for plain in _spellings(text) for part in parts)


def _is_in(part: str, plain: str) -> bool:
    """Return whether a part is in a text: within a word only where it is too long to be there by chance."""
    if len(part) >= _LEAST_LETTERS or _is_ideographic(part):
        return part in plain
    # A single letter is an initial, which any folder may be named by.
    return len(part) > 1 and part in re.split(r"[\W_\d]+", plain)


def _is_ideographic(part: str) -> bool:
    return all(unicodedata.name(letter, "").startswith(_WORDS_OF_A_LETTER) for letter in part)


def _spellings(text: str) -> list[str]:
    """Return a text without capitals and accents, with ü as u and as ue."""
    composed = unicodedata.normalize("NFKC", text).casefold().replace("ß", "ss")
    return [_plain(composed), _plain(composed.translate(_GERMAN))]


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return unicodedata.normalize("NFC", "".join(letter for letter in decomposed if not unicodedata.combining(letter)))

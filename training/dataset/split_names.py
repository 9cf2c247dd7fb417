"""The words by which people name the parts of a dataset."""

import re

TRAINING, VALIDATION, TESTING = "Training", "Validation", "Testing"
# The order in which they are told.
SPLITS = (TRAINING, VALIDATION, TESTING)

_WORDS = {
    "train": TRAINING,
    "training": TRAINING,
    "val": VALIDATION,
    "valid": VALIDATION,
    "validate": VALIDATION,
    "validation": VALIDATION,
    "dev": VALIDATION,
    "test": TESTING,
    "testing": TESTING,
    "tests": TESTING,
}
_ENDINGS = re.compile(r"(set|data|images?|imgs?|split|part|folder)$")


def split_of(word: str) -> str:
    """Return the split that a word stands for, in capitals or not; empty where it stands for none.

    Example:
        `split_of("val")` and `split_of("Validation set")` are "Validation".
    """
    plain = re.sub(r"[\W_]+", "", word.casefold())
    return _WORDS.get(plain) or _WORDS.get(_ENDINGS.sub("", plain), "")

"""Names of splits: the usual words for the parts of a dataset, such as train, val and test."""

import re

TRAINING, VALIDATION, TESTING = "Training", "Validation", "Testing"
# The order in which they are listed.
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
    """Return the split that a word means, in capitals or not; empty if it means none.

    Example:
        `split_of("val")` and `split_of("Validation set")` are "Validation".
    """
    plain = re.sub(r"[\W_]+", "", word.casefold())
    return _WORDS.get(plain) or _WORDS.get(_ENDINGS.sub("", plain), "")

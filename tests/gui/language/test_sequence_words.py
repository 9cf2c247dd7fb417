"""Words on a sequence in German: abbreviations stay, all others are translated."""

import pytest

from core.readers.dicom.sequence_words import sequence_words
from gui.study.texts import sequence_title


@pytest.mark.parametrize(
    ("description", "title"),
    [
        ("t1_mprage_sag_p2_iso", "T1 MPRAGE"),
        ("Doe^Jane T1-post", "T1 mit Kontrastmittel"),
        ("T1 without contrast", "T1 ohne Kontrastmittel"),
        ("AX T1 PRE-CONTRAST FS", "T1 vor Kontrastmittel fettgesättigt"),
        ("AX T2 FLAIR FS", "T2 FLAIR fettgesättigt"),
        ("perfusion", "Perfusion"),
    ],
)
@pytest.mark.usefixtures("german")
def test_a_sequence_is_named_in_german(description, title):
    assert sequence_title(sequence_words(description)) == title


def test_in_english_the_words_stay():
    assert sequence_title("T1 + contrast fat sat") == "T1 + contrast fat sat"

"""Words on a sequence: known ones alone."""

import pytest

from core.readers.dicom.sequence_words import is_localizer_name, sequence_words


@pytest.mark.parametrize(
    ("description", "words"),
    [
        ("t1_mprage_sag_p2_iso", "T1 MPRAGE"),
        ("AX T2 FLAIR FS", "T2 FLAIR fat sat"),
        ("Doe^Jane T1-post", "T1 + contrast"),
        ("T1ce", "T1 + contrast"),
        ("ep2d_diff_3scan_trace_ADC", "DWI ADC"),
        ("T1 without contrast", "T1 without contrast"),
        ("t1_se_tra w/o KM", "T1 SE without contrast"),
        ("T1 no IV contrast", "T1 without contrast"),
        ("T1 w/ contrast", "T1 + contrast"),
        ("AX T1 PRE-CONTRAST", "T1 before contrast"),
        ("T1 non-contrast", "T1 without contrast"),
        ("T1 unenhanced", "T1 without contrast"),
        ("Mrs Flairy Smith", ""),
        ("", ""),
        ("T1 " * 4000, "T1"),
    ],
)
def test_known_words_are_kept(description, words):
    assert sequence_words(description) == words


@pytest.mark.parametrize("description", ["3-Plane Localizer", "SURVEY", "localiser_t1", "Scout 3pl"])
def test_localizers_say_so(description):
    assert is_localizer_name(description)


@pytest.mark.parametrize("description", ["local anaesthesia", "T1", "Scoutmaster"])
def test_others_do_not(description):
    assert not is_localizer_name(description)

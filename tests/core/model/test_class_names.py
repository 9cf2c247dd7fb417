"""Which names a class may have."""

import pytest

from core.model.class_names import fault_of


@pytest.mark.parametrize(
    "name", ["glioma", "no tumour", "gliome à haut grade", "グリオーマ", "a.b-c_d(2)", "a,b;c", "yes"]
)
def test_plain_names_are_names(name):
    assert fault_of(name) == ""


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("uncertain", "word that Falx uses"),
        ("Uncertain", "word that Falx uses"),
        ("unlike-training", "word that Falx uses"),
        ("not-a-brain-mri", "word that Falx uses"),
        ("FAILED", "word that Falx uses"),
        ("x|y", "has a | in it"),
        ("", "is empty"),
        (" ", "is empty"),
        (" a", "begins or ends with a blank"),
        ("=1+1", "begins with =, which a spreadsheet takes for a formula"),
        ("@a", "begins with @"),
        ("-a", "begins with -"),
        ("＝x", "begins with ＝, which a spreadsheet takes for a formula"),
        ("＋x", "begins with ＋"),
        ("－x", "begins with －"),
        ("＠x", "begins with ＠"),
        ("'=x", "begins with '="),
        ("+a", "begins with +"),
        ("a\nb", "cannot be shown"),
        ("a\x1b[31mb", "cannot be shown"),
        ("a\0b", "cannot be shown"),
        ("a\u202eb", "cannot be shown"),
        ("a\udcffb", "cannot be shown"),
        ("a" * 101, "longer than 100"),
    ],
)
def test_other_names_are_refused_with_the_reason(name, why):
    assert why in fault_of(name)

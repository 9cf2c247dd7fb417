"""What the product says of itself."""

import sys

import pytest

from core.program import product


def test_a_build_names_the_page_for_updates(monkeypatch):
    monkeypatch.delenv(product.PAGE_VARIABLE, raising=False)
    assert product.project_page() is None
    monkeypatch.setenv(product.PAGE_VARIABLE, "https://falx.invalid/")
    assert product.project_page() == "https://falx.invalid/"
    monkeypatch.setenv(product.PAGE_VARIABLE, "file:///etc")
    with pytest.raises(ValueError, match=r"expected an address that begins with https://, got 'file:///etc'"):
        product.project_page()


def test_a_built_program_keeps_the_page_whatever_its_environment_says(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr("importlib.resources.files", lambda package: tmp_path)
    monkeypatch.setenv(product.PAGE_VARIABLE, "https://elsewhere.invalid/")
    assert product.project_page() is None
    (tmp_path / product.PAGE_FILE).write_text("https://falx.invalid/\n", "utf-8")
    assert product.project_page() == "https://falx.invalid/"

"""Languages to show texts in."""

import pytest
from PySide6.QtCore import QTranslator

from core.program import translation
from gui.language import date_writer_of, lookup_of, separators_of
from release.translations import FOLDER
from tests.gui.language.walk import make_pseudo


@pytest.fixture
def marked():
    """Install a language that marks each text that is translated."""
    translation.install(make_pseudo())
    yield
    translation.install(None)


@pytest.fixture
def german():
    translator = QTranslator()
    assert translator.load(str(FOLDER / "falx_de.qm"))
    translation.install(lookup_of(translator), separators_of("de"), date_writer_of("de"))
    yield
    translation.install(None)


@pytest.fixture
def no_estimate(monkeypatch):
    """Let the page of settings measure no speed of this computer."""
    monkeypatch.setattr("gui.training.settings.estimate_panel.Job.start", lambda job: None)

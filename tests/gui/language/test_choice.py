"""The choice of a language: in the menu, at the start, and what stays the same in each."""

import re
from collections import Counter
from xml.etree import ElementTree

import pydicom
import pytest
from PySide6.QtCore import QLocale, Qt, QTranslator
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QMenu, QPushButton

from core.history.entry import Judgement, Opinion, SliceKey, StoredMeasurement
from core.history.exports import write_table
from core.history.history import History
from core.program import translation
from core.program.locations import resource
from gui.language import Language, install_language
from gui.report.kinds import HTML, KINDS, PDF, STRUCTURED
from gui.widgets.no_wheel import NoWheelDoubleSpinBox
from tests.core.history.test_history import record
from tests.gui.conftest import button, texts_of
from tests.gui.language.rooms import labels
from tests.system_tool import run_tool


@pytest.fixture(autouse=True)
def locale():
    """Put the locale back that fields for numbers follow."""
    before = QLocale()
    yield
    QLocale.setDefault(before)


@pytest.fixture
def german(qapp):
    install_language(qapp, Language.GERMAN)
    yield
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()
    translation.install(None)


def menus_of(window):
    return [menu for menu in window.menuBar().findChildren(QMenu) if menu.title()]


def test_a_language_is_chosen_in_the_menu_for_the_next_start(open_window, settings):
    window = open_window()
    [menu] = [menu for menu in menus_of(window) if menu.title() == "&Language"]
    assert [(entry.text(), entry.isChecked()) for entry in menu.actions()] == [
        ("System", True),
        ("English", False),
        ("Deutsch", False),
    ]
    menu.actions()[2].trigger()
    assert settings.language is Language.GERMAN
    assert "Falx shows the chosen language from its next start on." in labels(window)
    [menu] = [menu for menu in menus_of(open_window()) if menu.title() == "&Language"]
    assert [entry.isChecked() for entry in menu.actions()] == [False, False, True]


def test_a_stored_language_that_is_none_is_that_of_the_system(settings):
    settings.store.setValue("language", "tlh")
    assert settings.language is Language.SYSTEM


def test_the_window_speaks_german_and_so_does_qt(german, open_window, heads):
    window = open_window(*heads)
    assert window.panel.verdict_text == "Gliom"
    assert "Nur für Forschung und Lehre" in texts_of(window)
    assert button(window, "Zustimmen").isEnabled()
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    assert [one.text().replace("&", "") for one in box.findChildren(QPushButton)] == ["Abbrechen"]
    assert window.menus.open.shortcut().toString(window.menus.open.shortcut().SequenceFormat.NativeText) == "Strg+O"


def test_commands_keep_the_names_by_which_settings_know_them(qapp, open_window):
    names = [action.objectName() for action in open_window().actions()]
    install_language(qapp, Language.GERMAN)
    try:
        assert [action.objectName() for action in open_window().actions()] == names
    finally:
        for translator in qapp.findChildren(QTranslator):
            qapp.removeTranslator(translator)
        translation.install(None)


def test_no_two_commands_of_a_german_menu_have_the_same_letter(german, open_window):
    window = open_window()
    titles = {"": [action.text() for action in window.menuBar().actions()]}
    titles |= {menu.title(): [action.text() for action in menu.actions()] for menu in menus_of(window)}
    for menu, texts in titles.items():
        letters = Counter(found[1].lower() for text in texts if (found := re.search("&([^&])", text)))
        assert [letter for letter, count in letters.items() if count > 1] == [], menu


def test_numbers_are_entered_as_the_language_writes_them(german, qtbot):
    box = NoWheelDoubleSpinBox()
    qtbot.addWidget(box)
    box.setDecimals(4)
    box.setValue(0.001)
    assert box.text() == "0,001"
    assert box.valueFromText("0,02") == 0.02


def test_what_others_read_stays_english(german, tmp_path):
    with History() as history:
        history.set_opinions([(record(1), Opinion(Judgement.AGREE, "glioma"))], "2026-01-01T12:00:00Z")
        history.set_measurements(
            SliceKey(record(1).input_sha256, 0), [StoredMeasurement("Ruler", ((0, 0), (3, 0)), "3.0 mm")]
        )
        write_table(history.find(), tmp_path / "history.csv")
    translated = (tmp_path / "history.csv").read_bytes()
    translation.install(None)
    with History() as history:
        write_table(history.find(), tmp_path / "english.csv")
    assert translated == (tmp_path / "english.csv").read_bytes()


def words_of(text):
    return {word.lower() for word in re.findall(r"[^\W\d_]{4,}", text)}


def german_words():
    """Words that the translations have and no English text."""
    texts = ElementTree.parse(resource("translations", "falx_de.ts")).iter("message")
    english, translated = set(), set()
    for message in texts:
        english |= words_of(message.findtext("source"))
        translated |= words_of(" ".join(message.find("translation").itertext()))
    return translated - english


@pytest.mark.parametrize("kind", [PDF, HTML, STRUCTURED], ids=lambda kind: kind.suffix)
def test_a_german_window_writes_english_reports(german, open_window, qtbot, monkeypatch, head, tmp_path, kind):
    window = open_window(head)
    window.reporting.opinion_of = lambda image, model: Opinion(Judgement.OTHER, "meningioma", "dural tail")
    window.menus.report.trigger()
    dialog = window.reporting.dialog
    qtbot.waitUntil(dialog.save.isEnabled, timeout=20_000)
    target = tmp_path / f"case{kind.suffix}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    dialog.kind.setCurrentIndex(KINDS.index(kind))
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "case" in dialog.said and dialog.save.isEnabled(), timeout=30_000)
    assert dialog.said == f"{target.name} gespeichert"
    if kind is PDF:
        text = run_tool("pdftotext", "poppler-utils", target, "-")[1]
    else:
        text = str(pydicom.dcmread(target)) if kind is STRUCTURED else target.read_text("utf-8")
    # Without the markup, whose attributes are no words.
    text = re.sub(r"<(style.*?</style|[^>]*)>", " ", text, flags=re.DOTALL) if kind is HTML else text
    assert {"glioma", "meningioma", "research"} <= words_of(text)
    # The window itself has them.
    assert german_words() & words_of(" ".join(texts_of(window)))
    assert german_words() & words_of(text) == set()

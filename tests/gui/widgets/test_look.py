"""Themes, contrast, what is remembered, and the picture that is saved."""

import itertools
import os
import re
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton

import gui
from core.batch.saved_batch import BatchPlan, SavedBatch
from core.model.known_classes import KNOWN_CLASSES
from core.program.wording import NOTICE
from gui.batch.offer_bar import OfferBar
from gui.settings import DEFAULT_OPACITY, MOST_RECENT, Settings
from gui.training.style import style_of
from gui.training.unfinished_bar import UnfinishedBar
from gui.widgets.theme import (
    DARK,
    LIGHT,
    Theme,
    _style_sheet,
    apply_palette,
    apply_style_sheet,
    apply_theme,
)
from gui.window.view_export import draw_export
from tests.gui.conftest import texts_of
from training.runs.order import RunState, StoredRun, TrainingOrder
from training.runs.request import TrainingRequest
from training.settings.config import TrainingConfig


def contrast(one, other):
    """Contrast of two colours, 1 to 21 (WCAG 2.1)."""
    low, high = sorted(luminance(QColor(colour)) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def luminance(colour):
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("colours", [DARK, LIGHT])
def test_text_can_be_read(colours):
    for text, ground in itertools.product(("text", "faint"), ("ground", "panel", "raised")):
        assert contrast(getattr(colours, text), getattr(colours, ground)) >= 4.5, (text, ground)
    assert contrast(colours.on_accent, colours.accent) >= 4.5


@pytest.mark.parametrize("colours", [DARK, LIGHT])
def test_signs_can_be_distinguished_from_their_ground(colours):
    for name in ("other", "tumour", "uncertain", "outside"):
        assert contrast(getattr(colours, name), colours.panel) >= 3, name
    for known in KNOWN_CLASSES:
        assert contrast(colours.of_class(known.name).name(), colours.panel) >= 3, known.name


def test_every_tone_that_is_asked_for_is_dressed_once():
    """A tone without a rule looks like none; one with rules in two style sheets looks different by the window."""
    room = Path(gui.__file__).parent
    asked = {name for path in room.rglob("*.py") for name in re.findall(r'"tone", "(\w+)"', path.read_text("utf-8"))}
    tones = [set(re.findall(r'\[tone="(\w+)"\]', sheet)) for sheet in (_style_sheet(DARK), style_of(DARK))]
    assert asked <= tones[0] | tones[1]
    assert not tones[0] & tones[1]


def test_a_theme_is_the_same_in_two_steps(qapp):
    def state():
        return qapp.styleSheet(), qapp.palette(), qapp.font(), qapp.style().name()

    apply_theme(qapp, Theme.LIGHT)
    at_once = state()
    apply_theme(qapp, Theme.DARK)
    assert state() != at_once
    apply_palette(qapp, Theme.LIGHT)
    apply_style_sheet(qapp, Theme.LIGHT)
    assert state() == at_once
    apply_theme(qapp, Theme.DARK)


@pytest.mark.parametrize("make", ['styled_application("falx")', 'QApplication(["falx"])'])
def test_the_style_is_set_however_the_application_is_made(make):
    program = (
        "from PySide6.QtWidgets import QApplication; from gui.widgets.theme import *; "
        f"from gui.widgets.theme import styled_application; app = {make}; apply_palette(app, Theme.DARK); "
        "print(app.style().name(), app.palette().window().color().name(), app.arguments())"
    )
    found = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(gui.__file__).parents[1],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert found.stdout.strip() == f"fusion {DARK.ground.lower()} ['falx']"


def test_strips_are_laid_out_alike(qtbot, qapp, tmp_path):
    apply_theme(qapp, Theme.LIGHT)
    run_request = TrainingRequest(tmp_path / "brains", tmp_path / "run", TrainingConfig(epochs=4), None)
    order = TrainingOrder(run_request, None, is_yielding=False, threads=None)
    training, batch = UnfinishedBar(), OfferBar()
    for strip in (training, batch):
        qtbot.addWidget(strip)
        strip.resize(900, 47)
    training.offer([StoredRun(tmp_path / "run", order, RunState.STOPPED, 2)])
    batch.offer(SavedBatch(tmp_path, BatchPlan((str(tmp_path),)), datetime(2026, 1, 2)), datetime(2026, 1, 2))
    edges = []
    for strip in (training, batch):
        strip.layout().activate()
        words, last = strip.findChildren(QLabel)[0].geometry(), strip.findChildren(QPushButton)[-1].geometry()
        edges.append((words.left(), last.top(), strip.width() - last.right()))
    assert edges[0] == edges[1]


def test_a_theme_is_put_on_at_once_and_remembered(open_window, settings, head):
    window = open_window(head)
    dark = window.panel.grab().toImage().pixelColor(4, 4)
    next(action for action in window.findChildren(type(window.menus.open)) if action.text() == "Light").trigger()
    light = window.panel.grab().toImage().pixelColor(4, 4)
    assert dark.lightness() < 60 < 200 < light.lightness()
    assert settings.theme is Theme.LIGHT
    assert window.panel.verdict_text == "Glioma"


def test_the_system_s_theme_is_followed(open_window, settings, qapp, head, monkeypatch):
    settings.theme = Theme.SYSTEM
    window = open_window(head)
    grounds = []
    for scheme in (Qt.ColorScheme.Light, Qt.ColorScheme.Dark):
        # No display, no scheme to change: as if the system had told of one.
        monkeypatch.setattr("gui.widgets.theme._is_system_light", lambda scheme=scheme: scheme is Qt.ColorScheme.Light)
        qapp.styleHints().colorSchemeChanged.emit(scheme)
        grounds.append(window.panel.grab().toImage().pixelColor(4, 4).lightness())
    assert grounds[0] > 200
    assert grounds[1] < 60


def test_the_geometry_is_remembered(open_window, settings):
    window = open_window()
    window.resize(770, 640)
    window.close()
    assert open_window().size() == window.size()


@pytest.mark.parametrize(
    ("text", "attribute", "expected"),
    [
        ("theme=purple", "theme", Theme.DARK),
        ("opacity=much", "opacity", DEFAULT_OPACITY),
        ("opacity=7", "opacity", 1.0),
        ("recent=@Invalid()", "recent", []),
        ("\x00\x01 no settings at all", "theme", Theme.DARK),
    ],
)
def test_settings_that_cannot_be_read_fall_back(tmp_path, text, attribute, expected):
    path = tmp_path / "settings.ini"
    path.write_text(f"[General]\n{text}\n", "utf-8")
    assert getattr(Settings(QSettings(str(path), QSettings.Format.IniFormat)), attribute) == expected


def test_the_number_of_remembered_files_is_limited(settings, tmp_path):
    paths = [tmp_path / f"{number}.png" for number in range(MOST_RECENT + 3)]
    for path in [*paths, paths[5]]:
        settings.remember(path)
    assert settings.recent == [paths[5], *[path for path in reversed(paths[3:]) if path != paths[5]]]


def test_the_saved_picture_carries_its_notice(open_window, head, tmp_path, monkeypatch):
    target = tmp_path / "out.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    window = open_window(head)
    window.menus.save.trigger()
    saved, view = QImage(str(target)), window.viewer.view
    assert saved.width() == view.width()
    assert saved.height() > view.height()
    strip = saved.copy(0, view.height(), saved.width(), saved.height() - view.height())
    bright = sum(strip.pixelColor(x, y).lightness() > 120 for x in range(strip.width()) for y in range(strip.height()))
    assert bright > 200
    assert "Saved out.png" in texts_of(window)


def test_the_notice_says_that_it_is_no_medical_device():
    assert "not a medical device" in NOTICE


def test_the_saved_picture_is_as_sharp_as_the_screen(qtbot):
    label = QLabel("x")
    qtbot.addWidget(label)
    assert draw_export(label, "caption").devicePixelRatio() == label.devicePixelRatioF()


def test_a_long_caption_is_not_cut_off(qtbot):
    view = QLabel("x")
    qtbot.addWidget(view)
    view.resize(600, 200)
    short, long = (draw_export(view, "word " * count).height() for count in (2, 60))
    assert short < 260
    assert long > short + 40


def test_a_picture_that_cannot_be_written_is_reported(open_window, head, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(head / "out.png"), ""))
    window = open_window(head)
    window.menus.save.trigger()
    assert any("could not be saved" in text for text in texts_of(window))


def test_without_a_picture_there_is_nothing_to_save(open_window):
    window = open_window()
    window.menus.save.trigger()
    assert "There is no picture to save. Open one first." in texts_of(window)


def test_about_says_what_it_is_not(open_window):
    from PySide6.QtWidgets import QMessageBox

    window = open_window()
    window.menus.about.trigger()
    [box] = window.findChildren(QMessageBox)
    assert "Not a medical device" in box.informativeText()
    box.close()


@pytest.mark.parametrize("size", [(760, 520), (1280, 800)])
def test_nothing_is_cut_off(open_window, heads, size):
    window = open_window(*heads)
    window.resize(*size)
    QApplication.processEvents()
    for label in window.findChildren(QLabel):
        if label.isVisible() and label.text() and not label.wordWrap():
            assert label.sizeHint().width() <= label.width() + 1, label.text()

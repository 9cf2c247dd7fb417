"""A model that is opened like a picture is offered to be installed, checked in a process of its own."""

import json
import os
import shutil
import subprocess
import sys
import threading
import zipfile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox

from core.model import store as model_store
from core.model.classifier import Classifier
from core.model.install_staging import changing
from core.model.package import write_about
from core.model.package_format.export import export_package
from core.model.store import install, models_folder, shipped_package
from gui.widgets.notice_strip import NoticeStrip
from gui.work import model_offer
from gui.work.model_files import is_model
from tests.gui.conftest import SHIPPED_TITLE, drop


def box_of(window):
    """Find the question or answer that is open."""
    return next((box for box in window.findChildren(QMessageBox) if box.isVisible()), None)


def wait_for_words(qtbot, window, words):
    qtbot.waitUntil(lambda: box_of(window) is not None and words in box_of(window).text(), timeout=60_000)


def press(qtbot, box, text):
    [button] = [button for button in box.buttons() if button.text().replace("&", "") == text]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_model_is_offered_and_the_pictures_beside_it_are_opened(open_window, head, tmp_path, qtbot):
    window = open_window(head, tmp_path / "my-model.falxmodel")
    box = box_of(window)
    assert box.text() == "Install the model my-model?"
    # No job is started unless it is agreed to.
    press(qtbot, box, "Cancel")
    qtbot.waitUntil(lambda: window.findChild(QMessageBox) is None)
    assert not models_folder().exists()


def test_a_disk_that_does_not_answer_keeps_no_question_waiting(open_window, tmp_path, qtbot, monkeypatch):
    answers, preview_install = threading.Event(), model_store.preview_install

    def wait(path):
        assert threading.current_thread() is not threading.main_thread()
        answers.wait(20)
        return preview_install(path)

    monkeypatch.setattr(model_store, "preview_install", wait)
    export_package(shipped_package(), tmp_path / "shared.falxmodel")
    window = open_window()
    drop(window, tmp_path / "shared.falxmodel")
    assert box_of(window).text() == "Install the model shared?"
    answers.set()
    wait_for_words(qtbot, window, f"Install the model {SHIPPED_TITLE}?")
    assert "stays installed too" in box_of(window).informativeText()
    box_of(window).close()


def test_an_answer_that_comes_after_the_question_was_closed_is_let_go(open_window, tmp_path, qtbot, monkeypatch):
    answers = threading.Event()
    monkeypatch.setattr(model_store, "preview_install", lambda _path: answers.wait(20) and None)
    window = open_window()
    drop(window, tmp_path / "slow.falxmodel")
    [reading] = [thread for thread in threading.enumerate() if thread.name == "falx model offer"]
    press(qtbot, box_of(window), "Cancel")
    qtbot.waitUntil(lambda: window.findChild(QMessageBox) is None)
    answers.set()
    reading.join()
    qtbot.waitUntil(lambda: window.findChild(model_offer.InstallPreviewThread) is None)


def test_a_model_that_is_installed_already_is_named_so(open_window, tmp_path, qtbot):
    export_package(shipped_package(), tmp_path / "shared.falxmodel")
    install(tmp_path / "shared.falxmodel")
    window = open_window()
    drop(window, tmp_path / "shared.falxmodel")
    assert box_of(window).install.text() == "Install"
    wait_for_words(qtbot, window, f"Install the model {SHIPPED_TITLE} again?")
    assert f"{SHIPPED_TITLE} is installed already" in box_of(window).informativeText()
    press(qtbot, box_of(window), "Install again")
    wait_for_words(qtbot, window, "is installed")
    box_of(window).close()


def test_a_dropped_model_is_installed_when_it_is_agreed_to(open_window, tmp_path, qtbot):
    export_package(shipped_package(), tmp_path / "shared.falxmodel")
    window = open_window()
    assert drop(window, tmp_path / "shared.falxmodel")
    press(qtbot, box_of(window), "Install")
    wait_for_words(qtbot, window, "is installed")
    assert "Tools > Model" in box_of(window).informativeText()
    assert len(list(models_folder().glob("*/package.json"))) == 1
    box_of(window).close()


@pytest.mark.parametrize(("label", "is_used"), [("Use it now", True), ("Not now", False)])
def test_an_installed_model_can_be_used_at_once(open_window, tmp_path, qtbot, settings, label, is_used):
    export_package(shipped_package(), tmp_path / "shared.falxmodel")
    window = open_window()
    drop(window, tmp_path / "shared.falxmodel")
    press(qtbot, box_of(window), "Install")
    wait_for_words(qtbot, window, "is installed")
    press(qtbot, box_of(window), label)
    [folder] = models_folder().iterdir()
    assert settings.model == (folder if is_used else None)


def test_a_damaged_model_is_not_installed_and_it_is_said_why(open_window, tmp_path, qtbot):
    (tmp_path / "broken.falxmodel").write_bytes(b"no zip at all")
    window = open_window()
    drop(window, tmp_path / "broken.falxmodel")
    press(qtbot, box_of(window), "Install")
    wait_for_words(qtbot, window, "not installed")
    assert box_of(window).informativeText().startswith("broken.falxmodel: expected a model package")
    assert not models_folder().exists()
    box_of(window).close()


def with_temperature(package, factor):
    about = json.loads((package / "package.json").read_text("utf-8"))
    write_about(package, about | {"temperature": about["temperature"] * factor})
    return package


def strips_of(window):
    return [strip.findChild(QLabel).text() for strip in window.findChildren(NoticeStrip) if strip.isVisible()]


def test_a_model_that_replaces_the_one_in_use_answers_at_once_and_it_is_said(
    open_window, qtbot, head, settings, mine, tmp_path
):
    settings.model = install(mine).folder
    window = open_window(head, classifier=Classifier.open(settings.model))
    export_package(with_temperature(mine, 2.0), tmp_path / "mine.falxmodel")
    drop(window, tmp_path / "mine.falxmodel")
    wait_for_words(qtbot, window, "Install the model mine 2.0?")
    words = box_of(window).informativeText()
    assert "It will replace another mine 2.0 that was installed before. It is the model in use." in words
    with qtbot.waitSignal(window.answered, timeout=60_000):
        press(qtbot, box_of(window), "Install")
    wait_for_words(qtbot, window, "mine 2.0 is installed.")
    assert "It replaced another mine 2.0" in box_of(window).informativeText()
    box_of(window).close()
    assert strips_of(window) == ["The model in use, mine 2.0, was replaced by another model, which answers now."]
    expected = Classifier.open(mine).predict(window.viewer.image).probabilities
    assert window.panel.prediction.probabilities == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("is_removed", [False, True])
def test_what_another_process_does_to_the_model_in_use_reaches_the_window(
    open_window, qtbot, head, settings, mine, is_removed
):
    settings.model = install(mine).folder
    window = open_window(head, classifier=Classifier.open(settings.model))
    window.menus.evaluate.trigger()
    qtbot.waitUntil(lambda: window.tools.models.has_looked, timeout=20_000)
    arguments = ["remove", "mine"] if is_removed else ["install", str(with_temperature(mine, 2.0))]
    with qtbot.waitSignal(window.answered, timeout=60_000):
        subprocess.run(
            [sys.executable, "falx.py", "models", *arguments], check=True, capture_output=True, env=os.environ
        )
    [words] = strips_of(window)
    assert ("is no longer installed" if is_removed else "was replaced") in words
    title = SHIPPED_TITLE if is_removed else "mine 2.0"
    assert window.classification.facts.title == title
    assert settings.model == (None if is_removed else models_folder() / "mine-2.0")
    models = window.tools.evaluation.form.model
    qtbot.waitUntil(lambda: models.count() == (1 if is_removed else 2))


def test_a_model_that_is_installed_elsewhere_is_listed(open_window, qtbot, mine):
    window = open_window()
    window.menus.evaluate.trigger()
    models = window.tools.evaluation.form.model
    qtbot.waitUntil(lambda: window.tools.models.has_looked, timeout=20_000)
    assert models.count() == 1
    install(mine)
    qtbot.waitUntil(lambda: models.count() == 2, timeout=20_000)
    window.menus.models.aboutToShow.emit()
    assert "mine 2.0" in [action.text() for action in window.menus.models.actions()]
    # Nothing is said of a model that is not in use.
    assert strips_of(window) == []


def test_the_same_model_again_is_no_news(open_window, qtbot, settings, mine):
    settings.model = install(mine).folder
    window = open_window()
    watch = window.tools.models
    assert not watch.look()
    (mine / "MODEL_CARD.md").write_text("another card", "utf-8")
    write_about(mine, json.loads((mine / "package.json").read_text("utf-8")))
    install(mine)
    assert not watch.look()
    assert strips_of(window) == []


def test_a_model_that_is_away_while_it_is_replaced_is_not_taken_for_removed(open_window, settings, mine):
    settings.model = install(mine).folder
    window = open_window()
    watch = window.tools.models
    watch.look()
    with changing(models_folder()):
        settings.model.rename(models_folder() / "away")
        assert not watch.look()
        (models_folder() / "away").rename(models_folder() / "mine-2.0")
    assert not watch.look()
    assert settings.model is not None


def test_a_model_that_was_removed_while_falx_did_not_run_is_reported(open_window, qtbot, settings, tmp_path):
    settings.model = models_folder() / "gone-1.0"
    window = open_window()
    qtbot.waitUntil(lambda: bool(strips_of(window)), timeout=20_000)
    assert strips_of(window)[0].startswith("The model in use, gone 1.0, is no longer installed.")
    assert settings.model is None


@pytest.mark.parametrize("how", ["installed", "chosen"])
def test_what_was_reported_of_a_removed_model_is_taken_back_with_its_cause(open_window, qtbot, settings, mine, how):
    about = json.loads((mine / "package.json").read_text("utf-8"))
    write_about(mine, about | {"name": "my-model", "version": "1.0-beta"})
    settings.model = install(mine).folder
    window = open_window()
    watch = window.tools.models
    watch.look()
    shutil.rmtree(settings.model)
    watch.look()
    qtbot.waitUntil(lambda: bool(strips_of(window)))
    assert strips_of(window)[0].startswith("The model in use, my-model 1.0-beta, is no longer installed.")
    if how == "installed":
        install(mine)
        watch.look()
        # It is the user's choice whether it answers again.
        assert settings.model is None
    else:
        window.menus.models.aboutToShow.emit()
        window.menus.models.actions()[0].trigger()
    assert strips_of(window) == []


def test_packages_are_known_by_what_is_in_them(package_copy, tmp_path):
    export_package(package_copy, tmp_path / "model.zip")
    assert is_model(tmp_path / "model.zip")
    assert is_model(package_copy)


@pytest.mark.parametrize("suffix", [".zip", ".png", ".dcm"])
def test_other_files_and_folders_are_no_models(tmp_path, suffix):
    with zipfile.ZipFile(tmp_path / f"pictures{suffix}", "w") as archive:
        archive.writestr("scans/package.json", "{}")
        archive.writestr("a/b/classifier.tflite", "too deep")
    (tmp_path / f"broken{suffix}").write_bytes(b"PK")
    for path in (f"pictures{suffix}", f"broken{suffix}", f"missing{suffix}", "x" * 5000):
        assert not is_model(tmp_path / path)
    assert not is_model(tmp_path)

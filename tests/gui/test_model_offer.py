"""A model that is opened like a picture is offered to be installed, checked in a process of its own."""

import zipfile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from core.model_store import models_folder, shipped_package
from core.package_export import export_package
from gui.model_offer import is_model
from tests.gui.conftest import drop


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


def test_a_dropped_model_is_installed_when_it_is_agreed_to(open_window, tmp_path, qtbot):
    export_package(shipped_package(), tmp_path / "shared.falxmodel")
    window = open_window()
    assert drop(window, tmp_path / "shared.falxmodel")
    press(qtbot, box_of(window), "Install")
    wait_for_words(qtbot, window, "is installed")
    assert "Tools > Model" in box_of(window).informativeText()
    assert len(list(models_folder().glob("*/package.json"))) == 1
    box_of(window).close()


def test_a_damaged_model_is_not_installed_and_it_is_said_why(open_window, tmp_path, qtbot):
    (tmp_path / "broken.falxmodel").write_bytes(b"no zip at all")
    window = open_window()
    drop(window, tmp_path / "broken.falxmodel")
    press(qtbot, box_of(window), "Install")
    wait_for_words(qtbot, window, "not installed")
    assert box_of(window).informativeText().startswith("broken.falxmodel: expected a model package")
    assert not models_folder().exists()
    box_of(window).close()


def test_packages_are_known_by_what_lies_in_them(package_copy, tmp_path):
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

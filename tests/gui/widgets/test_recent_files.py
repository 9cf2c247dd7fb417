"""The files opened last: which they are, how they are named, and that no name is lost."""

import os
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QPushButton

from gui.settings import BatchOptions, Settings
from gui.viewer.empty_pages import EmptyPage, ErrorPage
from gui.widgets.recent_files import name_recent
from tests.gui.conftest import texts_of, wait_for_answer, wait_for_title, write_head

NOW = datetime(2026, 3, 2, 12, 0)


def reopened(settings):
    settings.sync()
    return Settings(QSettings(settings.store.fileName(), QSettings.Format.IniFormat))


ODD = (b"caf\xe9.png", b'a, b; "c" \xff%41.png', "Schädel 脳 %41.png".encode(), b"bytes:x.png")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are text")
def test_names_that_are_no_text_are_kept(settings, tmp_path):
    paths = [Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)) for name in ODD]
    for path in paths:
        settings.remember(path)
    settings.model = paths[0]
    settings.batch = BatchOptions(folder=str(paths[1]))
    again = reopened(settings)
    assert again.recent == paths[::-1]
    assert again.model == paths[0]
    assert again.batch.folder == str(paths[1])


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are text")
def test_a_file_whose_name_is_no_text_is_opened_and_listed(open_window, qtbot, tmp_path, settings):
    path = write_head(Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.png")))
    window = open_window(path)
    assert settings.recent == [path]
    action = window.menus.recent.actions()[0]
    assert action.text().startswith("caf\\udce9.png\t")
    action.trigger()
    qtbot.waitUntil(lambda: window.viewer.image is not None)


def test_a_folder_that_was_opened_is_remembered_as_itself(open_window, qtbot, heads, settings):
    window = open_window(heads[0].parent)
    assert settings.recent == [heads[0].parent]
    window.menus.next.trigger()
    wait_for_title(qtbot, window, heads[1].name)
    wait_for_answer(qtbot, window)
    assert settings.recent == [heads[0].parent]


def test_what_was_only_stepped_to_is_not_remembered_after_a_failure(open_window, qtbot, heads, settings):
    heads[0].write_bytes(b"")
    window = open_window(*heads, waits=False)
    qtbot.waitUntil(lambda: "0.png could not be opened" in texts_of(window.viewer))
    window.menus.next.trigger()
    wait_for_title(qtbot, window, heads[1].name)
    assert settings.recent == []


def test_a_folder_whose_first_picture_is_broken_is_remembered(open_window, qtbot, heads, settings):
    heads[0].write_bytes(b"")
    window = open_window(heads[0].parent, waits=False)
    qtbot.waitUntil(lambda: "0.png could not be opened" in texts_of(window.viewer))
    assert settings.recent == []
    window.menus.next.trigger()
    wait_for_title(qtbot, window, heads[1].name)
    assert settings.recent == [heads[0].parent]


@pytest.mark.parametrize("is_folder", [True, False])
def test_what_is_not_there_any_more_is_said_so_and_forgotten(open_window, qtbot, heads, tmp_path, settings, is_folder):
    path = tmp_path / "gone" if is_folder else heads[0].with_name("gone.png")
    settings.remember(path)
    settings.remember(heads[0])
    window = open_window()
    window.menus.recent.actions()[1].trigger()
    qtbot.waitUntil(lambda: f"{path.name} could not be opened" in texts_of(window.viewer))
    words = "There is no such file.\nCheck its name and folder, or open another one."
    assert words in texts_of(window.viewer)
    assert not window.viewer.findChild(ErrorPage).icon.isHidden()
    assert reopened(settings).recent == [heads[0]]
    assert len(window.menus.recent.actions()) == 1


def test_what_is_there_but_broken_is_not_forgotten(open_window, qtbot, heads, settings):
    heads[0].write_bytes(b"")
    settings.remember(heads[0])
    window = open_window(heads[0], waits=False)
    qtbot.waitUntil(lambda: "0.png could not be opened" in texts_of(window.viewer))
    assert settings.recent == [heads[0]]


def test_namesakes_are_distinguished_by_their_folders():
    paths = [Path(text) for text in ("/a/x/t1/brain.nii", "/a/y/t1/brain.nii", "/a/y/t2/brain.nii", "/b/other.png")]
    assert [file.folder for file in name_recent(paths, {}, NOW)] == [str(Path("x/t1")), str(Path("y/t1")), "t2", "b"]
    assert [file.name for file in name_recent(paths, {}, NOW)] == ["brain.nii", "brain.nii", "brain.nii", "other.png"]


def test_the_day_is_said_where_it_is_known():
    paths = [Path("/a/brain.nii"), Path("/a/old.nii"), Path("/a/unknown.nii")]
    times = {paths[0]: NOW - timedelta(minutes=5), paths[1]: NOW - timedelta(days=40)}
    facts = [file.facts for file in name_recent(paths, times, NOW)]
    assert facts == ["a · Today 11:55", "a · 2026-01-21 12:00", "a"]


def test_what_was_found_in_a_stack_is_said_once_it_is_known(settings, tmp_path):
    paths = [tmp_path / "head.nii", tmp_path / "other.nii"]
    settings.keeps_history = True
    for path in reversed(paths):
        settings.remember(path)
    settings.remember_tumours(paths[0], 6, 24)
    settings.remember_tumours(paths[1], 0, 3)
    # The order changes, and what belongs to a file goes along.
    settings.remember(paths[1])
    facts = {file.name: file.found for file in name_recent(settings.recent, {}, NOW, settings.recent_tumours)}
    assert facts == {"head.nii": "tumour in 6 of 24 slices", "other.nii": "no tumour in 3 slices"}
    settings.keeps_history = False
    settings.remember(paths[0])
    assert "24" not in str(settings.store.value("recentTumours"))
    settings.keeps_history = True
    settings.store.setValue("recentTumours", ["nonsense", "7"])
    assert settings.recent_tumours == {}


def test_folders_and_days_stand_beside_the_names(open_window, heads, settings):
    for path in heads:
        settings.remember(path)
    reopened(settings)
    beside = [text for text in texts_of(open_window().viewer) if text.startswith("heads · ")]
    assert len(beside) == 3


def test_the_page_that_teaches_how_to_begin_lists_what_was_opened_meanwhile(open_window, qtbot, heads, settings):
    window = open_window(heads[0])
    window.classification.give_up()
    window.viewer.show_empty()
    page = window.viewer.findChild(EmptyPage)
    shown = [found.text() for found in page.findChildren(QPushButton) if found.isVisible()]
    assert heads[0].name in shown
    assert "LAST OPENED" in texts_of(page)
    heads[0].unlink()
    window.menus.recent.actions()[0].trigger()
    qtbot.waitUntil(lambda: settings.recent == [])
    window.viewer.show_empty()
    assert "LAST OPENED" not in texts_of(page)

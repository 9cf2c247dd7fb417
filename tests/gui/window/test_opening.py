"""Opening files: by drop, menu, paste and start; one broken, the next whole."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton

from core.image.sample_files import sample_files
from gui.viewer.viewer import SAMPLE_NOTICE
from tests.gui.conftest import drop, opening_of, texts_of, wait_for_answer, wait_for_title, write_head


def test_an_empty_window_teaches_how_to_begin(open_window):
    window = open_window()
    assert "Drop an MRI here, or press Ctrl+O" in texts_of(window.viewer)
    assert window.panel.verdict_text == "No picture"


def test_a_dropped_file_is_read_and_answered(open_window, qtbot, head):
    window = open_window()
    assert drop(window, head)
    wait_for_title(qtbot, window, "head.png")
    wait_for_answer(qtbot, window)
    assert window.panel.verdict_text == "Glioma"


def test_a_dropped_file_is_never_moved(open_window, head):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(head))])
    actions = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction
    nothing, none = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(50, 50), actions, mime, nothing, none)
    event.setDropAction(Qt.DropAction.MoveAction)
    open_window().dropEvent(event)
    assert event.dropAction() is Qt.DropAction.CopyAction


def test_a_folder_of_images_is_stepped_through(open_window, qtbot, heads):
    window = open_window(heads[0].parent)
    seen = [window.windowTitle()]
    for _ in range(3):
        window.menus.next.trigger()
        if len(seen) < 3:
            wait_for_title(qtbot, window, heads[len(seen)].name)
            seen.append(window.windowTitle())
    assert seen == [f"{path.name} – Falx" for path in heads]
    assert "3 / 3" in texts_of(window.viewer)
    window.menus.previous.trigger()
    wait_for_title(qtbot, window, heads[1].name)


def test_several_dropped_files_are_stepped_through(open_window, qtbot, heads):
    window = open_window()
    drop(window, *heads[1:])
    wait_for_title(qtbot, window, heads[1].name)
    assert "1 / 2" in texts_of(window.viewer)


def test_a_folder_of_one_dicom_series_is_a_stack(open_window, qtbot, dicom_series):
    window = open_window(dicom_series)
    assert window.windowTitle() == f"{dicom_series.name} – Falx"
    assert "3 / 5" in texts_of(window.viewer)
    window.menus.next_slice.trigger()
    assert "4 / 5" in texts_of(window.viewer)


def test_what_is_beside_a_series_and_in_folders_within_is_stepped_to(open_window, qtbot, dicom_series, head):
    (dicom_series / "sub").mkdir()
    for name in ("logo.png", "sub/other.png"):
        (dicom_series / name).write_bytes(head.read_bytes())
    window = open_window(dicom_series)
    assert window.windowTitle() == f"{dicom_series.name} – Falx"
    for name in ("logo.png", "other.png"):
        window.menus.next.trigger()
        wait_for_title(qtbot, window, name)
    assert "3 / 3" in texts_of(window.viewer)


def test_a_broken_series_leaves_what_is_in_folders_within(open_window, dicom_series, head):
    (dicom_series / "sub").mkdir()
    (dicom_series / "sub" / "other.png").write_bytes(head.read_bytes())
    (dicom_series / "3.dcm").write_bytes((dicom_series / "3.dcm").read_bytes()[:-2000])
    assert "1 / 6" in texts_of(open_window(dicom_series).viewer)


def test_a_series_with_a_broken_file_is_stepped_through(open_window, qtbot, dicom_series):
    whole = (dicom_series / "3.dcm").read_bytes()
    (dicom_series / "3.dcm").write_bytes(whole[:-2000])
    window = open_window(dicom_series)
    assert "1 / 5" in texts_of(window.viewer)
    [notice] = [text for text in texts_of(window) if "5 single files" in text]
    assert "3.dcm" in notice
    # The list says which series the file is of.
    assert window.studies.study_list.view.currentIndex().isValid()
    for number in (1, 2, 3):
        window.menus.next.trigger()
        shown = f"{number}.dcm" if number < 3 else "3.dcm could not be opened"
        qtbot.waitUntil(lambda shown=shown: shown in texts_of(window.viewer))


def test_files_are_chosen_in_a_dialog(open_window, qtbot, head, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_, **__: ([str(head)], ""))
    window = open_window()
    window.menus.open.trigger()
    wait_for_title(qtbot, window, head.name)


def test_a_folder_is_chosen_in_a_dialog(open_window, qtbot, heads, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(heads[0].parent))
    window = open_window()
    window.menus.open_folder.trigger()
    wait_for_title(qtbot, window, heads[0].name)


def test_a_folder_is_asked_for_on_the_first_page(open_window, qtbot, heads, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(heads[0].parent))
    window = open_window()
    [button] = [one for one in window.viewer.findChildren(QPushButton) if one.text() == "Open a folder or CD…"]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    wait_for_title(qtbot, window, heads[0].name)


def test_the_dialog_begins_with_all_files_because_those_of_a_cd_have_no_suffix(open_window, monkeypatch):
    offered = []
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *given, **_: offered.append(given[-1]) or ([], ""))
    open_window().menus.open.trigger()
    assert [kind.partition(" (")[0] for kind in offered[0].split(";;")] == ["All files", "Images", "Falx models"]


def test_a_dialog_that_is_cancelled_changes_nothing(open_window, head, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_, **__: ([], ""))
    window = open_window(head)
    window.menus.open.trigger()
    assert window.windowTitle() == "head.png – Falx"


def test_a_picture_is_pasted(open_window, qtbot, head):
    QGuiApplication.clipboard().setImage(QImage(str(head)))
    window = open_window()
    window.menus.paste.trigger()
    wait_for_title(qtbot, window, "pasted picture 1.png")
    wait_for_answer(qtbot, window)


def test_a_copied_file_is_pasted(open_window, qtbot, head):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(head))])
    QGuiApplication.clipboard().setMimeData(mime)
    window = open_window()
    window.menus.paste.trigger()
    wait_for_title(qtbot, window, head.name)


def test_pasting_nothing_is_reported(open_window):
    QGuiApplication.clipboard().setText("words")
    window = open_window()
    window.menus.paste.trigger()
    assert any("clipboard" in text for text in texts_of(window))


def test_pasted_pictures_are_gone_with_the_window(open_window, qtbot, head, settings):
    QGuiApplication.clipboard().setImage(QImage(str(head)))
    window = open_window()
    window.menus.paste.trigger()
    wait_for_title(qtbot, window, "pasted picture 1.png")
    path = opening_of(window).navigator.current
    assert path.exists()
    window.close()
    assert not path.exists()
    assert settings.recent == []


def test_a_sample_says_that_it_means_nothing(open_window, qtbot, settings):
    window = open_window()
    window.menus.sample.trigger()
    wait_for_title(qtbot, window, sample_files()[0].name)
    assert SAMPLE_NOTICE in texts_of(window.viewer)
    assert settings.recent == []


def test_a_file_of_the_user_s_own_says_no_such_thing(open_window, head):
    assert SAMPLE_NOTICE not in texts_of(open_window(head).viewer)


def test_a_broken_file_shows_why_and_the_next_opens(open_window, qtbot, heads):
    heads[1].write_bytes(b"\x89PNG\r\n\x1a\n")
    window = open_window(*heads)
    window.menus.next.trigger()
    qtbot.waitUntil(lambda: "1.png could not be opened" in texts_of(window.viewer))
    assert not window.viewer.is_showing_picture
    assert window.panel.verdict_text == "No picture"
    window.menus.next.trigger()
    wait_for_title(qtbot, window, heads[2].name)
    wait_for_answer(qtbot, window)
    assert window.panel.verdict_text == "Glioma"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.png", b"", "empty file"),
        ("letter.dcm", b"Dear colleague,\n", "a text file"),
        ("a <b>bold & 'odd' name.png", b"\x89PNG\r\n\x1a\n", "within its header"),
    ],
)
def test_why_a_file_could_not_be_opened(open_window, qtbot, tmp_path, name, content, reason):
    path = tmp_path / name
    path.write_bytes(content)
    window = open_window(path, waits=False)
    qtbot.waitUntil(lambda: f"{name} could not be opened" in texts_of(window.viewer))
    assert reason in "\n".join(texts_of(window.viewer))


def test_a_folder_without_images_is_reported(open_window, qtbot, tmp_path):
    (tmp_path / "notes").mkdir()
    window = open_window(tmp_path / "notes", waits=False)
    qtbot.waitUntil(lambda: "notes could not be opened" in texts_of(window.viewer))


def test_a_missing_file_is_reported(open_window, qtbot, tmp_path):
    window = open_window(tmp_path / "gone.png", waits=False)
    qtbot.waitUntil(lambda: "gone.png could not be opened" in texts_of(window.viewer))


def test_files_are_remembered_newest_first(open_window, qtbot, heads, settings):
    window = open_window(heads[0])
    window.open_paths(heads[1:])
    wait_for_title(qtbot, window, heads[1].name)
    window.menus.next.trigger()
    wait_for_title(qtbot, window, heads[2].name)
    # Those that were opened, not those that were stepped to.
    assert settings.recent == [heads[1], heads[0]]
    listed = [action.text().partition(" · ")[0] for action in window.menus.recent.actions()]
    assert listed == ["1.png\theads", "0.png\theads"]
    window.menus.recent.actions()[1].trigger()
    wait_for_title(qtbot, window, heads[0].name)


def test_the_empty_page_offers_the_last_files(open_window, qtbot, head, settings):
    settings.remember(head)
    window = open_window()
    button = next(button for button in window.viewer.findChildren(QPushButton) if button.text() == head.name)
    button.click()
    wait_for_title(qtbot, window, head.name)


@pytest.mark.parametrize("name", ["脳 Schädel ñ.png", "R&D [*] <i>.png"])
def test_a_name_stands_as_it_is(open_window, qtbot, tmp_path, name):
    window = open_window(write_head(tmp_path / name))
    assert name in texts_of(window.viewer)
    assert window.menus.recent.actions()[0].text().replace("&&", "&").startswith(f"{name}\t")
    assert window.windowTitle().replace("[*][*]", "[*]") == f"{name} – Falx"


def test_a_relative_name_is_opened(open_window, head, monkeypatch):
    monkeypatch.chdir(head.parent)
    assert open_window(Path(head.name)).windowTitle() == "head.png – Falx"

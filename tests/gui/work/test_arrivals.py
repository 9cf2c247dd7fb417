"""What is dragged or pasted from elsewhere: pictures are taken, addresses are answered in words."""

import base64
import os
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage

from gui.widgets.clipboard import local_paths
from gui.window.drop_and_paste import describe_drop
from tests.gui.conftest import drop, texts_of, wait_for_answer, wait_for_title, write_head

WORDS = "Falx does not open web addresses"


def drop_mime(window, mime):
    none = Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, none))


def of_address(text):
    mime = QMimeData()
    mime.setUrls([QUrl(text)])
    return mime


def test_a_picture_dragged_from_a_browser_is_opened(open_window, qtbot, head, settings):
    mime = of_address("https://example.org/scans/brain.png")
    mime.setImageData(QImage(str(head)))
    assert describe_drop(mime).is_accepted
    window = open_window()
    drop_mime(window, mime)
    wait_for_title(qtbot, window, "pasted picture 1.png")
    wait_for_answer(qtbot, window)
    assert settings.recent == []


@pytest.mark.parametrize("text", ["https://example.org/scans/brain.png", "http://example.org", "ftp://example.org/a"])
def test_a_web_address_is_answered_in_words(open_window, head, text):
    window = open_window(head)
    mime = of_address(text)
    offer = describe_drop(mime)
    assert WORDS in offer.words
    assert not offer.is_accepted
    drop_mime(window, mime)
    assert any(WORDS in told for told in texts_of(window.viewer))
    assert any("Save the picture" in told or "save" in told for told in texts_of(window))
    assert window.panel.verdict_text == "No picture"


def test_an_address_that_comes_as_words_is_answered_too(open_window, qtbot):
    QGuiApplication.clipboard().setText("https://example.org/brain.png and more")
    window = open_window()
    window.menus.paste.trigger()
    assert any(WORDS in told for told in texts_of(window.viewer))


def test_a_place_that_only_the_desktop_knows_is_answered(open_window):
    window = open_window()
    drop_mime(window, of_address("smb://server/share/brain.dcm"))
    texts = " ".join(texts_of(window.viewer))
    assert "Falx cannot open smb addresses" in texts
    assert "Copy the file to this computer" in texts


@pytest.mark.parametrize("name", ["studies.zip", "letter.pdf", "notes.txt"])
def test_what_is_no_picture_is_named(open_window, qtbot, tmp_path, name):
    (tmp_path / name).write_bytes(b"PK\x03\x04" + bytes(40))
    window = open_window()
    drop(window, tmp_path / name)
    qtbot.waitUntil(lambda: f"{name} could not be opened" in texts_of(window.viewer))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are text")
def test_a_dropped_file_whose_name_is_no_text_is_found(open_window, qtbot, tmp_path):
    path = write_head(Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9 1.png")))
    mime = QMimeData()
    mime.setData("text/uri-list", b"file://" + os.fsencode(tmp_path) + b"/caf%E9%201.png\r\n")
    assert local_paths(mime) == [path]


def test_a_small_picture_that_its_address_holds_is_opened(open_window, qtbot, head):
    content = base64.b64encode(head.read_bytes()).decode()
    window = open_window()
    drop_mime(window, of_address(f"data:image/png;base64,{content}"))
    wait_for_title(qtbot, window, "pasted picture 1.png")


def test_an_address_that_holds_no_picture_is_answered(open_window):
    window = open_window()
    mime = of_address("data:image/png;base64,AAAA")
    assert describe_drop(mime).is_accepted
    drop_mime(window, mime)
    assert any("save it as a file" in told.lower() for told in texts_of(window.viewer))

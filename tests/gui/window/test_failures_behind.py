"""Errors on other threads than the window's: each is kept, and costs no more than what it happened to."""

from pathlib import Path

import pytest

from core.model.preprocessing import Framing
from core.program.crash_log import crash_folder, unseen_crashes
from gui.batch.results import thumbnails
from gui.batch.results.thumbnails import Thumbnails
from gui.crash_reports import ReportDialog
from gui.training.settings.augmentation_panel import AugmentationPanel
from gui.training.settings.preview_thread import PreviewRequest, PreviewThread
from tests.gui.conftest import texts_of, write_head
from training.settings.config import AugmentationConfig


def kept():
    return "".join(path.read_text("utf-8") for path in crash_folder().iterdir())


def test_a_small_picture_that_cannot_be_drawn_costs_no_other(qtbot, tmp_path, monkeypatch):
    good, bad = write_head(tmp_path / "good.png"), write_head(tmp_path / "bad.png")
    render = thumbnails.render_thumbnail

    def fail(image):
        if image.source == bad:
            raise KeyError("Doe^Jane")
        return render(image)

    monkeypatch.setattr(thumbnails, "render_thumbnail", fail)
    pictures = Thumbnails()
    try:
        with qtbot.waitSignal(pictures.made, timeout=20_000):
            pictures.picture(str(bad), 0)
        with qtbot.waitSignal(pictures.made, timeout=20_000):
            pictures.picture(str(good), 0)
        assert pictures.picture(str(good), 0) is not None
        assert pictures.picture(str(bad), 0) is None
    finally:
        pictures.stop()
    assert "KeyError" in kept()
    assert "Jane" not in kept()
    assert unseen_crashes() == []


def test_a_preview_that_fails_says_so_in_its_place(qtbot, monkeypatch):
    def fail(*_):
        raise KeyError("Doe^Jane")

    monkeypatch.setattr("gui.training.settings.preview_thread.read_samples", fail)
    panel = AugmentationPanel()
    qtbot.addWidget(panel)
    panel.show()
    panel.show_samples_of((Path("jane.png"),))
    qtbot.waitUntil(lambda: any("could not be drawn (KeyError)" in text for text in texts_of(panel)), timeout=20_000)
    panel.stop()
    assert "KeyError" in kept()


def test_a_preview_that_rests_draws_again(qtbot, tmp_path):
    thread = PreviewThread()
    request = PreviewRequest((write_head(tmp_path / "a.png"),), AugmentationConfig(), Framing.WHOLE, 64, 2)
    for _ in range(2):
        with qtbot.waitSignal(thread.drawn, timeout=30_000) as drawn:
            thread.draw(request)
        assert len(drawn.args[0]) == 2
        thread.rest()
        assert not thread.is_running


@pytest.mark.parametrize("text", ["", "a line\n"])
def test_the_log_is_shown(open_window, qtbot, text):
    from core.program.log import log_file

    log_file().parent.mkdir(parents=True)
    log_file().write_text(text)
    window = open_window()
    window.menus.log.trigger()
    dialog = window.findChild(ReportDialog)
    assert dialog.windowTitle() == "Log"
    assert dialog.text.toPlainText() == (text or "Nothing has been logged yet.")
    assert any(str(log_file().parent) in words for words in texts_of(dialog))
    dialog.close()

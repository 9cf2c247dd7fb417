"""File > Report…: what it offers, what it writes, and that the window waits for none of it."""

import cv2
import pydicom
import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QScrollArea

from core.history.entry import Judgement, Opinion
from core.model.store import install
from core.program.wording import NOTICE
from gui.compare.layout import Layout
from gui.report.kinds import CAPTURE, HTML, KINDS, PDF, STRUCTURED, VIEW
from gui.report.view_picture import draw_export
from tests.core.report.test_dicom import PATIENT, write_source
from tests.gui.compare.panes import compare
from tests.gui.conftest import control, texts_of, wait_for_answer
from tests.system_tool import run_tool


@pytest.fixture
def targets(monkeypatch):
    """Where the next report is saved, and what was suggested."""
    asked = []

    def answer(_parent, _title, suggestion, _kinds):
        asked.append(suggestion)
        return str(answer.target), ""

    answer.asked = asked
    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    return answer


@pytest.fixture
def open_dialog(open_window, qtbot):
    def open_(path, opinion=None):
        window = open_window(path)
        if opinion:
            window.reporting.opinion_of = lambda image, model: opinion
        window.activateWindow()
        QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
        dialog = window.reporting.dialog
        qtbot.waitUntil(lambda: not dialog.tags.text().startswith("Reading"), timeout=20_000)
        return dialog

    return open_


def choose(dialog, kind):
    """Choose a kind of file with the keyboard."""
    dialog.kind.setFocus()
    QTest.keyClick(dialog.kind, Qt.Key.Key_Home)
    for _ in range(KINDS.index(kind)):
        QTest.keyClick(dialog.kind, Qt.Key.Key_Down)
    assert dialog.kind.currentText() == kind.words


def click(box):
    """Click a box on its mark."""
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))


def save(qtbot, dialog, targets, target):
    targets.target = target
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.save.isEnabled, timeout=30_000)
    return target


def test_a_pdf_states_the_verdict_but_not_the_file(open_dialog, qtbot, head, targets, tmp_path):
    dialog = open_dialog(head)
    choose(dialog, PDF)
    path = save(qtbot, dialog, targets, tmp_path / "out" / "case.pdf")
    assert dialog.said == "Saved case.pdf"
    assert dialog.folder.isVisible()
    assert dialog.opening.isVisible()
    assert targets.asked[-1].endswith("falx report.pdf")
    text = run_tool("pdftotext", "poppler-utils", path, "-")[1]
    assert "Glioma" in text
    assert NOTICE in text
    assert "head.png" not in text


def test_what_was_added_goes_in_unless_it_is_left_out(open_dialog, qtbot, head, targets, tmp_path):
    dialog = open_dialog(head, Opinion(Judgement.OTHER, "meningioma", "dural tail"))
    choose(dialog, HTML)
    click(dialog.file_name)
    page = save(qtbot, dialog, targets, tmp_path / "case.html").read_text("utf-8")
    assert "Sees another class: meningioma" in page
    assert "dural tail" in page
    assert "head.png" in page
    assert targets.asked[-1].endswith("head falx.html")
    click(dialog.note)
    assert "dural tail" not in save(qtbot, dialog, targets, tmp_path / "case.html").read_text("utf-8")
    click(dialog.opinion)
    assert "Sees another class" not in save(qtbot, dialog, targets, tmp_path / "case.html").read_text("utf-8")


def test_a_reading_by_key_goes_in(open_window, qtbot, head, targets, tmp_path):
    window = open_window(head)
    QTest.keyClick(window, Qt.Key.Key_A)
    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    dialog = window.reporting.dialog
    assert dialog.opinion.isVisible()
    choose(dialog, HTML)
    page = save(qtbot, dialog, targets, tmp_path / "case.html").read_text("utf-8")
    assert "Reader's opinion" in page or "Reader&#39;s opinion" in page
    assert "Agrees" in page


def test_a_reading_of_another_models_verdict_stays_out(open_window, qtbot, head, mine):
    install(mine)
    window = open_window(head)
    [pane] = compare(qtbot, window, Layout.MODELS)
    QTest.mouseClick(pane.view, Qt.MouseButton.LeftButton)
    assert window.panel.facts.title == "mine 2.0"
    QTest.keyClick(pane.view, Qt.Key.Key_A)
    assert control(window, "My opinion: agree").isChecked()
    # The report is on the first pane.
    window.menus.report.trigger()
    assert not window.reporting.dialog.opinion.isVisible()


def test_a_name_without_suffix_replaces_no_file_unasked(open_dialog, qtbot, head, monkeypatch, tmp_path):
    (tmp_path / "case.html").write_text("before")
    names, asked = [str(tmp_path / "case"), ""], []

    def answer(_parent, _title, suggestion, _kinds):
        asked.append(suggestion)
        return names.pop(0), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    dialog = open_dialog(head)
    choose(dialog, HTML)
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert asked[1:] == [str(tmp_path / "case.html")]
    assert dialog.save.isEnabled()
    assert (tmp_path / "case.html").read_text() == "before"


def test_enter_saves_before_and_after_a_report_was_written(open_dialog, qtbot, head, targets, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    dialog = open_dialog(head)
    for name in ("first", "second"):
        targets.target = tmp_path / f"{name}{KINDS[dialog.kind.currentIndex()].suffix}"
        QTest.keyClick(dialog.kind, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: targets.target.exists() and dialog.save.isEnabled(), timeout=30_000)
    assert opened == []


def test_a_closed_dialog_is_deleted(open_dialog, qtbot, head):
    dialog = open_dialog(head)
    window = dialog.parentWidget()
    with qtbot.waitSignal(dialog.destroyed):
        qtbot.mouseClick(dialog.close_button, Qt.MouseButton.LeftButton)
    assert window.reporting.dialog is None


def test_a_dialog_closed_at_work_is_deleted_once_it_has_written(open_dialog, qtbot, head, targets, tmp_path, network):
    dialog = open_dialog(head)
    gate = network.hold()
    targets.target = tmp_path / "case.html"
    choose(dialog, HTML)
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(dialog.destroyed, timeout=20_000):
        dialog.close()
        gate.set()
    assert targets.target.exists()


def test_what_was_measured_goes_in(open_window, qtbot, head, targets, tmp_path):
    window = open_window(head)
    view = window.viewer.view
    QTest.keyClick(window, Qt.Key.Key_L)
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.rect().center())
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.rect().center() + QPoint(40, 0))
    window.menus.report.trigger()
    dialog = window.reporting.dialog
    assert dialog.measurements.isVisible()
    assert dialog.measurements.text() == "Measurements (1 line)"
    choose(dialog, HTML)
    page = save(qtbot, dialog, targets, tmp_path / "case.html").read_text("utf-8")
    assert "Ruler " in page
    assert "pixels" in page


def test_without_anything_added_nothing_is_offered(open_dialog, head):
    dialog = open_dialog(head)
    for box in (dialog.measurements, dialog.opinion, dialog.note, dialog.patient):
        assert not box.isVisible()
    choose(dialog, STRUCTURED)
    assert dialog.patient.isVisible()
    assert not dialog.patient.isEnabled()
    assert "not from a DICOM file" in dialog.tags.text()


def test_what_is_kept_of_a_patient_is_shown_before_it_is_written(open_dialog, qtbot, targets, tmp_path):
    write_source(tmp_path / "source.dcm")
    dialog = open_dialog(tmp_path / "source.dcm")
    choose(dialog, STRUCTURED)
    assert not dialog.patient.isChecked()
    shown = "\n".join(texts_of(dialog))
    assert all(value in shown for value in PATIENT.values())
    # No line is cut.
    assert dialog.tags.height() >= dialog.tags.heightForWidth(dialog.tags.width())
    dataset = pydicom.dcmread(save(qtbot, dialog, targets, tmp_path / "report.dcm"))
    assert dataset.Modality == "SR"
    assert not any(getattr(dataset, keyword) for keyword in PATIENT)
    click(dialog.patient)
    dataset = pydicom.dcmread(save(qtbot, dialog, targets, tmp_path / "report.dcm"))
    assert {keyword: str(getattr(dataset, keyword)) for keyword in PATIENT} == PATIENT
    choose(dialog, CAPTURE)
    save(qtbot, dialog, targets, tmp_path / "map")
    dataset = pydicom.dcmread(tmp_path / "map.dcm")
    assert str(dataset.PatientName) == PATIENT["PatientName"]
    assert dataset.pixel_array.ndim == 3


@pytest.mark.parametrize("room", [360, 700])
def test_on_a_low_screen_the_choices_scroll_and_the_buttons_stay_in_sight(
    open_dialog, tmp_path, monkeypatch, qtbot, room
):
    monkeypatch.setattr("gui.widgets.window_size._room_for", lambda _window: QSize(800, room))
    write_source(tmp_path / "source.dcm")
    dialog = open_dialog(tmp_path / "source.dcm", Opinion(Judgement.UNSURE, note="cystic"))
    assert dialog.focusWidget() is dialog.kind
    choose(dialog, STRUCTURED)
    [scroll] = dialog.findChildren(QScrollArea)
    qtbot.waitUntil(lambda: (scroll.verticalScrollBar().maximum() > 0) is (room < 400))
    assert dialog.height() <= room
    for one in (dialog.save, dialog.close_button):
        assert one.isVisible()
        assert dialog.rect().contains(QRect(one.mapTo(dialog, QPoint()), one.size()))
    # Of what has less to choose, the dialog is lower.
    choose(dialog, PDF)
    assert dialog.height() <= room


def test_a_picture_of_the_view_has_a_caption(open_dialog, qtbot, head, targets, tmp_path):
    dialog = open_dialog(head)
    choose(dialog, VIEW)
    path = save(qtbot, dialog, targets, tmp_path / "view.png")
    view = dialog.parentWidget().viewer.view
    picture = cv2.imread(str(path))
    assert picture.shape[1] == view.width()
    assert picture.shape[0] > view.height()
    assert (picture[view.height() :] > 150).any()


def test_the_legend_is_in_the_picture_with_a_heat_map(open_window, qtbot, head):
    window = open_window(head)
    without = draw_export(window.viewer.framed_view, "x")
    QTest.keyClick(window, Qt.Key.Key_H)
    covered = draw_export(window.viewer.framed_view, "x")
    assert covered.width() > without.width()
    bar = covered.copy(QRect(without.width(), 0, 16, window.viewer.view.height()))
    colours = {bar.pixel(7, y) for y in range(40, bar.height() - 40)}
    assert len(colours) > 50


def test_the_window_does_not_wait_for_a_report(open_dialog, qtbot, head, targets, tmp_path, network):
    dialog = open_dialog(head)
    gate = network.hold()
    targets.target = tmp_path / "case.html"
    choose(dialog, HTML)
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    # Still at work: it waits for the network.
    assert not dialog.save.isEnabled()
    assert not targets.target.exists()
    gate.set()
    qtbot.waitUntil(dialog.save.isEnabled, timeout=20_000)
    assert targets.target.exists()


def test_a_failure_is_shown_and_the_picture_is_not_written_over(open_dialog, qtbot, targets, tmp_path):
    write_source(tmp_path / "source.dcm")
    before = (tmp_path / "source.dcm").read_bytes()
    dialog = open_dialog(tmp_path / "source.dcm")
    choose(dialog, STRUCTURED)
    save(qtbot, dialog, targets, tmp_path / "source.dcm")
    assert "is the picture itself" in dialog.said
    assert (tmp_path / "source.dcm").read_bytes() == before
    (tmp_path / "blocked").write_bytes(b"")
    save(qtbot, dialog, targets, tmp_path / "blocked" / "report.dcm")
    assert "cannot be written" in dialog.said
    assert not dialog.folder.isVisible()


def test_the_folder_is_shown(open_dialog, qtbot, head, targets, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    dialog = open_dialog(head)
    choose(dialog, HTML)
    path = save(qtbot, dialog, targets, tmp_path / "case.html")
    qtbot.mouseClick(dialog.folder, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog.opening, Qt.MouseButton.LeftButton)
    assert opened == [str(tmp_path), str(path)]


def test_without_a_picture_there_is_no_report(open_window):
    window = open_window()
    for action in (window.menus.report, window.menus.copy_text, window.menus.copy_picture):
        action.trigger()
        assert any("Open one first" in text for text in texts_of(window))
    assert window.reporting.dialog is None


def test_picture_and_text_are_copied(open_window, head, qtbot):
    window = open_window(head)
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    picture = QGuiApplication.clipboard().image()
    assert isinstance(picture, QImage)
    assert picture.width() == window.viewer.view.width()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    QTest.keyClick(window, Qt.Key.Key_C, both)
    text = QGuiApplication.clipboard().text()
    assert text.startswith("Glioma, verdicts right in 95 %\nProbabilities: Glioma 94 %")
    assert "fake 1.0.0" in text
    assert NOTICE in text
    assert "head.png" not in text


@pytest.mark.slow
def test_the_study_is_in_the_report_of_a_slice(open_window, qtbot, shipped_classifier, targets, tmp_path, stack):
    from gui.work.starting_jobs import start_child

    window = open_window(stack, classifier=shipped_classifier, make_job=start_child, waits=False)
    qtbot.waitUntil(lambda: bool(window.stacks.sweeping and window.stacks.sweeping.study), timeout=120_000)
    wait_for_answer(qtbot, window)
    sentence = window.stacks.sweeping.study.sentence
    window.menus.report.trigger()
    dialog = window.reporting.dialog
    choose(dialog, HTML)
    page = save(qtbot, dialog, targets, tmp_path / "case.html").read_text("utf-8")
    assert sentence in page

"""The list of open studies: what it shows, and what clicks and keys on it open."""

import threading
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog, QLineEdit, QMenu

import core.readers
from core.image.slice import Slice
from core.series.entry import Plane, Series
from gui.study.study_model import ROW_ROLE
from gui.study.texts import series_count, series_facts, series_note, series_title
from gui.widgets.theme import DARK
from tests.core.phantom_medium import FLAIR, PATIENT, T1, write_flat, write_medium, write_nested, write_zip
from tests.core.phantom_study import draw_study, write_picture
from tests.core.readers.test_archive import encrypt
from tests.gui.conftest import drop, opening_of, texts_of, wait_for_answer, wait_for_title, write_head


def rows(window):
    """List the rows as they are read to the user, headings too."""
    model = window.studies.study_list.model
    return [model.data(model.index(row)) for row in range(model.rowCount())]


def current(window):
    """Give the title of the row that is marked."""
    row = window.studies.study_list.view.currentIndex().data(ROW_ROLE)
    return series_title(row.series) if row else None


def click(window, title):
    """Click the first row with a title."""
    view = window.studies.study_list.view
    number = next(number for number, text in enumerate(rows(window)) if text.split("\n")[0] == title)
    index = view.model().index(number)
    view.scrollTo(index)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())


def wait_for_stack(qtbot, window, count, greys=None):
    """Wait until a stack of so many slices is shown."""
    qtbot.waitUntil(lambda: window.viewer.image is not None and len(window.viewer.slices) == count, timeout=20_000)
    wait_for_answer(qtbot, window)


@pytest.fixture(params=["flat", "nested", "medium", "zip"])
def place(request, tmp_path):
    if request.param == "medium":
        return write_medium(tmp_path / "study")
    folder = (write_flat if request.param == "flat" else write_nested)(tmp_path / "study")
    return write_zip(tmp_path / "study.zip", folder) if request.param == "zip" else folder


@pytest.fixture
def study(tmp_path):
    return write_flat(tmp_path / "study")


def test_the_title_of_the_window_names_the_sequence(open_window, qtbot, study):
    window = open_window(study)
    wait_for_stack(qtbot, window, 7)
    assert window.windowTitle() == "T1 MPRAGE + contrast · study – Falx"


def test_a_study_is_listed_with_its_localizer_last(open_window, qtbot, place):
    window = open_window(place)
    wait_for_stack(qtbot, window, 7)
    assert window.studies.study_list.isVisible()
    assert rows(window) == [
        place.name if place.suffix else "study",
        "T1 MPRAGE + contrast\naxial · 7 slices",
        "FLAIR\ncoronal · 5 slices",
        "Localizer",
        "Series 1\nseveral planes · 6 slices",
    ]
    assert current(window) == "T1 MPRAGE + contrast"


def test_a_folder_that_bears_the_name_of_a_patient_is_not_named(open_window, qtbot, tmp_path):
    window = open_window(write_flat(tmp_path / "DOE_JANE_2020"))
    wait_for_stack(qtbot, window, 7)
    assert rows(window)[0] == "Study"


def test_the_name_of_a_patient_is_shown_once_the_user_wants_it(open_window, qtbot, study):
    window = open_window(study)
    wait_for_stack(qtbot, window, 7)
    window.menus.patients.trigger()
    assert rows(window)[0] == "Doe, Jane"
    assert current(window) == "T1 MPRAGE + contrast"
    assert open_window(study).menus.patients.isChecked()
    window.menus.patients.trigger()
    assert rows(window)[0] == "study"


def test_two_studies_of_a_folder_have_a_heading_each(open_window, qtbot, tmp_path):
    folder = write_flat(tmp_path / "both")
    write_flat(folder / "earlier", uid="1.2.4")
    write_picture(folder / "logo.png", draw_study())
    window = open_window(folder)
    wait_for_stack(qtbot, window, 7)
    headings = [text for text in rows(window) if "\n" not in text and text != "Localizer"]
    assert headings == ["both, study 1 of 2", "both, study 2 of 2", "Other pictures"]
    assert sum("MPRAGE" in text for text in rows(window)) == 2


def test_the_page_keys_follow_the_list_through_several_studies(open_window, qtbot, tmp_path):
    folder = write_flat(tmp_path / "both")
    write_flat(folder / "earlier", uid="1.2.4")
    window = open_window(folder)
    wait_for_stack(qtbot, window, 7)
    view = window.studies.study_list.view
    listed = [row for row in range(view.model().rowCount()) if view.model().index(row).data(ROW_ROLE).series]
    assert len(listed) == 6
    for row in listed[1:]:
        QTest.keyClick(window, Qt.Key.Key_PageDown)
        qtbot.waitUntil(lambda row=row: view.currentIndex().row() == row, timeout=20_000)


def test_no_name_of_a_patient_is_shown(open_window, qtbot, study):
    window = open_window(study)
    wait_for_stack(qtbot, window, 7)
    model = window.studies.study_list.model
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
    shown = [str(model.data(model.index(row), role)) for row in range(model.rowCount()) for role in roles]
    assert not any(part in text for part in PATIENT.split("^") for text in (*shown, *texts_of(window)))


def test_a_click_opens_a_series_in_geometric_order(open_window, qtbot, study):
    window = open_window(study)
    wait_for_stack(qtbot, window, 7)
    click(window, "FLAIR")
    wait_for_stack(qtbot, window, 5)
    assert [int(image.pixels[8, 8]) for image in window.viewer.slices] == [10, 20, 30, 40, 50]
    assert current(window) == "FLAIR"


def test_page_keys_go_from_series_to_series(open_window, qtbot, study):
    window = open_window(study)
    wait_for_stack(qtbot, window, 7)
    for key, count, title in (
        (Qt.Key.Key_PageDown, 5, "FLAIR"),
        (Qt.Key.Key_PageDown, 6, "Series 1"),
        (Qt.Key.Key_PageUp, 5, "FLAIR"),
    ):
        QTest.keyClick(window, key)
        wait_for_stack(qtbot, window, count)
        assert current(window) == title


def test_the_list_is_used_by_the_keyboard_alone(open_window, qtbot, study):
    window = open_window(study)
    wait_for_stack(qtbot, window, 7)
    view = window.studies.study_list.view
    view.setFocus()
    slice_before = window.viewer.image.frame
    QTest.keyClick(view, Qt.Key.Key_Down)
    # The arrow is the list's: neither is a slice stepped, nor a series opened yet.
    assert current(window) == "FLAIR"
    assert window.viewer.image.frame == slice_before
    QTest.keyClick(view, Qt.Key.Key_Return)
    wait_for_stack(qtbot, window, 5)


def test_nothing_of_the_former_series_stays_while_another_is_read(open_window, qtbot, study, monkeypatch):
    window = open_window(study)
    wait_for_stack(qtbot, window, 7)
    gate, read = threading.Event(), core.readers.dicom.series.read_stack

    def read_stack(files, damaged=0, on_progress=None):
        on_progress(2, len(files))
        gate.wait(20)
        return read(files, damaged, on_progress)

    monkeypatch.setattr("core.readers.dicom.series.read_stack", read_stack)
    click(window, "FLAIR")
    assert window.viewer.image is None
    assert "No picture" in window.panel.verdict_text or window.panel.verdict_text != "Glioma"
    qtbot.waitUntil(lambda: "Reading 2 of 5…" in texts_of(window.viewer))
    assert current(window) == "FLAIR"
    gate.set()
    wait_for_stack(qtbot, window, 5)


def test_studies_stay_in_the_list(open_window, qtbot, study, tmp_path):
    window = open_window(study)
    wait_for_stack(qtbot, window, 7)
    other = write_flat(tmp_path / "other", (FLAIR,), uid="9.9")
    drop(window, other)
    wait_for_stack(qtbot, window, 5)
    assert [text for text in rows(window) if "\n" not in text] == ["other", "study", "Localizer"]
    # What is opened again does not come twice.
    drop(window, study)
    wait_for_stack(qtbot, window, 7)
    assert [text for text in rows(window) if "\n" not in text] == ["other", "study", "Localizer"]


def test_single_pictures_are_listed_without_a_heading_that_repeats_their_name(open_window, qtbot, study, tmp_path):
    window = open_window(study)
    wait_for_stack(qtbot, window, 7)
    for name in ("b", "a"):
        (tmp_path / name).mkdir()
    pictures = [write_head(tmp_path / name / f"{name}.png") for name in ("b", "a")]
    for picture in pictures:
        drop(window, picture)
        wait_for_title(qtbot, window, picture.name)
    assert rows(window)[:3] == ["a.png\nPNG", "b.png\nPNG", "study"]
    view = window.studies.study_list.view
    view.scrollToTop()
    picture = view.viewport().grab().toImage()
    # A line separates each from what is above it.
    for number in (1, 2):
        rect = view.visualRect(view.model().index(number))
        assert picture.pixelColor(rect.center().x(), rect.top()) == QColor(DARK.line)


def test_files_of_one_series_that_are_dropped_are_one_stack(open_window, qtbot, study):
    window = open_window()
    drop(window, *sorted(study.iterdir()))
    wait_for_stack(qtbot, window, 7)
    assert len(rows(window)) == 5


def test_one_file_opens_with_the_stack_around_it(open_window, qtbot, study):
    window = open_window()
    path = next(path for path in sorted(study.iterdir()) if b"FLAIR" in path.read_bytes()[:2000])
    drop(window, path)
    wait_for_stack(qtbot, window, 5)
    assert window.viewer.image.source == path
    # The file is a slice of the listed stack, and not listed once more.
    assert not any(path.name in text for text in rows(window))
    QTest.keyClick(window, Qt.Key.Key_PageUp)
    wait_for_stack(qtbot, window, 7)


def test_one_picture_opens_with_its_neighbours(open_window, qtbot, heads):
    window = open_window(heads[1])
    qtbot.waitUntil(lambda: "2 / 3" in texts_of(window.viewer))
    assert window.viewer.image.source == heads[1]
    QTest.keyClick(window, Qt.Key.Key_PageDown)
    wait_for_title(qtbot, window, heads[2].name)
    # Of single pictures there is no study to list.
    assert not window.studies.study_list.isVisible()


def test_what_is_left_out_of_an_archive_is_said(open_window, qtbot, heads, tmp_path):
    with zipfile.ZipFile(tmp_path / "slip.zip", "w") as archive:
        archive.write(heads[0], "a.png")
        archive.write(heads[1], "../b.png")
        archive.write(heads[1], "../c.png")
    window = open_window(tmp_path / "slip.zip")
    words = "Left out of slip.zip: ../b.png (its name leads out of the archive), and 1 file more."
    assert words in texts_of(window)


def test_a_narrow_list_names_what_it_counts_where_the_planes_differ():
    files = (Path("a"), Path("b"), Path("c"))
    assert series_count(Series(Path("a"), files, count=3, plane=Plane.SEVERAL)) == "3 slices"
    assert series_count(Series(Path("a"), files, count=3, plane=Plane.AXIAL)) == "axial · 3"


def test_duplicates_are_reported(open_window, qtbot, study):
    first = sorted(study.iterdir())[-1]
    for name in ("X1", "X2"):
        (study / name).write_bytes(first.read_bytes())
    window = open_window(study)
    wait_for_answer(qtbot, window)
    model = window.studies.study_list.model
    notes = [series_note(row.series) for row in (model.row(model.index(n)) for n in range(5)) if row.series]
    assert "2 duplicates left out" in notes


def test_the_list_can_be_hidden_and_keeps_its_width(open_window, qtbot, study, settings):
    window = open_window(study)
    window.resize(1400, 700)
    wait_for_stack(qtbot, window, 7)
    handle = window.studies.sides.handle(1)
    middle = QPoint(handle.width() // 2, handle.height() // 2)
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(handle, middle + QPoint(20, 0))
    QTest.mouseMove(handle, middle + QPoint(37, 0))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=middle + QPoint(37, 0))
    width = window.studies.study_list.width()
    assert settings.study_width > 150
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert not window.studies.study_list.isVisible()
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert window.studies.study_list.isVisible()
    assert window.studies.study_list.width() == width
    window.close()
    again = open_window()
    again.resize(1400, 700)
    drop(again, study)
    wait_for_stack(qtbot, again, 7)
    assert abs(again.studies.study_list.width() - width) <= 5


def test_a_study_is_closed_by_key(open_window, qtbot, study, tmp_path):
    window = open_window(study)
    wait_for_stack(qtbot, window, 7)
    drop(window, write_flat(tmp_path / "other", (FLAIR,), uid="9.9"))
    wait_for_stack(qtbot, window, 5)
    QTest.keyClick(window.studies.study_list.view, Qt.Key.Key_Delete)
    assert rows(window)[0] == "study"
    assert window.viewer.image is None
    assert window.windowTitle() == "Falx"


def test_a_study_is_closed_by_its_menu(open_window, qtbot, study, monkeypatch):
    # A platform without a screen cannot grab the keyboard, as a menu does.
    monkeypatch.setattr(QMenu, "popup", lambda *_arguments: None)
    window = open_window(study)
    wait_for_stack(qtbot, window, 7)
    view = window.studies.study_list.view
    view.customContextMenuRequested.emit(view.visualRect(view.model().index(0)).center())
    [menu] = window.studies.study_list.findChildren(QMenu)
    menu.actions()[0].trigger()
    assert rows(window) == []
    assert not window.studies.study_list.isVisible()


def test_thumbnails_come_when_the_picture_is_there(open_window, qtbot, study):
    window = open_window(study)
    wait_for_stack(qtbot, window, 7)
    thumbnails = window.studies.study_list.thumbnails
    qtbot.waitUntil(lambda: thumbnails.count == 3, timeout=20_000)
    view = window.studies.study_list.view
    picture = view.viewport().grab().toImage()
    rect = view.visualRect(view.model().index(1))
    greys = {picture.pixelColor(8 + x, rect.center().y()).lightness() for x in range(4, 44)}
    assert len(greys) > 5


def is_in_sight(view, *numbers):
    return all(view.viewport().rect().contains(view.visualRect(view.model().index(number))) for number in numbers)


def test_the_heading_of_a_dropped_study_is_in_sight(open_window, qtbot, head, tmp_path):
    # The list appears with it.
    window = open_window(head)
    window.resize(900, 420)
    folder = write_flat(tmp_path / "both")
    write_flat(folder / "earlier", uid="1.2.4")
    drop(window, folder)
    wait_for_stack(qtbot, window, 7)
    view = window.studies.study_list.view
    assert view.verticalScrollBar().maximum() > 0
    assert is_in_sight(view, 0, 1)


def test_the_heading_comes_into_sight_with_the_first_series_below_it(open_window, qtbot, study, tmp_path):
    window = open_window(study)
    wait_for_stack(qtbot, window, 7)
    drop(window, write_flat(tmp_path / "other", uid="9.9"))
    wait_for_stack(qtbot, window, 7)
    window.resize(900, 420)
    view = window.studies.study_list.view
    view.scrollToBottom()
    assert not is_in_sight(view, 1)
    navigator = opening_of(window).navigator
    window.studies.study_list.show_current(navigator.current, navigator.current_series)
    assert is_in_sight(view, 0, 1)


def test_a_heading_says_all_of_it_on_hover(open_window, qtbot, tmp_path):
    folder = write_flat(tmp_path / "both")
    write_flat(folder / "earlier", uid="1.2.4")
    window = open_window(folder)
    wait_for_stack(qtbot, window, 7)
    view = window.studies.study_list.view
    assert view.model().data(view.model().index(0), Qt.ItemDataRole.ToolTipRole) == "both, study 1 of 2"
    # On two lines, so that two studies of one place differ in a narrow list.
    assert view.visualRect(view.model().index(0)).height() >= 2 * view.fontMetrics().height()


def test_a_series_that_cannot_be_read_has_a_sign_and_says_why(open_window, qtbot, tmp_path):
    (tmp_path / "mixed").mkdir()
    write_head(tmp_path / "mixed" / "a.png")
    broken = write_head(tmp_path / "mixed" / "b.png")
    broken.write_bytes(broken.read_bytes()[:200])
    window = open_window(tmp_path / "mixed")
    view, thumbnails = window.studies.study_list.view, window.studies.study_list.thumbnails
    view.grab()
    qtbot.waitUntil(lambda: thumbnails.count == 2, timeout=20_000)
    model = view.model()
    number = next(number for number, text in enumerate(rows(window)) if text.startswith("b.png"))
    tip = model.data(model.index(number), Qt.ItemDataRole.ToolTipRole)
    assert "Cannot be read: expected " in tip
    assert "Cannot be read: expected " in model.data(model.index(number), Qt.ItemDataRole.AccessibleTextRole)
    rect, picture = view.visualRect(model.index(number)), view.viewport().grab().toImage()
    assert picture.pixelColor(14, rect.center().y() + 18) == QColor(DARK.raised)
    assert "Cannot be read" not in model.data(model.index(number - 1), Qt.ItemDataRole.ToolTipRole)


def test_a_series_with_a_broken_file_is_opened_file_by_file(open_window, qtbot, tmp_path):
    folder = write_flat(tmp_path / "study", (T1, FLAIR))
    victim = next(path for path in sorted(folder.iterdir()) if b"mprage" in path.read_bytes()[:2000])
    victim.write_bytes(victim.read_bytes()[:-3000])
    window = open_window(folder, waits=False)
    qtbot.waitUntil(lambda: "1 / 8" in texts_of(window.viewer), timeout=20_000)
    assert len(rows(window)) == 3


def test_a_protected_archive_asks_for_its_password(open_window, qtbot, tmp_path):
    picture = tmp_path / "a.png"
    write_picture(picture, draw_study())
    path = encrypt(tmp_path / "locked.zip", "a.png", picture.read_bytes(), "secret")
    window = open_window(path, waits=False)
    for password in ("wrong", "secret"):
        qtbot.waitUntil(lambda: bool(window.findChildren(QInputDialog)), timeout=20_000)
        [dialog] = window.findChildren(QInputDialog)
        assert ("does not fit" in dialog.labelText()) is (password == "secret")
        field = dialog.findChild(QLineEdit)
        assert field.echoMode() is QLineEdit.EchoMode.Password
        QTest.keyClicks(field, password)
        QTest.keyClick(field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda dialog=dialog: dialog not in window.findChildren(QInputDialog))
    wait_for_title(qtbot, window, "a.png")
    assert isinstance(window.viewer.image, Slice)


def test_an_archive_without_pictures_says_so(open_window, qtbot, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "note.txt").write_text("nothing")
    window = open_window(write_zip(tmp_path / "empty.zip", tmp_path / "in"), waits=False)
    qtbot.waitUntil(lambda: "empty.zip could not be opened" in texts_of(window.viewer))
    assert any("images in it, found none" in text for text in texts_of(window.viewer))


def test_nothing_comes_back_at_the_next_start_by_default(open_window, qtbot, study, settings):
    window = open_window(study)
    wait_for_stack(qtbot, window, 7)
    window.close()
    assert settings.session.paths == []
    again = open_window()
    assert again.viewer.image is None
    assert not opening_of(again).is_under_way


def test_what_was_open_comes_back_if_it_is_wanted(open_window, qtbot, study, tmp_path, settings):
    window = open_window(study)
    wait_for_stack(qtbot, window, 7)
    other = write_flat(tmp_path / "other", (FLAIR,), uid="9.9")
    drop(window, other)
    wait_for_stack(qtbot, window, 5)
    click(window, "T1 MPRAGE + contrast")
    wait_for_stack(qtbot, window, 7)
    window.menus.reopen.trigger()
    window.close()
    again = open_window()
    wait_for_stack(qtbot, again, 7)
    assert [text for text in rows(again) if "\n" not in text] == ["other", "study", "Localizer"]
    assert current(again) == "T1 MPRAGE + contrast"
    # Unticked, it is forgotten at once.
    again.menus.reopen.trigger()
    assert settings.session.paths == []


def test_what_is_gone_meanwhile_is_of_no_concern(open_window, qtbot, tmp_path, settings):
    settings.reopens_studies = True
    settings.keep_session([tmp_path / "gone", write_head(tmp_path / "head.png")], tmp_path / "gone")
    window = open_window()
    wait_for_title(qtbot, window, "head.png")
    settings.keep_session([tmp_path / "gone"], None)
    window.menus.reopen.setChecked(False)
    window.close()
    settings.reopens_studies = True
    settings.keep_session([tmp_path / "gone"], None)
    again = open_window()
    qtbot.waitUntil(lambda: not opening_of(again).is_under_way)
    qtbot.waitUntil(lambda: "Drop an MRI here, or press Ctrl+O" in texts_of(again.viewer))


def test_texts_of_a_volume_name_its_kind(tmp_path):
    from core.series.entry import Series

    volume = Series(tmp_path / "a.nii", (tmp_path / "a.nii",), kind="NIfTI")
    assert (series_title(volume), series_facts(volume)) == ("a.nii", "NIfTI")

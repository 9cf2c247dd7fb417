"""The result page, the window that evaluates, and the menu of the models."""

import json
import os
import shutil
from dataclasses import asdict, replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QImage, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QMainWindow, QProgressBar, QScrollArea

from core.errors import InvalidPackageError
from core.jobs import job_targets
from core.jobs.events import End, Outcome, Progress
from core.model.package import ModelPackage, write_about
from core.model.package_format.export import export_package
from core.model.store import Installation, find_installation, install, install_undoably, models_folder, shipped_package
from gui.training.evaluate_window import EvaluateWindow
from gui.training.result.card_view import CardPage
from gui.training.result.figure_rows import figure_rows, fold_rows
from gui.training.result.result_page import ResultPage
from gui.widgets.step_list import StepState
from gui.widgets.theme import DARK, LIGHT
from gui.window.menus import Menus
from gui.window.tools_menu import ToolsMenu
from gui.work.inference import InferenceThread, opener
from gui.work.ongoing import Ongoing
from tests.gui.conftest import SHIPPED_TITLE, button, drop, primary_buttons, texts_of
from tests.gui.fake_job import FakeJob, fake_jobs, last_job
from training.evaluation.evaluated import Evaluated
from training.evaluation.request import EvaluationRequest, Resuming
from training.reports.card_edit import keep_draft, read_card, write_card
from training.run_files import KEPT_SCORES_FILE
from training.runs.measurement import RunMeasurement
from training.statistics.metrics import mean_over_folds


def metric(value, low=0.5, high=0.9):
    return {"value": value, "interval": [low, high]}


def metrics(model=SHIPPED_TITLE, accuracy=0.75, worst=()):
    per_class = {name: {"images": 10, **dict.fromkeys(("precision", "recall", "f1"), metric(0.8))} for name in "ab"}
    return {
        "model": model,
        "dataset": "brains",
        "split": None,
        "fold": None,
        "images": 20,
        "accuracy": metric(accuracy),
        "balanced_accuracy": metric(0.7),
        "any_tumour": None,
        "log_loss": metric(0.61),
        "calibration": {"ece": metric(0.04)},
        "prediction_sets": {"coverage": metric(0.97), "single": metric(0.8)},
        "refused": metric(0.01),
        "heat_maps": {"grad-cam": {"images": 0, "pointing": metric(None)}},
        "nearest_neighbour": None,
        "per_class": per_class,
        "confusion": {"classes": ["a", "b"], "counts": [[9, 1], [4, 6]]},
        "worst": list(worst),
    }


def with_verdicts(found, level):
    names = ("decided", "right_when_decided", "decided_tumour_free", "tumour_free_called_tumour")
    at_level = {"level": level, **{name: metric(0.75) for name in names}}
    return {**found, "level": level, "verdicts": {f"{100 * level:g}": at_level}}


def put(folder, found):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "metrics.json").write_text(json.dumps(found), "utf-8")
    (folder / "report.html").write_text("<p>", "utf-8")


@pytest.fixture
def run(tmp_path):
    """A run that has a package and was not measured yet."""
    shutil.copytree(shipped_package(), tmp_path / "run" / "package")
    return tmp_path / "run"


@pytest.fixture
def page(qtbot):
    page = ResultPage(DARK, lambda: Path("rival"), FakeJob)
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    return page


def tell_measured(page, run, rival=None):
    mistake = {"path": "a/1.png", "true": "glioma", "predicted": "notumor", "probability": 0.9731, "refused": False}
    put(run / "evaluation", with_verdicts(metrics(worst=[mistake]), 0.95))
    pictures = run / "evaluation" / "mistakes"
    pictures.mkdir(exist_ok=True)
    (pictures / "00.png").write_bytes(cv2.imencode(".png", np.zeros((224, 452, 3), np.uint8))[1].tobytes())
    if rival:
        put(run / "comparison", with_verdicts(metrics(rival, 0.5), 0.99))
    reason = "" if rival else "No other model was chosen."
    last_job(page).succeed(RunMeasurement(True, "x", rival, "y" if rival else None, reason))


def bar_of(page):
    """Find the progress bar that is to be seen."""
    return next(one for one in page.findChildren(QProgressBar) if not one.isHidden())


def all_texts(page):
    """Give all that stands there, each label as one line."""
    return "\n".join(label.text().replace("\n", " ") for label in page.findChildren(QLabel) if not label.isHidden())


def test_a_new_model_is_measured_beside_the_one_in_use(page, run):
    page.show_run(run)
    assert (last_job(page).target, last_job(page).arguments) == (job_targets.MEASURE, (run, Path("rival")))
    last_job(page).progressed.emit(Progress("Measuring the model", 5, 20))
    assert "Measuring the model: 5 of 20" in texts_of(page)
    tell_measured(page, run, "other 2.0")
    text = all_texts(page)
    assert "20 validation images" in text
    assert "served early stopping and calibration, so the figures are too optimistic" in text
    assert "it may have seen some of them" in text
    assert "Research use only" in text
    assert "75.0 % (50.0 to 90.0)" in text
    assert "50.0 % (50.0 to 90.0)" in text
    assert "other 2.0, in use" in text
    assert "Hottest point inside the outline" not in text
    assert "Glioma, classified as no tumour (97 %, calibrated)" in text
    assert "6 taken for b" in page.measurement.confusion.accessibleName()
    page.set_colours(LIGHT)


@pytest.mark.parametrize("name", ["other 2.0", "a-model-of-a-very-long-name-indeed 10.20.30"])
def test_both_models_fit_beside_the_names_of_the_figures_on_a_small_screen(page, run, name):
    # What the steps at the side leave of 784 pixels.
    page.resize(600, 440)
    page.show_run(run)
    tell_measured(page, run, name)
    QApplication.processEvents()
    for table in (page.measurement.figures, page.measurement.classes):
        area = table.parent().parent()
        assert area.horizontalScrollBar().maximum() == 0
    [head] = [label for label in page.measurement.figures.findChildren(QLabel) if "in use" in label.text()]
    assert name in f"{head.text()} {head.toolTip()}".replace("\n", " ")


def test_verdicts_stand_first_and_a_model_of_another_level_says_so():
    rows = figure_rows(with_verdicts(metrics(), 0.95), with_verdicts(metrics("other 2.0"), 0.99))
    assert rows[0] == ("Decided\nat 95 %", "75.0 %\n(50.0 to 90.0)", "75.0 %\n(50.0 to 90.0)\nat 99 %")
    # One figure is missing, as all by side are without a tumour-free class.
    assert [row[0] for row in rows[:5]] == [
        "Decided\nat 95 %",
        "Right when decided\nat 95 %",
        "Tumour-free images called tumour-free\nat 95 %",
        "Tumour-free images called a tumour\nat 95 %",
        "Accuracy",
    ]


def test_what_an_earlier_program_measured_has_dashes_for_verdicts():
    assert figure_rows(metrics(), None)[:3] == [
        ("Decided", "–"),
        ("Right when decided", "–"),
        ("Accuracy", "75.0 %\n(50.0 to 90.0)"),
    ]
    beside = figure_rows(with_verdicts(metrics(), 0.95), metrics("earlier 1.0"))
    assert beside[0] == ("Decided\nat 95 %", "75.0 %\n(50.0 to 90.0)", "–")


def test_folds_show_verdicts_at_the_level_that_most_of_them_have():
    folds = [{"fold": 0, **with_verdicts(metrics(), 0.95)}, {"fold": 1, **with_verdicts(metrics(), 0.95)}]
    folds[0]["verdicts"]["98"] = folds[0]["verdicts"]["95"]
    rows = fold_rows({"folds": folds, "summary": mean_over_folds(folds)})
    assert rows[0] == ("Decided\nat 95 %", "75.0 % ± 0.0 %", "75.0 %", "75.0 %")
    assert "Accuracy" in [row[0] for row in rows]
    earlier = [{"fold": 0, **metrics()}]
    assert fold_rows({"folds": earlier, "summary": mean_over_folds(earlier)})[0][0] == "Accuracy"


def test_it_says_when_the_result_is_there(page, run):
    told = []
    page.state_changed.connect(lambda state, words: told.append((state, words)))
    page.show_run(run)
    assert told == [(StepState.UNDER_WAY, "Measuring")]
    last_job(page).fail("invalid-dataset", "brains: nothing there")
    assert told.pop() == (StepState.PROBLEM, "Not measured")
    page.again.click()
    tell_measured(page, run)
    assert told[1:] == [(StepState.UNDER_WAY, "Measuring"), (StepState.DONE, "run")]


def test_a_measurement_is_work_behind_the_window_until_it_ends(page, run):
    works = []
    page.work_changed.connect(works.append)
    page.show_run(run)
    words = works[0].words
    assert words == f"Measuring {ModelPackage.open(run / 'package').title}"
    last_job(page).progressed.emit(Progress("Measuring the model", 5, 20))
    tell_measured(page, run)
    assert works == [Ongoing(words), Ongoing(words, 5, 20, "Measuring the model"), None]
    page.again.click()
    page.stop()
    assert works[3:] == [Ongoing(words), None]


def test_what_was_measured_is_not_measured_again_unless_the_model_is_newer(page, run):
    page.show_run(run)
    tell_measured(page, run)
    values = {"is_validation": False, "model": "x", "rival": None, "rival_model": None, "no_rival": "Nothing beside."}
    (run / "measured.json").write_text(json.dumps(values), "utf-8")
    page.show_run(run)
    assert page.cancel.isHidden()
    assert "Nothing beside." in all_texts(page)
    changed = (run / "measured.json").stat().st_mtime + 10
    os.utime(run / "package" / "package.json", (changed, changed))
    page.show_run(run)
    assert fake_jobs(page)


def test_a_model_that_cannot_be_measured_can_still_be_installed(page, run):
    page.show_run(run)
    last_job(page).fail("invalid-dataset", "brains: nothing there")
    assert "Not measured: brains: nothing there" in texts_of(page)
    assert page.package.install.isEnabled()
    page.again.click()
    page.cancel.click()
    assert last_job(page).asked == ["start", "cancel"]
    last_job(page).ended.emit(Outcome(End.CANCELLED))
    assert "Not measured: the measurement was stopped." in texts_of(page)


def test_the_report_is_opened_in_the_browser(page, run, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    assert page.open_report.isHidden()
    page.show_run(run)
    tell_measured(page, run)
    page.open_report.click()
    assert opened == [QUrl.fromLocalFile(str(run / "evaluation" / "report.html"))]


def test_a_folder_without_a_model_is_reported(page, tmp_path):
    page.show_run(tmp_path)
    assert fake_jobs(page) == []
    assert not page.package.isVisible()
    assert "no readable model" in all_texts(page)


def test_installing_and_taking_it_back(qtbot, page, run):
    page.show_run(run)
    tell_measured(page, run)
    panel = page.package
    card = panel.card.toPlainText()
    assert card.startswith(f"# {SHIPPED_TITLE}")
    assert "## From its author" in card
    panel.card.setPlainText("Mine")
    panel.install.click()
    assert (last_job(panel).target, last_job(panel).arguments) == (
        job_targets.INSTALL_TRAINED,
        (run / "package", "Mine"),
    )
    assert not panel.install.isEnabled()
    installation = Installation(Path("there"), Path("earlier"))
    with qtbot.waitSignal(page.installed_changed):
        last_job(panel).succeed(installation)
    assert "is installed" in panel.words.text()
    assert (panel.install.text(), panel.install.isEnabled()) == ("Installed", False)
    assert "Undo restores the earlier model" in panel.words.text()
    panel.undo.click()
    assert (last_job(panel).target, last_job(panel).arguments) == (job_targets.UNDO_INSTALLATION, (run / "package",))
    with qtbot.waitSignal(page.installed_changed):
        last_job(panel).succeed(installation)
    assert panel.undo.isHidden()
    assert panel.install.text() == "Install"
    panel.install.click()
    last_job(panel).fail("invalid-package", "package: damaged")
    assert panel.words.text() == "package: damaged"
    assert panel.install.isEnabled()


def test_a_model_can_be_used_as_soon_as_it_is_installed(qtbot, page, run):
    page.show_run(run)
    panel = page.package
    assert panel.use.isHidden()
    panel.install.click()
    last_job(panel).succeed(Installation(Path("there"), None))
    assert panel.use.isVisible()
    with qtbot.waitSignal(page.use_asked) as asked:
        qtbot.mouseClick(panel.use, Qt.MouseButton.LeftButton)
    assert asked.args == [Path("there")]
    assert panel.words.text() == f"{SHIPPED_TITLE} is the model in use now."
    # The page says that another model is in use.
    panel.card.appendPlainText("Mine")
    panel.install.click()
    last_job(panel).succeed(Installation(Path("rival"), None))
    assert panel.use.isHidden()


def test_a_card_is_read_as_formatted_text_and_edited_as_markdown(qtbot, page, run):
    page.show_run(run)
    view = page.package.view
    assert view.page.isVisible()
    assert view.text.isHidden()
    shown = view.page.toPlainText()
    assert SHIPPED_TITLE in shown.splitlines()[0]
    assert "# " not in shown
    assert "](" not in shown
    qtbot.mouseClick(view.edit, Qt.MouseButton.LeftButton)
    assert view.text.isVisible()
    assert view.text.toPlainText().startswith("# ")
    qtbot.keyClicks(view.text, "# Mine")
    for _ in range(2):
        qtbot.keyClick(view.text, Qt.Key.Key_Return)
    qtbot.keyClicks(view.text, "**bold** ")
    qtbot.mouseClick(view.edit, Qt.MouseButton.LeftButton)
    assert view.page.isVisible()
    assert view.page.toPlainText().startswith("Mine\nbold ")


def test_a_card_loads_nothing_that_it_names(page, run, tmp_path):
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(0xFF0000)
    picture.save(str(tmp_path / "a.png"))
    page.show_run(run)
    view = page.package.view
    view.show_card(f"![a]({tmp_path.as_uri()}/a.png) <img src='{tmp_path.as_uri()}/a.png'> [b](https://example.org)")
    kind = QTextDocument.ResourceType.ImageResource.value
    assert view.page.loadResource(kind, QUrl.fromLocalFile(str(tmp_path / "a.png"))) is None
    assert "<img" in view.page.toPlainText()
    assert not view.page.openLinks()


def test_the_installation_is_known_and_can_be_undone_whenever_the_run_is_looked_at(page, run):
    page.show_run(run)
    assert page.package.undo.isHidden()
    install_undoably(run / "package")
    page.show_run(run)
    assert page.package.undo.isVisible()
    assert f"{SHIPPED_TITLE} is installed." in page.package.words.text()
    install = page.package.install
    assert (install.text(), install.isEnabled()) == ("Installed", False)
    # Another card is something to install.
    page.package.card.appendPlainText("Mine")
    assert (install.text(), install.isEnabled()) == ("Install again", True)
    page.package.card.undo()
    assert (install.text(), install.isEnabled()) == ("Installed", False)
    # Another program removes it.
    shutil.rmtree(find_installation(ModelPackage.open(run / "package")).folder)
    page.package.hide()
    page.package.show()
    assert (install.text(), install.isEnabled()) == ("Install", True)
    assert f"{SHIPPED_TITLE} is no longer installed." in page.package.words.text()


def test_what_was_typed_into_the_card_stays(qtbot, page, run, tmp_path):
    shutil.copytree(shipped_package(), tmp_path / "other" / "package")
    page.show_run(run)
    card = page.package.card
    qtbot.keyClicks(card, "Mine. ")
    typed = card.toPlainText()
    assert typed.startswith("Mine. ")
    page.show_run(tmp_path / "other")
    assert card.toPlainText().startswith(f"# {SHIPPED_TITLE}")
    page.show_run(run)
    assert card.toPlainText() == typed
    assert read_card(run / "package") == typed
    ModelPackage.open(run / "package").verify_files()
    # What goes into the package needs no draft any more, and a card that is written anew has none.
    write_card(run / "package", typed)
    assert not (run / "card_draft.json").exists()
    keep_draft(run / "package", "draft of this card")
    (run / "package" / "MODEL_CARD.md").write_text("# Another training", "utf-8")
    assert read_card(run / "package") == "# Another training"


def test_a_card_is_kept_while_it_is_typed(qtbot, page, run):
    page.show_run(run)
    qtbot.keyClicks(page.package.card, "Mine. ")
    qtbot.waitUntil(lambda: read_card(run / "package").startswith("Mine. "))


def test_a_card_that_cannot_be_kept_is_reported(qtbot, page, run, tmp_path):
    page.show_run(run)
    (run / "card_draft.json").mkdir()
    qtbot.keyClicks(page.package.card, "Mine. ")
    shutil.copytree(shipped_package(), tmp_path / "other" / "package")
    page.show_run(tmp_path / "other")
    assert "could not be saved" in page.package.words.text()
    page.show_run(run)
    assert page.package.card.toPlainText().startswith("Mine. ")
    page.package.install.click()
    page.stop()
    assert "could not be saved" in page.package.words.text()


def test_an_installation_that_came_to_its_end_while_it_was_stopped_is_reported(qtbot, page, run):
    page.show_run(run)
    page.package.install.click()
    install_undoably(run / "package")
    with qtbot.waitSignal(page.installed_changed):
        page.stop()
    assert page.package.words.text() == f"{SHIPPED_TITLE} is installed."
    assert page.package.undo.isVisible()


def test_after_closing_nothing_looks_as_if_it_were_under_way(page, run):
    page.show_run(run)
    page.stop()
    assert "Not measured: the measurement was stopped." in texts_of(page)
    assert page.again.isVisible()
    assert page.cancel.isHidden()
    page.package.install.click()
    assert not page.package.install.isEnabled()
    page.stop()
    assert page.package.install.isEnabled()
    assert page.package.export.isEnabled()
    assert page.package.words.text() == "Stopped."


def test_images_that_could_not_be_read_are_reported(page, run):
    (run / "run.json").write_text(json.dumps({"unreadable": ["x.png: no picture"]}), "utf-8")
    page.show_run(run)
    put(run / "evaluation", metrics() | {"unreadable": [f"{n}.png: empty" for n in range(5)]})
    last_job(page).succeed(RunMeasurement(True, "x", None, None, "No other model was chosen."))
    text = all_texts(page)
    assert "1 image could not be read and was not trained on: x.png: no picture" in text
    assert "5 images could not be read and are not counted: 0.png: empty; 1.png: empty; 2.png: empty; …" in text


def test_exporting_where_the_user_says(page, run, tmp_path, monkeypatch):
    page.show_run(run)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    page.package.export.click()
    assert fake_jobs(page.package) == []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "my.zip"), ""))
    page.package.export.click()
    job = last_job(page.package)
    card = page.package.card.toPlainText()
    assert (job.target, job.arguments) == (job_targets.EXPORT_TRAINED, (run / "package", card, tmp_path / "my.zip"))
    job.succeed(tmp_path / "my.zip")
    assert page.package.words.text() == "Written to my.zip."


def test_an_exported_model_is_named_as_one_and_replaces_nothing_unasked(page, run, tmp_path, monkeypatch):
    page.show_run(run)
    named, asked = tmp_path / "my-model-1.0.0", []

    def answer(parent, title, suggestion, kinds):
        asked.append(suggestion)
        return (str(named) if len(asked) == 1 else suggestion), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    target = Path(f"{named}.falxmodel")
    target.write_bytes(b"another")
    page.package.export.click()
    # The dialog is shown again with the whole name, and asks itself whether to replace that file.
    assert asked[0].endswith(".falxmodel")
    assert asked[1:] == [str(target)]
    assert last_job(page.package).arguments[2] == target
    last_job(page.package).succeed(None)
    assert page.package.words.text() == "Written to my-model-1.0.0.falxmodel."


def test_a_cross_validation_shows_its_folds_and_nothing_to_install(page, tmp_path):
    summary = {"accuracy": {"mean": 0.8, "standard_deviation": 0.05, "folds": 2}}
    results = {"folds": [{"fold": n, **metrics(accuracy=a)} for n, a in ((0, 0.75), (1, 0.85))], "summary": summary}
    (tmp_path / "cross_validation.json").write_text(json.dumps(results), "utf-8")
    page.show_run(tmp_path)
    text = all_texts(page)
    assert "80.0 % ± 5.0 %" in text
    assert "85.0 %" in text
    assert "train once with the same settings" in text
    assert not page.package.isVisible()
    (tmp_path / "cross_validation.json").write_text("[", "utf-8")
    page.show_run(tmp_path)
    assert "cannot be read" in all_texts(page)


@pytest.fixture
def evaluation(qtbot, settings):
    window = EvaluateWindow(settings, DARK, FakeJob)
    qtbot.addWidget(window)
    window.come_forward()
    return window


def test_any_model_is_evaluated_on_any_images(evaluation, tmp_path):
    assert evaluation.form.model.currentText() == SHIPPED_TITLE
    assert not evaluation.form.start.isEnabled()
    evaluation.form.dataset.setText(str(tmp_path / "brains"))
    evaluation.form.part.setCurrentIndex(2)
    assert not evaluation.form.start.isEnabled()
    evaluation.form.which.setText("3")
    evaluation.form.start.click()
    request = last_job(evaluation).arguments[0]
    assert last_job(evaluation).target == job_targets.EVALUATE
    assert (request.dataset, request.package, request.split, request.fold) == (
        tmp_path / "brains",
        shipped_package(),
        None,
        3,
    )
    assert request.level == ModelPackage.open(shipped_package()).level()
    last_job(evaluation).progressed.emit(Progress("Measuring the model", 5, 20))
    put(request.out, metrics() | {"fold": 3})
    last_job(evaluation).succeed(request.out)
    text = all_texts(evaluation)
    assert "20 images of brains, fold 3" in text
    assert "All of these images were classified correctly" in text
    assert not evaluation.result.package.isVisible()
    assert evaluation.result.open_report.isVisible()


def test_a_dropped_dataset_and_a_dropped_model_are_chosen(evaluation, tmp_path):
    (tmp_path / "brains").mkdir()
    table, model = tmp_path / "brains.csv", tmp_path / "other.falxmodel"
    table.write_text("path,class\n")
    assert drop(evaluation, tmp_path / "brains")
    assert evaluation.form.dataset.text() == str(tmp_path / "brains")
    drop(evaluation, table)
    assert evaluation.form.dataset.text() == str(table)
    export_package(shipped_package(), model)
    drop(evaluation, model)
    evaluation.list_models()
    assert evaluation.form.model.currentData() == model
    listed = evaluation.form.model.count()
    drop(evaluation, Path(str(model)))
    assert evaluation.form.model.count() == listed
    assert evaluation.form.level.count() == len(ModelPackage.open(model).levels)
    evaluation.form.start.click()
    request = last_job(evaluation).arguments[0]
    assert (request.dataset, request.package) == (table, model)
    # Nothing changes under a running evaluation.
    drop(evaluation, tmp_path / "brains")
    assert evaluation.form.dataset.text() == str(table)
    last_job(evaluation).ended.emit(Outcome(End.CANCELLED))
    model.write_bytes(b"no package")
    (tmp_path / "broken.falxmodel").write_bytes(b"no package")
    drop(evaluation, tmp_path / "broken.falxmodel")
    assert evaluation.form.model.currentData() == model
    assert "broken.falxmodel" in all_texts(evaluation)


@pytest.mark.parametrize("place", ["dataset", "which"])
def test_a_folder_that_is_dropped_on_a_field_reaches_the_window(evaluation, tmp_path, place):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path))])
    mime.setText(str(tmp_path))
    event = QDragEnterEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    # Qt asks a widget only if it takes drops, otherwise the next one around it.
    field = getattr(evaluation.form, place)
    asked = next(one for one in (field, evaluation.form, evaluation) if one.acceptDrops())
    assert asked is evaluation
    QApplication.sendEvent(evaluation, event)
    assert event.isAccepted()


def test_an_evaluation_that_was_stopped_is_resumed(evaluation, tmp_path):
    evaluation.form.dataset.setText(str(tmp_path / "brains.csv"))
    evaluation.form.start.click()
    job = last_job(evaluation)
    asked = job.arguments[0]
    # As the process leaves its folder, after five of twenty images.
    head = Evaluated(1, str(asked.dataset), str(asked.package), SHIPPED_TITLE, "", "", 20, None, None, asked.level)
    asked.out.mkdir(parents=True)
    (asked.out / KEPT_SCORES_FILE).write_text("\n".join([json.dumps(asdict(head)), *["{}"] * 5, '{"to']), "utf-8")
    assert not evaluation.offer.isVisible()
    job.ended.emit(Outcome(End.CANCELLED))
    words = f"The evaluation of {SHIPPED_TITLE} on brains.csv was not finished: 5 of 20 images are measured."
    assert evaluation.offer.isVisible()
    assert words in texts_of(evaluation)
    assert "Resume" in primary_buttons(evaluation)
    assert "Evaluate" not in primary_buttons(evaluation)
    evaluation.form.dataset.setText(str(tmp_path / "others.csv"))
    assert "Resume" not in primary_buttons(evaluation)
    assert "Evaluate" in primary_buttons(evaluation)
    QTest.mouseClick(button(evaluation, "Resume"), Qt.MouseButton.LeftButton)
    assert last_job(evaluation) is not job
    assert last_job(evaluation).arguments == (replace(asked, resuming=Resuming.YES),)
    # The form shows what is measured.
    assert evaluation.form.dataset.text() == str(asked.dataset)
    assert evaluation.form.model.currentData() == asked.package
    assert not evaluation.offer.isVisible()
    last_job(evaluation).ended.emit(Outcome(End.CANCELLED))
    QTest.mouseClick(button(evaluation, "Not now"), Qt.MouseButton.LeftButton)
    evaluation.come_forward()
    assert not evaluation.offer.isVisible()


@pytest.mark.parametrize(
    ("part", "shown", "which"), [({"fold": 3}, "fold", "3"), ({"split": "Holdout"}, "split", "Holdout")]
)
def test_the_form_shows_the_part_that_a_resumed_evaluation_measures(evaluation, tmp_path, part, shown, which):
    package = evaluation.form.model.currentData()
    level = evaluation.form.model.levels[0]
    request = EvaluationRequest(tmp_path / "brains.csv", tmp_path / "out", package, **part, level=level)
    evaluation.offer.resume_asked.emit(request)
    assert last_job(evaluation).arguments == (request,)
    assert shown in evaluation.form.part.currentText().lower()
    assert (evaluation.form.which.text(), evaluation.form.level.currentData()) == (which, level)


def test_an_evaluation_that_fails_or_is_stopped_is_reported(evaluation, tmp_path):
    evaluation.form.dataset.setText(str(tmp_path))
    evaluation.form.start.click()
    last_job(evaluation).fail("invalid-dataset", "nothing there")
    assert "nothing there" in texts_of(evaluation)
    evaluation.form.start.click()
    put(tmp_path / "results", metrics())
    last_job(evaluation).succeed(tmp_path / "results")
    assert "75.0 % (50.0 to 90.0)" in all_texts(evaluation)
    evaluation.form.start.click()
    job = last_job(evaluation)
    assert not evaluation.result.measurement.isVisible()
    evaluation.form.start.click()
    assert job.asked == ["start", "cancel"]
    job.ended.emit(Outcome(End.CANCELLED))
    assert "Stopped." in texts_of(evaluation)
    evaluation.form.start.click()
    job = last_job(evaluation)
    evaluation.close()
    assert job.asked == ["start", "stop"]
    evaluation.come_forward()
    assert "Stopped." in texts_of(evaluation)
    assert evaluation.form.start.text() == "Evaluate"


def test_the_installed_models_are_listed_and_chosen(qtbot, settings, package_copy):
    about = json.loads((package_copy / "package.json").read_text("utf-8"))
    write_about(package_copy, about | {"name": "mine", "version": "2.0"})
    mine = install(package_copy).folder
    (models_folder() / "broken-1").mkdir()
    (models_folder() / "broken-1" / "package.json").write_text("{", "utf-8")
    window = QMainWindow()
    qtbot.addWidget(window)
    menus = Menus(window, settings.theme)
    tools, menu = ToolsMenu(settings, menus, window), menus.models
    menu.aboutToShow.emit()
    shown = [(entry.text(), entry.isChecked(), entry.isEnabled()) for entry in menu.actions()[:-2]]
    assert shown == [
        (f"{SHIPPED_TITLE} (comes with Falx)", True, True),
        ("broken-1 (damaged)", False, False),
        ("mine 2.0", False, True),
    ]
    with qtbot.waitSignal(tools.model_chosen) as chosen:
        menu.actions()[2].trigger()
    assert chosen.args == [mine]
    settings.model = mine
    menu.aboutToShow.emit()
    assert [entry.isChecked() for entry in menu.actions()[:-2]] == [False, False, True]
    shutil.rmtree(mine)
    menu.aboutToShow.emit()
    assert [entry.isChecked() for entry in menu.actions()[:-2]] == [True, False]


def test_the_card_of_the_model_in_use_can_be_read(open_window, head):
    window = open_window(head)
    window.menus.models.aboutToShow.emit()
    window.menus.models.actions()[-1].trigger()
    [dialog] = [one for one in window.findChildren(QDialog) if one.isVisible()]
    assert dialog.windowTitle() == f"Model card of {SHIPPED_TITLE}"
    words = dialog.findChild(CardPage).toPlainText()
    assert "Not a medical device" in words
    # Formatted, tables too, and from its beginning.
    assert "##" not in words
    assert "| --- |" not in words
    assert dialog.findChild(CardPage).verticalScrollBar().value() == 0
    dialog.close()


def test_the_worker_changes_models_and_says_one_that_fails(qtbot, network):
    worker = InferenceThread(lambda: network)
    opened, failed = [], []
    worker.model_opened.connect(opened.append)
    worker.model_failed.connect(failed.append)

    def fail():
        raise InvalidPackageError("damaged")

    try:
        worker.start()
        with qtbot.waitSignal(worker.model_opened, timeout=20_000):
            worker.use_model(opener(None))
        assert opened[-1].title == SHIPPED_TITLE
        with qtbot.waitSignal(worker.model_failed, timeout=20_000):
            worker.use_model(fail)
        assert failed[-1].text == "damaged"
        with qtbot.waitSignal(worker.model_opened, timeout=20_000):
            worker.use_model(lambda: network)
        assert opened[-1].title == "fake 1.0.0"
    finally:
        worker.stop()


def test_a_model_that_is_gone_is_replaced_by_the_shipped_one(tmp_path, settings):
    settings.model = tmp_path / "gone"
    assert opener(settings.model)().package.title == SHIPPED_TITLE
    settings.model = None
    assert settings.model is None


def test_choosing_a_model_has_the_picture_classified_anew(qtbot, open_window, head, settings, network):
    window = open_window(head)
    menu = window.menus.models
    menu.aboutToShow.emit()
    with qtbot.waitSignal(window.answered, timeout=20_000):
        menu.actions()[0].trigger()
    assert window.classification.facts.title == SHIPPED_TITLE
    assert settings.model is None


def test_the_window_that_evaluates_opens_and_closes_with_the_main_window(open_window):
    window = open_window()
    window.menus.evaluate.trigger()
    evaluation = window.tools.evaluation
    assert evaluation.isVisible()
    window.close()
    assert not evaluation.isVisible()


def test_the_late_end_of_one_that_was_stopped_is_not_taken_for_the_next_ones(page, run, tmp_path):
    other = Path(shutil.copytree(run, tmp_path / "other"))
    page.show_run(run)
    stopped = last_job(page)
    page.show_run(other)
    stopped.give_up()
    assert last_job(page) is not stopped
    assert page.cancel.isVisible()
    assert page.again.isHidden()
    tell_measured(page, other)
    assert "75.0 % (50.0 to 90.0)" in all_texts(page)


@pytest.mark.parametrize("width", [560, 1000])
def test_a_narrow_page_wraps_its_words_and_its_tables_scroll_by_themselves(qtbot, page, run, width):
    page.resize(width, 420)
    page.show_run(run)
    tell_measured(page, run, "another model with a long name 10.0.0")
    area, view = page.findChild(QScrollArea), page.measurement
    qtbot.waitUntil(lambda: page.open_report.isVisible() or view.isVisible())
    qtbot.waitUntil(lambda: area.horizontalScrollBar().maximum() == 0)
    assert view.note.visibleRegion().boundingRect().width() <= area.viewport().width()
    table = view.figures.parentWidget().parentWidget()
    hidden = view.figures.sizeHint().width() - table.viewport().width()
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() == max(0, hidden))
    # Nothing of its height is cut.
    assert table.viewport().height() >= view.figures.sizeHint().height()


def test_the_late_progress_of_one_that_was_stopped_does_not_move_the_next_ones_bar(page, evaluation, run, tmp_path):
    other = Path(shutil.copytree(run, tmp_path / "other"))
    page.show_run(run)
    stopped = last_job(page)
    page.show_run(other)
    stopped.progressed.emit(Progress("Measuring the model", 5, 20))
    assert (bar_of(page).maximum(), "Measuring the model…" in texts_of(page)) == (0, True)
    evaluation.form.dataset.setText(str(tmp_path))
    evaluation.form.start.click()
    first = last_job(evaluation)
    first.give_up()
    evaluation.form.start.click()
    first.progressed.emit(Progress("Measuring the model", 5, 20))
    first.give_up()
    assert bar_of(evaluation).maximum() == 0
    assert evaluation.form.start.text() == "Stop"


def test_an_installation_goes_on_while_another_run_is_shown(qtbot, page, run, tmp_path):
    other = Path(shutil.copytree(run, tmp_path / "other"))
    page.show_run(run)
    page.package.install.click()
    job = last_job(page.package)
    page.show_run(other)
    assert job.asked == ["start"]
    assert not page.package.install.isEnabled()
    with qtbot.waitSignal(page.installed_changed):
        job.succeed(Installation(models_folder() / "x", None))
    assert page.package.install.isEnabled()
    assert not page.package.undo.isVisible()


def test_an_installation_that_is_killed_with_the_window_leaves_nothing(page, run):
    page.show_run(run)
    page.package.install.click()
    (models_folder() / ".installing-killed").mkdir(parents=True)
    page.stop()
    assert list(models_folder().iterdir()) == []


@pytest.mark.parametrize(
    ("kept", "words", "purposes"),
    [
        ((5, 7, False, True), "epoch 5 of 7, the best on the validation data.", "early stopping and calibration"),
        ((7, 7, True, False), "epoch 7 of 7, the last, as the settings ask.", "served calibration, so the"),
        (
            (0, 7, False, True),
            "the training of the last layers alone, which did better on the validation data",
            "early stopping and calibration",
        ),
        ((0, 0, False, False), "the network that it started from, without fine-tuning.", "served calibration, so the"),
    ],
)
def test_the_result_says_which_weights_the_model_has(page, run, kept, words, purposes):
    names = ("epoch", "done", "is_last_by_settings", "has_head_phase")
    (run / "run.json").write_text(json.dumps({"kept": dict(zip(names, kept, strict=True))}), "utf-8")
    page.show_run(run)
    tell_measured(page, run)
    text = all_texts(page)
    assert f"The model has the weights of {words}" in text
    assert purposes in text


def test_a_comparison_that_was_stopped_is_made_up_for(page, run):
    put(run / "evaluation", metrics())
    package = ModelPackage.open(run / "package")
    for no_rival, is_measured in (("", False), ("No other model was chosen.", True)):
        (run / "measured.json").write_text(
            json.dumps({"is_validation": True, "model": package.title, "rival": None, "rival_model": None}
                       | {"no_rival": no_rival}),
            "utf-8",
        )  # fmt: skip
        page.show_run(run)
        assert page.cancel.isHidden() is is_measured
        page.clear()


def test_work_of_unknown_length_shows_a_busy_bar(page, run):
    page.show_run(run)
    last_job(page).progressed.emit(Progress("Working out the figures", 0, 0))
    assert "Working out the figures…" in texts_of(page)
    assert bar_of(page).maximum() == 0


@pytest.mark.slow
def test_a_model_in_use_that_is_replaced_or_taken_back_does_not_go_on_answering(
    qtbot, open_window, head, settings, package_copy, network
):
    about = json.loads((package_copy / "package.json").read_text("utf-8"))
    write_about(package_copy, about | {"name": "mine", "version": "2.0"})
    settings.model = install(package_copy).folder
    window = open_window(head)
    window.menus.train.trigger()
    opened = window.tools.training
    assert window.classification.facts.title == "fake 1.0.0"
    with qtbot.waitSignal(window.answered, timeout=20_000):
        opened.installed_changed.emit()
    assert window.classification.facts.title == "mine 2.0"
    shutil.rmtree(settings.model)
    with qtbot.waitSignal(window.answered, timeout=20_000):
        opened.installed_changed.emit()
    assert window.classification.facts.title == SHIPPED_TITLE
    assert settings.model is None

"""The second step of the training window: settings that need no change, and that say what goes wrong when changed."""

import dataclasses
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel

from core.jobs.events import End, Outcome
from core.model.store import install, shipped_package
from core.program.locations import data_folder
from gui.training.settings.estimate_panel import EstimatePanel
from gui.training.settings.measuring_form import MeasuringForm
from gui.training.settings.preset_choice import PresetChoice
from gui.training.settings.presets import PRESETS
from gui.training.settings.run_naming import RunNaming
from gui.training.settings.setting_form import SettingForm
from gui.training.settings.settings_page import SettingsPage
from gui.training.settings.start_choice import StartChoice
from gui.widgets.theme import DARK
from tests.gui.conftest import button, control, job_of, texts_of, write_head
from training.dataset.choice import DatasetChoice
from training.dataset.class_counts import ClassContents, Contents
from training.settings import known_networks
from training.settings.config import CounterfactualConfig, TrainingConfig
from training.settings.config_file import format_config, read_config
from training.settings.estimate import Speed
from training.settings.imagenet_weights import weights_file
from training.settings.known_networks import NETWORKS
from training.settings.starting_points import StartKind, fitted, list_starts

SPEED = Speed(200.0, 2, 16_000_000_000)


def contents(glioma=500, notumor=400, **more):
    return Contents(
        "heads",
        glioma + notumor,
        (ClassContents("glioma", glioma, 0, ()), ClassContents("notumor", notumor, 0, ())),
        **more,
    )


@pytest.fixture
def page(qtbot, monkeypatch):
    """A page whose measuring the test does."""
    monkeypatch.setattr("gui.training.settings.estimate_panel.Job.start", lambda job: None)
    page = SettingsPage(DARK)
    qtbot.addWidget(page)
    page.resize(900, 700)
    with qtbot.waitExposed(page):
        page.show()
    yield page
    page.stop()


@pytest.fixture
def dataset(tmp_path) -> Path:
    for name in ("glioma", "notumor"):
        (tmp_path / "data" / name).mkdir(parents=True)
        write_head(tmp_path / "data" / name / "0.png", size=64)
    return tmp_path / "data"


def setting(page, name):
    """Find the control of a setting by its name in the file."""
    return next(form.controls[name] for form in page.findChildren(SettingForm) if name in form.controls)


def shown_all(page):
    button(page, "Show all settings").click()
    return page


def test_start_is_the_only_click_that_is_needed(page, dataset):
    page.set_dataset(contents())
    assert page.problem == ""
    order = page.order_for(DatasetChoice((dataset,)))
    assert order.request.dataset == dataset
    assert order.request.weights == shipped_package()
    assert order.request.config == fitted(read_config(recipe("standard")), list_starts()[0])
    assert order.request.out.parent == data_folder() / "runs"
    assert order.request.out.name.endswith("-my-model")
    assert order.request.name == "my-model"
    assert (order.folds, order.is_yielding, order.threads) == (None, True, None)
    assert page.preset.name == "standard"


def test_a_model_that_was_installed_meanwhile_is_offered(page, mine):
    page.hide()
    install(mine)
    page.show()
    starts = page.findChild(StartChoice).starts
    assert [start.title for start in starts][:2] == [list_starts()[0].title, "mine 2.0"]


def recipe(name):
    return Path(__file__).resolve().parents[3] / "training" / "recipes" / f"{name}.toml"


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_a_preset_is_its_recipe_as_far_as_the_start_allows(page, preset):
    page.set_dataset(contents(has_outlines=True))
    button(page, preset.title).click()
    recipe_of_it = preset.read()
    assert page.config.epochs == recipe_of_it.epochs
    assert page.config.augmentation == recipe_of_it.augmentation
    assert page.config == fitted(recipe_of_it, list_starts()[0])
    assert page.preset is preset


@pytest.fixture
def plain_page(page, monkeypatch):
    """A page with images with outlines, whose own model marks no tumours and whose network is not the recipes'."""
    fixed = (("architecture", "mobilenet-v2"), ("framing", 2), ("stride", 16), ("has_evidence", False))
    plain = dataclasses.replace(list_starts()[0], title="plain 1.0.0", fixed=fixed)
    monkeypatch.setattr("gui.training.settings.start_choice.list_starts", lambda: [plain, *list_starts()[1:]])
    page.refresh_starts()
    page.findChild(StartChoice).chosen.emit(page.start)
    page.set_dataset(contents(has_outlines=True))
    assert page.start.title == "plain 1.0.0"
    return page


def test_what_marks_the_tumour_starts_from_imagenet_and_says_so(plain_page, dataset):
    weights_file().parent.mkdir(parents=True)
    weights_file().write_bytes(b"weights")
    plain_page.refresh_starts()
    guided = next(preset for preset in PRESETS if preset.needs_outlines)
    button(plain_page, guided.title).click()
    assert plain_page.start.kind is StartKind.IMAGENET
    assert any(
        text.startswith("Chosen because these settings") and "plain 1.0.0" in text for text in texts_of(plain_page)
    )
    assert plain_page.preset is guided
    assert plain_page.problem == ""
    order = plain_page.order_for(DatasetChoice((dataset,)))
    assert order.request.config == guided.read()
    assert order.request.weights == weights_file()


def test_the_user_s_start_comes_back_with_other_settings(plain_page):
    button(plain_page, "Learn from the outlines").click()
    assert "Download them above" in plain_page.problem
    button(plain_page, "Standard").click()
    assert plain_page.start.title == "plain 1.0.0"
    assert plain_page.config.stride == 16
    assert plain_page.problem == ""
    assert not any(text.startswith("Chosen because these settings") for text in texts_of(plain_page))


def test_the_user_s_start_comes_back_after_the_download_too(plain_page):
    button(plain_page, "Learn from the outlines").click()
    weights_file().parent.mkdir(parents=True)
    weights_file().write_bytes(b"weights")
    button(plain_page, "Download 9 MB").click()
    job_of(plain_page.findChild(StartChoice)).ended.emit(Outcome(End.SUCCEEDED, weights_file()))
    assert plain_page.problem == ""
    assert any(text.startswith("Chosen because these settings") for text in texts_of(plain_page))
    button(plain_page, "Standard").click()
    assert plain_page.start.title == "plain 1.0.0"
    assert not any(text.startswith("Chosen because these settings") for text in texts_of(plain_page))


def test_a_start_that_takes_the_evidence_is_the_user_s_to_choose(plain_page):
    button(plain_page, "Learn from the outlines").click()
    plain_page.findChild(StartChoice).choose(StartKind.PACKAGE)
    assert not plain_page.config.has_evidence
    assert any("plain 1.0.0 does not mark where a tumour is" in text for text in texts_of(plain_page))
    button(plain_page, "Standard").click()
    assert plain_page.start.title == "plain 1.0.0"
    plain_page.findChild(StartChoice).choose(StartKind.CHANCE)
    assert plain_page.config == PRESETS[1].read()


def test_a_preset_says_nothing_of_a_network_that_was_not_asked_for(plain_page):
    button(plain_page, "Thorough").click()
    assert not any(text.startswith("Fixed by the chosen start, plain 1.0.0:") for text in texts_of(plain_page))


def test_outlines_are_learnt_from_only_where_there_are_some(page):
    guided = button(page, "Learn from the outlines")
    page.set_dataset(contents())
    assert not guided.isVisible()
    page.set_dataset(contents(has_outlines=True))
    assert guided.isVisible()


def test_a_change_makes_them_settings_of_ones_own_and_changes_nothing_else(page):
    before = page.config
    setting(shown_all(page), "epochs").setValue(3)
    assert page.config == dataclasses.replace(before, epochs=3)
    assert page.preset is None
    setting(page, "rate").setValue(5e-4)
    assert page.config.rate == pytest.approx(5e-4)
    setting(page, "augmentation.shift").setValue(20)
    assert page.config.augmentation.shift == pytest.approx(0.2)
    setting(page, "augmentation.flip").click()
    assert not page.config.augmentation.flip


def test_rates_are_plain_numbers_as_short_as_they_are(page):
    shown_all(page)
    for name, value, text in (("head_rate", 1e-3, "0.001"), ("rate", 2.5e-5, "0.000025"), ("rate", 0.01, "0.01")):
        control = setting(page, name)
        control.setValue(value)
        assert control.text() == text
        assert control.valueFromText(text) == pytest.approx(value)


def test_the_seed_alone_leaves_the_preset_what_it_is(page):
    setting(page, "seed").setValue(7)
    assert page.config.seed == 7
    assert page.preset.name == "standard"


@pytest.mark.slow
def test_what_a_model_fixes_cannot_be_changed_and_it_is_said_why(page):
    shown_all(page)
    assert not control(page, "Network").isEnabled()
    assert any(f"Fixed by the chosen start, {list_starts()[0].title}." in text for text in texts_of(page))
    page.findChild(StartChoice).choose(StartKind.CHANCE)
    assert control(page, "Network").isEnabled()
    assert control(page, "Detail of heat maps").isEnabled()


def test_settings_that_the_model_fixes_otherwise_are_reported_when_they_are_loaded(page, tmp_path):
    (tmp_path / "own.toml").write_text('architecture = "baseline-cnn"\nepochs = 4\n', "utf-8")
    page.findChild(PresetChoice).load(tmp_path / "own.toml")
    assert page.config.epochs == 4
    assert page.config.architecture == "mobilenet-v2"
    assert any("architecture is mobilenet-v2" in text for text in texts_of(page))


def test_settings_are_saved_and_loaded_as_the_command_line_takes_them(page, tmp_path):
    setting(page, "epochs").setValue(3)
    page.findChild(PresetChoice).save(tmp_path / "own.toml")
    assert read_config(tmp_path / "own.toml") == page.config
    wanted = TrainingConfig(size=160, epochs=2, weight_decay=0.1)
    (tmp_path / "other.toml").write_text(format_config(wanted), "utf-8")
    page.findChild(PresetChoice).load(tmp_path / "other.toml")
    assert page.config == fitted(wanted, list_starts()[0])


def test_settings_that_draw_heads_are_sent_to_the_command_line(page, tmp_path):
    page.set_dataset(contents())
    (tmp_path / "own.toml").write_text("[drawn]\nshare = 0.25\n", "utf-8")
    page.findChild(PresetChoice).load(tmp_path / "own.toml")
    assert "These settings draw heads from label maps" in page.problem
    assert "falx train --head-labels DIR" in page.problem


def test_a_file_with_an_unknown_setting_is_refused_in_the_reader_s_words(page, tmp_path):
    before = page.config
    (tmp_path / "bad.toml").write_text("epohcs = 3", "utf-8")
    page.findChild(PresetChoice).load(tmp_path / "bad.toml")
    assert any("bad.toml: epohcs: unknown setting" in text for text in texts_of(page))
    assert page.config == before


def test_what_does_not_go_together_is_said_and_can_be_mended(page):
    page.findChild(StartChoice).choose(StartKind.CHANCE)
    control(page, "Detail of heat maps").setCurrentIndex(2)
    control(page, "Detail of heat maps").activated.emit(2)
    assert page.config.stride == 8
    setting(page, "size").setValue(150)
    assert (
        "Image size: expected a multiple of 32 if stride, the detail of heat maps, is 8 pixels, got 150" in page.problem
    )
    setting(page, "size").setValue(160)
    assert page.problem == ""
    assert page.config.size == 160


def test_a_class_of_lesions_that_the_images_lack_is_reported(page, tmp_path):
    page.set_dataset(contents())
    counterfactual = CounterfactualConfig(lesions=0.1, lesion_class="gliom")
    (tmp_path / "own.toml").write_text(format_config(TrainingConfig(counterfactual=counterfactual)), "utf-8")
    page.findChild(PresetChoice).load(tmp_path / "own.toml")
    assert page.config.counterfactual.lesion_class == "glioma"
    words = "No class of these images is gliom: lesions that are drawn count as glioma."
    assert any(text.startswith(words) for text in texts_of(page))


def test_imagenet_waits_for_a_download_that_is_agreed_to(page):
    page.findChild(StartChoice).choose(StartKind.IMAGENET)
    assert "Download" in page.problem
    assert any("9 MB, from Google's storage" in text for text in texts_of(page))
    assert button(page, "Download 9 MB").isVisible()
    weights_file().parent.mkdir(parents=True)
    weights_file().write_bytes(b"weights")
    button(page, "Download 9 MB").click()
    job_of(page.findChild(StartChoice)).ended.emit(Outcome(End.SUCCEEDED, weights_file()))
    assert page.problem == ""
    assert page.start.weights == weights_file()


def test_a_download_that_fails_says_why(page):
    page.findChild(StartChoice).choose(StartKind.IMAGENET)
    button(page, "Download 9 MB").click()
    job_of(page.findChild(StartChoice)).ended.emit(Outcome(End.FAILED, code="invalid-config", message="no connection"))
    assert "no connection" in texts_of(page)
    assert page.start.needs_download


def test_a_file_that_is_no_model_is_refused_in_words(page, tmp_path):
    (tmp_path / "no.zip").write_bytes(b"no zip")
    page.findChild(StartChoice).choose_file(tmp_path / "no.zip")
    assert any(text.startswith("no.zip: expected a model package") for text in texts_of(page))
    assert page.start.kind is StartKind.PACKAGE


def test_a_file_is_offered_once_and_what_stays_chosen_is_named(page, tmp_path):
    (tmp_path / "own.npz").write_bytes(b"PK and more")
    count = control(page, "What to start from").count()
    for _ in range(2):
        page.findChild(StartChoice).choose_file(tmp_path / "own.npz")
    assert control(page, "What to start from").count() == count + 1
    assert page.start.weights == tmp_path / "own.npz"
    (tmp_path / "text.h5").write_text("text", "utf-8")
    page.findChild(StartChoice).choose_file(tmp_path / "text.h5")
    words = "The training still starts from own.npz."
    assert any("a file of another kind" in text and words in text for text in texts_of(page))


def test_each_preset_is_reached_and_pressed_by_keys(qtbot, page):
    page.activateWindow()
    for preset in PRESETS[:3]:
        control = button(page, preset.title)
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus, preset.title
        control.setFocus()
        qtbot.keyClick(control, Qt.Key.Key_Return)
        assert page.preset is preset


def test_saved_settings_are_reported(page, tmp_path):
    page.findChild(PresetChoice).save(tmp_path / "own.toml")
    assert any(text.startswith("Saved as own.toml") for text in texts_of(page))


def test_classes_can_be_drawn_equally_often(page):
    page.ask_for_balance()
    assert (page.config.class_weights, page.config.balance) == (False, 1.0)


def test_no_share_is_asked_for_where_the_images_name_validation_data(page):
    shown_all(page)
    both = contents()
    page.set_dataset(
        dataclasses.replace(both, classes=(dataclasses.replace(both.classes[0], validation=40), both.classes[1]))
    )
    assert not control(page, "Held-out share").isEnabled()
    assert "Uses the validation data that your dataset names: 40 of the images." in texts_of(page)
    page.set_dataset(both)
    assert control(page, "Held-out share").isEnabled()


def test_folds_are_those_of_the_table_where_it_names_some(page):
    shown_all(page)
    control(page, "Validation").setCurrentIndex(1)
    control(page, "Validation").activated.emit(1)
    assert page.folds == 5
    page.set_dataset(contents(folds=(0, 1, 2)))
    assert page.folds == 3
    assert not control(page, "Folds").isEnabled()
    page.findChild(MeasuringForm).show_folds(0)
    assert page.folds == 5
    assert control(page, "Folds").isEnabled()
    # What the user chose stays when the images are told of once more.
    control(page, "Folds").setValue(8)
    page.set_dataset(contents())
    assert page.folds == 8


@pytest.mark.parametrize(("count", "words"), [(3, "too few to keep 10 % out"), (0, "too few to keep")])
def test_too_few_images_are_reported_before_the_start(page, count, words):
    page.set_dataset(contents(notumor=count))
    assert words in page.problem


def test_a_name_that_is_no_folder_s_is_refused(page):
    control(page, "Name").setText("../x")
    assert "The name of the model" in page.problem
    control(page, "Name").setText("scanner-b")
    assert page.problem == ""
    assert page.findChild(RunNaming).folder.name.endswith("-scanner-b")


def test_a_folder_of_ones_own_stays(page, tmp_path):
    control(page, "Folder for the run").setText(str(tmp_path / "run"))
    control(page, "Folder for the run").textEdited.emit(str(tmp_path / "run"))
    control(page, "Name").setText("other")
    assert page.findChild(RunNaming).folder == tmp_path / "run"


def test_what_was_left_out_is_written_into_the_run_s_folder(page, dataset, tmp_path):
    for name in ("glioma", "notumor"):
        write_head(dataset / name / "1.png", 1, size=64)
    control(page, "Folder for the run").setText(str(tmp_path / "run"))
    choice = DatasetChoice((dataset,), frozenset({dataset / "glioma" / "1.png"}))
    order = page.order_for(choice)
    assert (order.request.dataset, order.choice) == (tmp_path / "run" / "dataset.csv", choice)
    # The folder may be another run's; that shows when the training begins.
    assert not (tmp_path / "run").exists()


def test_time_and_memory_follow_the_settings(page):
    page.set_dataset(contents(4000, 4000))
    assert "Measuring this computer…" in texts_of(page)
    job_of(page.findChild(EstimatePanel)).ended.emit(Outcome(End.SUCCEEDED, SPEED))
    times = []
    for preset in PRESETS[:3]:
        button(page, preset.title).click()
        times.append(next(text for text in texts_of(page) if text.endswith("on this computer")))
    assert len(set(times)) == 3
    assert any("estimated from a short measurement" in text for text in texts_of(page))


def test_more_than_the_computer_has_is_said(page):
    job_of(page.findChild(EstimatePanel)).ended.emit(Outcome(End.SUCCEEDED, SPEED))
    page.set_dataset(contents(50_000, 50_000))
    assert any("this computer has 16 GB: choose a smaller image size" in text for text in texts_of(page))


def test_the_preview_shows_the_images_and_follows_the_settings(qtbot, page, dataset):
    classes = tuple(ClassContents(name, 100, 0, (dataset / name / "0.png",)) for name in ("glioma", "notumor"))
    page.set_dataset(Contents("heads", 200, classes))
    picture = next(one for one in shown_all(page).findChildren(QLabel) if one.hasScaledContents())
    qtbot.waitUntil(lambda: not picture.pixmap().isNull(), timeout=20_000)
    before = picture.pixmap().toImage()
    setting(page, "augmentation.rotation_deg").setValue(180)
    qtbot.waitUntil(lambda: picture.pixmap().toImage() != before, timeout=20_000)


def test_scrolling_over_a_setting_does_not_change_it(page):
    control = setting(shown_all(page), "epochs")
    before = control.value()
    wheel = QWheelEvent(
        QPointF(5, 5),
        QPointF(control.mapToGlobal(QPoint(5, 5))),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(control, wheel)
    assert control.value() == before


def test_every_control_has_a_name_and_an_explanation(page):
    controls = [one for form in page.findChildren(SettingForm) for one in form.controls.values()]
    assert len(controls) > 15
    for one in controls:
        assert one.accessibleName(), one
        assert one.toolTip(), one.accessibleName()
        assert isinstance(one, QCheckBox) or one.maximum() > one.minimum(), one.accessibleName()


def test_without_the_full_installation_it_says_how_to_get_it(qtbot, monkeypatch):
    monkeypatch.setattr("gui.training.settings.settings_page.missing_parts", lambda: ("TensorFlow",))
    page = SettingsPage(DARK)
    qtbot.addWidget(page)
    page.set_dataset(contents())
    assert 'pip install -e ".[training]"' in page.problem


def test_classes_of_other_names_leave_the_preset_what_it_is(page):
    before = page.preset
    named = dataclasses.replace(
        contents(), classes=(ClassContents("glioma_tumor", 500, 0, ()), ClassContents("no_tumor", 400, 0, ()))
    )
    page.set_dataset(named)
    assert page.preset == before
    assert before is not None


def test_a_network_of_the_table_can_be_chosen(qtbot, monkeypatch):
    added = dataclasses.replace(NETWORKS[1], name="own-net", words="A network of one's own")
    monkeypatch.setattr(known_networks, "NETWORKS", (*NETWORKS, added))
    form = MeasuringForm()
    qtbot.addWidget(form)
    [choice] = [box for box in form.findChildren(QComboBox) if box.findText("mobilenet-v2") >= 0]
    place = choice.findText("own-net")
    assert [choice.itemText(index) for index in range(choice.count())] == [*(one.name for one in NETWORKS), "own-net"]
    assert choice.itemData(place, Qt.ItemDataRole.ToolTipRole) == "A network of one's own"

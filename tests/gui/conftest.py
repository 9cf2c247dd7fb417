"""A window to test, with settings of its own and a network that answers what a test sets."""

import gc
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QCursor, QDropEvent
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton, QWidget

import core.readers
from core.errors import FalxError
from core.image.phantom import head_phantom
from core.image.slice import Slice
from core.model.confidence_levels import nearest_level
from core.model.heat_maps.known_heat_maps import GRAD_CAM
from core.model.package import ModelPackage
from core.model.prediction import Prediction
from core.model.preprocessing import preprocess
from core.model.store import shipped_package
from gui.batch.window import BatchWindow
from gui.settings import Settings
from gui.widgets.theme import DARK, Theme, apply_theme
from gui.window.main_window import MainWindow
from gui.window.opening import Opening
from gui.work.inference import InferenceThread
from gui.work.job import Job
from tests.gui.direct_reader import DirectReader
from tests.gui.fake_job import maker_of

CLASSES = ("glioma", "meningioma", "notumor", "pituitary")
SHIPPED_TITLE = ModelPackage.open(shipped_package()).title


@dataclass
class FakeNetwork:
    """Answers what a test sets, after what a test has it do, and remembers what it was asked."""

    probabilities: tuple[float, ...] = (0.94, 0.03, 0.02, 0.01)
    prediction_set: tuple[str, ...] = ("glioma",)
    novelty: float = 0.4
    before: Callable[[Slice], None] = lambda image: None
    gate: threading.Event | None = None
    asked: list = field(default_factory=list)
    asked_again: list = field(default_factory=list)
    explained: list = field(default_factory=list)
    sets: dict[float, tuple[str, ...]] = field(default_factory=dict)
    foreign_limit: float = 4.0
    open_contrast: str | None = None
    package: SimpleNamespace = field(
        default_factory=lambda: SimpleNamespace(
            title="fake 1.0.0", classes=CLASSES, levels=(0.9, 0.95, 0.98, 0.99), has_evidence=True, metrics={}
        )
    )

    def hold(self):
        """Let no answer out before the event that this gives is set, or the window closes."""
        self.gate = threading.Event()
        return self.gate

    def let_go(self):
        if self.gate:
            self.gate.set()

    def predict(self, image, window=None):
        self.asked.append((image, window))
        if self.gate:
            self.gate.wait(20)
        self.before(image)
        probabilities = np.asarray(self.probabilities, np.float32)
        return Prediction(
            classes=CLASSES,
            logits=np.log(probabilities),
            probabilities=probabilities,
            level=nearest_level(self.package.levels),
            prediction_set=self.prediction_set,
            novelty=self.novelty,
            foreign_limit=self.foreign_limit,
            window=window or image.window,
            placement=preprocess(image, 224, window)[1],
            features=None,
            pooled=np.zeros(4, np.float32),
            evidence=np.zeros((7, 7), np.float32),
            open_contrast=self.open_contrast,
        )

    def at_level(self, prediction, level):
        """Give what `sets` has of the level, else the prediction set of all others."""
        self.asked_again.append(level)
        return replace(prediction, level=level, prediction_set=self.sets.get(level, self.prediction_set))

    def explain(self, prediction, class_name, longest_side, method=GRAD_CAM, image=None, on_progress=None):
        """Give a warm spot in the middle of the upper left quarter."""
        self.explained.append(class_name if method is GRAD_CAM else method.name)
        placement = prediction.placement.within(longest_side)
        rows, columns = np.ogrid[: placement.height, : placement.width]
        away = (rows / placement.height - 0.25) ** 2 + (columns / placement.width - 0.25) ** 2
        return np.exp(-away * 60).astype(np.float32) * (away < 0.05)


@pytest.fixture(autouse=True, scope="session")
def theme(qapp):
    """Dress the application as `gui.app` does: part of what buttons do comes with it."""
    apply_theme(qapp, Theme.DARK)


@pytest.fixture(autouse=True, scope="session")
def frozen_start():
    """Keep modules and what pytest has collected out of the collector's turns, which would take a third of the time."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(autouse=True)
def unasked(monkeypatch):
    """Answer no question, so that one that a test did not expect fails it instead of waiting for ever."""
    monkeypatch.setattr(QMessageBox, "exec", lambda _box: 0)


@pytest.fixture(autouse=True)
def direct_reader(monkeypatch):
    """Read files in this process, where a test can tell what is read; tests/gui/work/test_file_reading.py does not."""
    monkeypatch.setattr("core.reader_process.shared_reader._readers", [DirectReader()])


@pytest.fixture(autouse=True)
def parked_cursor(qapp):
    """Put the cursor away: a move to where the test before has left it would be none."""
    QCursor.setPos(qapp.primaryScreen().geometry().bottomRight())


@pytest.fixture
def network() -> FakeNetwork:
    return FakeNetwork()


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def workers() -> list[InferenceThread]:
    """The threads of the windows that a test opens, in their order."""
    return []


@pytest.fixture
def sweeps():
    """The sweeps of the window, which a test moves on by hand."""
    return []


@pytest.fixture
def open_window(qtbot, qapp, settings, network, workers, sweeps):
    """Open the window on files and wait for the first answer, if there is something to answer; close it at the end."""
    windows = []

    def open_(*paths, classifier=None, waits=True, make_job=None):
        # What is left of the window before: it would be dressed again, and take memory.
        gc.collect()
        apply_theme(qapp, settings.theme)
        workers.append(InferenceThread(lambda: classifier or network))
        window = MainWindow(settings, workers[-1], list(paths), make_job or maker_of(sweeps))
        # It is closed before the fixtures of its test end, and waits for the network then.
        qtbot.addWidget(window, before_close_func=lambda _window: network.let_go())
        windows.append(window)
        with qtbot.waitExposed(window):
            window.show()
        if paths and waits:
            wait_for_answer(qtbot, window)
        return window

    yield open_
    for window in windows:
        window.close()
    assert not any(worker.is_running for worker in workers)


@pytest.fixture
def held_reads(monkeypatch):
    """Let nothing be read from when this is called until the event that it gives is set, or the test ends."""
    opened, read = threading.Event(), core.readers.read_slices

    def read_late(path, on_progress=None):
        opened.wait(20)
        return read(path, on_progress)

    def hold():
        monkeypatch.setattr("core.readers.read_slices", read_late)
        return opened

    yield hold
    opened.set()


@pytest.fixture
def shipped_classifier():
    from core.model.classifier import Classifier

    return Classifier.open(shipped_package())


@pytest.fixture
def head(tmp_path) -> Path:
    return write_head(tmp_path / "head.png")


@pytest.fixture
def heads(tmp_path) -> list[Path]:
    (tmp_path / "heads").mkdir()
    return [write_head(tmp_path / "heads" / f"{seed}.png", seed) for seed in range(3)]


@pytest.fixture
def dicom_series(tmp_path) -> Path:
    """Five files of one DICOM series in a folder of their own."""
    pydicom = pytest.importorskip("pydicom")
    from pydicom.data import get_testdata_file

    folder = tmp_path / "series"
    folder.mkdir()
    dataset = pydicom.dcmread(get_testdata_file("MR_small.dcm", download=False))
    for number in range(5):
        dataset.InstanceNumber = number + 1
        dataset.SOPInstanceUID = f"1.2.3.{number}"
        dataset.ImagePositionPatient = [0, 0, 5.0 * number]
        dataset.save_as(folder / f"{number}.dcm")
    return folder


@pytest.fixture
def stack(tmp_path) -> Path:
    """Seven slices, each of one grey level with a corner of another, in a NIfTI file."""
    import nibabel

    volume = np.zeros((48, 40, 7), np.int16)
    volume += (100 * np.arange(7, dtype=np.int16))[None, None]
    volume[:8, :8] = 900
    path = tmp_path / "stack.nii.gz"
    nibabel.save(nibabel.Nifti1Image(volume, np.diag([1.0, 1.0, 4.0, 1.0])), path)
    return path


def write_head(path, seed=0, size=128):
    path.write_bytes(cv2.imencode(".png", head_phantom(seed, size=size))[1].tobytes())
    return path


def wait_for_answer(qtbot, window):
    """Wait until the slice that is shown has its verdict."""
    qtbot.waitUntil(lambda: window.viewer.view.has_heat, timeout=20_000)


def wait_for_title(qtbot, window, name):
    qtbot.waitUntil(lambda: window.windowTitle() == f"{name} – Falx", timeout=20_000)


def opening_of(window) -> Opening:
    """Find the part of the window that opens files."""
    return window.findChild(Opening)


def button(window, text):
    """Find the button with a text."""
    return next(one for one in window.findChildren(QPushButton) if one.text() == text)


def primary_buttons(window):
    """List the texts of the buttons that stand out as the next step."""
    return [one.text() for one in window.findChildren(QPushButton) if one.property("tone") == "primary"]


def control(window, name):
    """Find the control with a name, as a screen reader tells it."""
    return next(one for one in window.findChildren(QWidget) if one.accessibleName() == name)


def job_of(widget) -> Job:
    """Find the job that a widget has begun last."""
    return widget.findChildren(Job)[-1]


def texts_of(widget):
    """List the texts of the labels that are to be seen, with plain spaces."""
    labels = [label for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]
    return [label.text().replace("\N{NO-BREAK SPACE}", " ") for label in labels]


def drop(window, *paths):
    """Drop files as a file manager does; tells whether the window takes them."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(50, 50),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)
    return event.isAccepted()


class NetworkError(FalxError):
    """What a fake network may raise."""

    code = "fake"


@pytest.fixture
def jobs():
    """The jobs of a batch window, which a test moves on by hand."""
    return []


@pytest.fixture
def open_batch(qtbot, qapp, settings, jobs):
    """Open a batch window; its jobs are `jobs`, unless the test makes real ones."""

    def open_(make_job=None):
        window = BatchWindow(settings, DARK, make_job or maker_of(jobs))
        # Without a question.
        qtbot.addWidget(window, before_close_func=BatchWindow.shut_down)
        with qtbot.waitExposed(window):
            window.come_forward()
        return window

    return open_

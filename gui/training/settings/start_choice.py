"""The start of the training: a model, ImageNet's weights, a file, or nothing."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.errors import FalxError
from core.jobs import job_targets
from core.jobs.events import End, Outcome, Progress
from core.program.product import MODEL_SUFFIX
from core.program.translation import mark, tr
from gui.translated_messages.relay import relayed
from gui.widgets.no_wheel import NoWheelComboBox
from gui.widgets.theme import SPACE
from gui.work.job import Job
from training.settings.starting_points import Start, StartKind, imagenet_start, list_starts, start_from_file

_WHY = {
    StartKind.PACKAGE: mark(
        "Continues from a trained model with your scanner's images. The fastest way; "
        "needs no download. Its classes: {classes}."
    ),
    StartKind.IMAGENET: mark(
        "A network that was trained on a million photographs; it learns about MRI from your images."
    ),
    StartKind.FILE: mark("ImageNet weights for the chosen network, from a file."),
    StartKind.CHANCE: mark("An untrained network. Needs many images and many epochs."),
}
_DOWNLOAD = mark(
    "These weights are not on this computer yet. Falx downloads them once, 9 MB, from Google's storage "
    "(storage.googleapis.com), if you agree. None of your data is sent."
)


class StartChoice(QWidget):
    """A list with an explanation below; downloads ImageNet's weights when the user agrees."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Offer the starts on this computer; the shipped model is chosen."""
        super().__init__(parent)
        self._job: Job | None = None
        self._box = NoWheelComboBox()
        self._box.setAccessibleName(tr("What to start from"))
        self._file = QPushButton(tr("Another file…"))
        self._file.setToolTip(
            tr("A model package ({model_suffix}, .zip), or ImageNet weights (.h5, .npz)", model_suffix=MODEL_SUFFIX)
        )
        self._why = QLabel()
        self._why.setProperty("tone", "faint")
        self._why.setWordWrap(True)
        self._note = QLabel()
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setWordWrap(True)
        self._note.hide()
        self._problem = QLabel()
        self._problem.setProperty("tone", "problem")
        self._problem.setWordWrap(True)
        self._problem.hide()
        self._download = QPushButton(tr("Download 9 MB"))
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.hide()
        line = QHBoxLayout()
        line.setSpacing(2 * SPACE)
        line.addWidget(self._box, 1)
        line.addWidget(self._file)
        fetching = QHBoxLayout()
        fetching.addWidget(self._download)
        fetching.addWidget(self._progress, 1)
        fetching.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(line)
        column.addWidget(self._note)
        column.addWidget(self._why)
        column.addLayout(fetching)
        column.addWidget(self._problem)
        self._own: list[Start] = []
        self.refresh()
        self._box.activated.connect(self._on_box_activated)
        self._file.clicked.connect(self._on_file_clicked)
        self._download.clicked.connect(self._on_download_clicked)

    @property
    def start(self) -> Start:
        """The chosen start."""
        start = self._box.currentData()
        assert isinstance(start, Start)
        return start

    @property
    def starts(self) -> list[Start]:
        """All offered starts."""
        return [self._box.itemData(index) for index in range(self._box.count())]

    @property
    def is_taken(self) -> bool:
        """Whether Falx chose the start for the user."""
        return not self._note.isHidden()

    def take(self, start: Start, why: str) -> None:
        """Choose a start for the user, and show why, without emitting a signal."""
        self._box.setCurrentIndex(self.starts.index(start))
        self._show_start()
        self._note.setText(why)
        self._note.setVisible(bool(why))

    def choose(self, kind: StartKind) -> None:
        """Choose the first start of a kind."""
        for index in range(self._box.count()):
            if self._box.itemData(index).kind is kind:
                self._box.setCurrentIndex(index)
                self._on_box_activated(index)
                return

    def choose_file(self, path: Path) -> None:
        """Offer and choose a file or package of the user's."""
        try:
            start = start_from_file(path)
        except FalxError as error:
            self._show_problem(
                tr(
                    "{error}. The training still starts from {title}.",
                    error=relayed(str(error)),
                    title=self.start.title,
                )
            )
            return
        places = [one.weights for one in self.starts]
        if start.weights in places:
            # Chosen before; the file may have changed.
            index = places.index(start.weights)
            self._own = [start if one.weights == start.weights else one for one in self._own]
            self._box.setItemData(index, start)
            self._box.setItemText(index, start.title)
            self._box.setCurrentIndex(index)
        else:
            self._own.append(start)
            self._box.addItem(start.title, start)
            self._box.setCurrentIndex(self._box.count() - 1)
        self._on_box_activated(self._box.currentIndex())

    @Slot()
    def refresh(self) -> None:
        """Update the starts on this computer; keep the chosen one where it is still there."""
        before = self._box.currentData()
        self._box.clear()
        for start in (*list_starts(), *self._own):
            self._box.addItem(start.title, start)
        places = [(start.kind, start.weights) for start in self.starts]
        if before and (before.kind, before.weights) in places:
            self._box.setCurrentIndex(places.index((before.kind, before.weights)))
        self._show_start()
        if before and before != self.start:
            if before.kind is not self.start.kind:
                self._note.hide()
            self.chosen.emit(self.start)

    def stop(self) -> None:
        """Stop a download."""
        if self._job:
            self._job.stop(0.0)

    def _show_start(self) -> None:
        start = self.start
        why = tr(_WHY[start.kind], classes=", ".join(start.classes))
        self._why.setText(f"{why} {tr(_DOWNLOAD)}" if start.needs_download else why)
        is_fetching = self._job is not None and self._job.is_running
        self._download.setVisible(start.needs_download and not is_fetching)
        self._progress.setVisible(start.needs_download and is_fetching)
        self._show_problem("")

    def _show_problem(self, text: str) -> None:
        self._problem.setText(text)
        self._problem.setVisible(bool(text))

    @Slot(int)
    def _on_box_activated(self, index: int) -> None:
        # A text about another choice no longer applies.
        self._note.hide()
        self._show_start()
        self.chosen.emit(self.start)

    @Slot()
    def _on_file_clicked(self) -> None:
        forms = tr("Models and weights (*{model_suffix} *.zip *.h5 *.npz);;All files (*)", model_suffix=MODEL_SUFFIX)
        name, _ = QFileDialog.getOpenFileName(self, tr("Start from a file"), "", forms)
        if name:
            self.choose_file(Path(name))

    @Slot()
    def _on_download_clicked(self) -> None:
        self._job = Job(job_targets.DOWNLOAD_WEIGHTS, parent=self)
        self._job.progressed.connect(self._on_job_progressed)
        self._job.ended.connect(self._on_job_ended)
        self._job.start()
        self._progress.setRange(0, 0)
        self._show_start()

    @Slot(object)
    def _on_job_progressed(self, progress: Progress) -> None:
        self._progress.setRange(0, progress.total)
        self._progress.setValue(progress.done)

    @Slot(object)
    def _on_job_ended(self, outcome: Outcome) -> None:
        if outcome.end is End.SUCCEEDED:
            for index in range(self._box.count()):
                if self._box.itemData(index).kind is StartKind.IMAGENET:
                    self._box.setItemData(index, imagenet_start())
        self._show_start()
        if outcome.end is End.FAILED:
            self._show_problem(outcome.message)
        self.chosen.emit(self.start)

"""Screenshots of the window that classifies folders."""

from PySide6.QtCore import Qt

from bench.screenshots.phantoms import Scans
from bench.screenshots.shots import Shot
from bench.screenshots.stage import Stage
from gui.batch.results.index import SPECIAL_VERDICTS, Column
from gui.batch.window import BatchWindow
from gui.settings import Settings
from gui.widgets.theme import Colours

_SIZE = (1360, 720)


def take_folder(stage: Stage, settings: Settings, colours: Colours, scans: Scans) -> None:
    """Classify a folder, sort it by urgency, then show only slices without a class."""
    window = BatchWindow(settings, colours)
    window.resize(*_SIZE)
    window.come_forward()
    window.setup.set_paths([scans.folder])
    window.setup.start()
    stage.wait_for(lambda: window.run.saved and not window.run.is_running, "end of the batch")
    window.results.table.sortByColumn(Column.REMARKS, Qt.SortOrder.AscendingOrder)
    stage.take(Shot.FOLDER, window)
    for verdict, chip in window.results.filters.chips.items():
        if verdict in SPECIAL_VERDICTS:
            chip.click()
    stage.take(Shot.FILTERED, window)
    window.shut_down()

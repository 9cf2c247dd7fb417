"""Very many files through `falx classify --csv` and through the window's batch: memory at the first and at the last."""

import gc
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2

from core.image.phantom import head_phantom
from tests.long_runs.samples import MEMORY_BAR_MB, children_of, held_mb, trim

ROOT = Path(__file__).resolve().parents[2]
_FIRST, _DIFFERENT, _SIDE = 1_000, 16, 128
_STEP_S, _STEP_MS = 0.05, 50


@dataclass(frozen=True, slots=True)
class Growth:
    """Memory of one way, in MB.

    Attributes:
        way: which.
        files: how many.
        first_mb: after the first thousand, or after half of them if they are fewer than two thousand.
        last_mb: after the last.
    """

    way: str
    files: int
    first_mb: float
    last_mb: float

    @property
    def fault(self) -> str:
        """What is above the bar; "" for nothing."""
        grown = self.last_mb - self.first_mb
        return f"{self.way}: {grown:+.1f} MB, at most {MEMORY_BAR_MB:g} MB" if grown > MEMORY_BAR_MB else ""


def link_files(folder: Path, count: int) -> None:
    """Fill a folder with hard links to a few drawn pictures, so that they take no room.

    Args:
        folder: to make; the pictures themselves go beside it.
        count: of links.
    """
    folder.mkdir(parents=True)
    originals = []
    for seed in range(_DIFFERENT):
        originals.append(folder.parent / f"{seed}.png")
        originals[-1].write_bytes(cv2.imencode(".png", head_phantom(seed, "glioma", _SIDE))[1].tobytes())
    for index in range(count):
        (folder / f"{index:06}.png").hardlink_to(originals[index % _DIFFERENT])


def classify(folder: Path, count: int) -> list[Growth]:
    """Classify a folder by the command; return the memory of its process, and of those that read for it.

    Raises:
        subprocess.CalledProcessError: if the command fails.
    """
    target = folder.parent / "verdicts.csv"
    words = [sys.executable, "-m", "falx", "classify", str(folder), "--csv", str(target)]
    watch, readers = _Watch(count), _Watch(count)
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        lines = _Lines(target)
        while process.poll() is None:
            # Without the head.
            done = lines.count() - 1
            # After the last, all is given back, and the processes end one by one.
            if done < count:
                watch.note(done, held_mb(process.pid))
                readers.note(done, sum(map(held_mb, children_of(process.pid))))
            time.sleep(_STEP_S)
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, words)
    return [watch.growth("falx classify --csv"), readers.growth("its reader processes")]


def classify_in_window(folder: Path, count: int, tell: Callable[[str], object]) -> list[Growth]:
    """Classify a folder in the window for folders; return the memory of the window, and of the processes of the batch.

    Args:
        folder: of the files.
        count: how many those are.
        tell: is given a line for each tenth.
    """
    from PySide6.QtCore import QEventLoop, QTimer
    from PySide6.QtWidgets import QApplication

    from gui.batch.window import BatchWindow
    from gui.settings import Settings
    from gui.widgets.theme import DARK
    from gui.work.garbage_collection import GarbageCollection

    # Kept, or Qt ends.
    app = QApplication.instance() or QApplication(sys.argv[:1])
    collection = GarbageCollection()
    collection.start()
    window = BatchWindow(Settings(), DARK)
    window.come_forward()
    window.setup.set_paths([folder])
    window.setup.start()
    watch, children, told = _Watch(count), _Watch(count), 0
    while not window.run.saved or window.run.is_running:
        loop = QEventLoop()
        QTimer.singleShot(_STEP_MS, loop.quit)
        loop.exec()
        done = window.run.reached.done if window.run.reached else 0
        if watch.is_due(done):
            gc.collect()
            trim()
        watch.note(done, held_mb(os.getpid()))
        if done < count:
            children.note(done, sum(map(held_mb, children_of(os.getpid()))))
        if done * 10 // count > told:
            told = done * 10 // count
            tell(f"{done:,} files: {held_mb(os.getpid()):.0f} MB")
    gc.collect()
    trim()
    watch.note(count, held_mb(os.getpid()))
    assert len(window.model.results.rows) == count
    window.shut_down()
    collection.stop()
    del app
    return [watch.growth("the window's batch"), children.growth("the processes of that batch")]


class _Watch:
    """Memory once the first files are done, and at last."""

    def __init__(self, count: int) -> None:
        self._count, self._first = count, min(_FIRST, count // 2)
        self._first_mb: float | None = None
        self._last_mb = 0.0

    def is_due(self, done: int) -> bool:
        """Tell whether the first files are done, and their memory was not noted yet."""
        return self._first_mb is None and done >= self._first

    def note(self, done: int, memory_mb: float) -> None:
        """Take the memory as that of the moment; 0 is that of a process that has ended."""
        if memory_mb:
            if self.is_due(done):
                self._first_mb = memory_mb
            self._last_mb = memory_mb

    def growth(self, way: str) -> Growth:
        """Return both."""
        return Growth(way, self._count, self._first_mb or 0.0, self._last_mb)


class _Lines:
    """Counts the lines of a file that grows."""

    def __init__(self, path: Path) -> None:
        self._path, self._count, self._place = path, 0, 0

    def count(self) -> int:
        if self._path.exists():
            with self._path.open("rb") as file:
                file.seek(self._place)
                new = file.read()
            self._place += len(new)
            self._count += new.count(b"\n")
        return self._count

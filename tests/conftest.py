"""What all tests share: no display, a home of their own, the folder of real images where there is one."""

import functools
import gc
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from core.image import phantom
from core.model.package import PACKAGE_FILE, write_about
from core.model.store import shipped_package
from tests.package_formats import as_format_1, as_format_2
from tests.threads import our_threads

# Before anything imports Qt.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Windows speak English, whatever the computer does.
os.environ["LANGUAGE"] = "en"

# How long an example takes is up to what else the computer does.
settings.register_profile("falx", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("falx")

# Tests draw the same heads thousands of times, and each takes as long as a whole test of its own.
_draw = functools.lru_cache(maxsize=512)(phantom.draw_head)


def _draw_once(seed: int = 0, lesion: str | None = None, size: int = 256, height: float = 0.0) -> phantom.Phantom:
    drawn = _draw(seed, lesion, size, height)
    return phantom.Phantom(drawn.pixels.copy(), drawn.lesion.copy())


phantom.draw_head = _draw_once

_HOME_VARIABLES = {
    "HOME": ".",
    "USERPROFILE": ".",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_CACHE_HOME": ".cache",
    "XDG_STATE_HOME": ".local/state",
    "APPDATA": "AppData/Roaming",
    "LOCALAPPDATA": "AppData/Local",
}


# What tests, their children and libraries leave anywhere else goes away with the run. Libraries write on import, and
# fixtures of a module come before the home of a test, so this stands before both. What a test writes to its
# `tmp_path` stays where pytest puts it, for a look at a failure.
os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", tempfile.gettempdir())
_RUN = Path(tempfile.mkdtemp(prefix="falx-tests-"))
os.environ |= {variable: str(_RUN / relative) for variable, relative in _HOME_VARIABLES.items()}
os.environ |= {"MPLCONFIGDIR": str(_RUN / "matplotlib"), "KERAS_HOME": str(_RUN / "keras")}
os.environ |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(_RUN))
tempfile.tempdir = None


def pytest_unconfigure() -> None:
    shutil.rmtree(_RUN, ignore_errors=True)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Tell the order of a run that failed, which `--quiet` leaves out."""
    if terminalreporter.stats.keys() & {"failed", "error"} and hasattr(config.option, "randomly_seed"):
        terminalreporter.write_line(f"The same order again: --randomly-seed={config.option.randomly_seed}")


_PATIENCE_S = 5
_CLOCK = (time.sleep, time.monotonic)


def _has_windows(item: pytest.Item | None) -> bool:
    return "qapp" in getattr(item, "fixturenames", ())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None, object, object]:
    """Keep the garbage collector to this thread in tests with windows, and free what they leave before others run.

    On a thread of a later test it would free an old window, and Qt ends the run then (`gui.work.garbage_collection`).
    At the end of the run, Python frees cycles before it shuts down only where the collector is on.
    """
    if _has_windows(item):
        gc.disable()
    result = yield
    if _has_windows(nextitem):
        gc.collect(1)
    elif not gc.isenabled():
        gc.collect()
        gc.enable()
    return result


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None, object, object]:
    """Fail a test that leaves what reaches into others: a window under the mouse, a thread, a clock of its own.

    Threads of earlier tests and of libraries read the same clock; the `time` of one module may be another. A server
    that the tests of a file share may have threads until the last of them.
    """
    faults = []
    if (time.sleep, time.monotonic) != _CLOCK:
        faults.append("gave all threads another clock; set `time` of the module under test")
    result = yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    application = widgets and widgets.QApplication.instance()
    left = [window for window in application.topLevelWindows() if window.isVisible()] if application else []
    for window in left:
        window.hide()
    if left:
        faults.append(f"left {len(left)} open: {', '.join(window.title() or window.objectName() for window in left)}")
    if (nextitem is None or nextitem.path != item.path) and (threads := _threads_left()):
        faults.append(f"this test or one before it in its file left threads: {', '.join(threads)}")
    if faults:
        pytest.fail("; ".join(faults))
    return result


def _threads_left() -> list[str]:
    threads = our_threads()
    for thread in threads:
        thread.join(_PATIENCE_S)
    return [thread.name for thread in threads if thread.is_alive()]


@pytest.fixture
def home_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("home")
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


# The folders come before `monkeypatch`: they are removed once nothing is patched any more.
@pytest.fixture(autouse=True)
def home(home_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test an empty home, so that none reads or writes the settings and models of who runs it."""
    for variable, relative in _HOME_VARIABLES.items():
        monkeypatch.setenv(variable, str(home_folder / relative))
    return home_folder


@pytest.fixture
def bad_decoder(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Read files in processes that a name beginning with `crash` crashes and one with `hang` hangs."""
    with _badly_read(monkeypatch, processor_s=1):
        yield


@pytest.fixture
def stalling_decoder(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Read files in processes that wait for one whose name begins with `stall`, for 3 s."""
    with _badly_read(monkeypatch, silence_s=3):
        yield


@pytest.fixture
def endless_decoder(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Read files in processes that wait for one whose name begins with `stall`, for longer than a test may take."""
    with _badly_read(monkeypatch):
        yield


@contextmanager
def _badly_read(monkeypatch: pytest.MonkeyPatch, **limits: float) -> Iterator[None]:
    from core.reader_process.file_reader import FileReader
    from core.reader_process.limits import ReadingLimits
    from tests.core.bad_decoder import serve_badly

    reader = FileReader(ReadingLimits(**limits), serve_badly)  # type: ignore[arg-type]
    monkeypatch.setattr("core.reader_process.shared_reader._readers", [reader])
    try:
        yield
    finally:
        reader.close()


@pytest.fixture
def data_folder() -> Path:
    """Find the folder of real images, or skip. For tests marked `data`."""
    folder = Path(os.environ.get("FALX_DATA") or Path(__file__).resolve().parents[2] / "shared" / "data")
    if not folder.is_dir():
        pytest.skip("needs the folder of real images: set FALX_DATA")
    return folder


@pytest.fixture
def few_perturbed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Perturb two images of an evaluation: each takes a second."""
    monkeypatch.setattr("training.evaluation.image_scores.PERTURBED_IMAGES", 2)


@pytest.fixture
def package_copy(tmp_path: Path) -> Path:
    """Copy the shipped model package, to be damaged."""
    return Path(shutil.copytree(shipped_package(), tmp_path / "package"))


@pytest.fixture
def first_format(package_copy: Path) -> Path:
    """Make a package of format 1, which knows one level: 99 %."""
    write_about(package_copy, as_format_1(_about(package_copy)))
    return package_copy


@pytest.fixture
def second_format(tmp_path: Path) -> Path:
    """Make a package of format 2, which answers two questions, at 90, 95, 98 or 99 %."""
    folder = Path(shutil.copytree(shipped_package(), tmp_path / "second"))
    write_about(folder, as_format_2(_about(folder)))
    return folder


def _about(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / PACKAGE_FILE).read_text("utf-8")))


@pytest.fixture
def mine(package_copy: Path) -> Path:
    """Make a model that is not the shipped one: "mine 2.0"."""
    write_about(package_copy, _about(package_copy) | {"name": "mine", "version": "2.0"})
    return package_copy

"""Whether a window can be opened: a display that is named has to answer."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from core.program import display
from core.program.display import why_no_window

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems name no display")

NO_X = ":4711"


@pytest.fixture(autouse=True)
def bare(monkeypatch):
    """Name no display, and let Qt choose."""
    for variable in ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "XDG_RUNTIME_DIR", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(variable, raising=False)


@pytest.fixture
def listening(tmp_path):
    """Listen at a socket that takes connections and says nothing; give its path."""
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s"))
        server.listen()
        yield tmp_path / "s"


@pytest.fixture
def x_server():
    """Start an X server; give its name."""
    if shutil.which("Xvfb") is None:
        pytest.skip("needs Xvfb")
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        yield f":{number}"
        server.terminate()


def test_no_display_is_reported():
    assert why_no_window() == "There is no display to open a window on"


@pytest.mark.parametrize(
    "name", [NO_X, f"unix{NO_X}", "nowhere.invalid:0", "localhost:4711.0", "nonsense", "/no/socket"]
)
def test_a_display_without_an_answer_is_named(monkeypatch, name):
    monkeypatch.setenv("DISPLAY", name)
    assert f"display {name} does not answer" in why_no_window()


@pytest.mark.parametrize("name", ["wayland-4711", "/no/socket"])
@pytest.mark.parametrize("folder", [None, "/no/folder"])
def test_a_compositor_that_is_not_there_is_named(monkeypatch, capfd, name, folder):
    monkeypatch.setenv("WAYLAND_DISPLAY", name)
    if folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
    assert f"display {name} does not answer" in why_no_window()
    assert capfd.readouterr().err == ""


def test_a_display_that_takes_connections_and_hangs_does_not_answer(monkeypatch, listening):
    monkeypatch.setattr(display, "_PATIENCE_S", 0.2)
    monkeypatch.setenv("WAYLAND_DISPLAY", str(listening))
    monkeypatch.setenv("DISPLAY", NO_X)
    assert why_no_window() == f"The displays {listening} and {NO_X} do not answer or refuse a window"


def test_a_display_that_answers_will_do(monkeypatch, x_server):
    monkeypatch.setenv("DISPLAY", x_server)
    assert why_no_window() is None
    assert "QT_QPA_PLATFORM" not in os.environ


def test_of_two_displays_the_one_that_answers_is_used(monkeypatch, x_server):
    monkeypatch.setenv("DISPLAY", x_server)
    monkeypatch.setenv("WAYLAND_DISPLAY", "/no/socket")
    # So that what is set meanwhile is taken back.
    monkeypatch.setenv("QT_QPA_PLATFORM", "")
    assert why_no_window() is None
    assert os.environ["QT_QPA_PLATFORM"] == "xcb"


@pytest.mark.parametrize("platform", ["offscreen", "minimal", "vnc:port=5900", "nonsense", "offscreen;xcb", "wayland"])
def test_a_platform_of_the_users_own_is_left_to_qt(monkeypatch, platform):
    monkeypatch.setenv("QT_QPA_PLATFORM", platform)
    monkeypatch.setenv("DISPLAY", NO_X)
    assert why_no_window() is None


def test_a_platform_that_needs_a_display_is_asked_for_that_alone(monkeypatch, listening):
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    monkeypatch.setenv("DISPLAY", NO_X)
    monkeypatch.setenv("WAYLAND_DISPLAY", str(listening))
    assert NO_X in why_no_window()


def test_a_library_that_is_missing_leaves_the_question_to_qt(monkeypatch):
    import ctypes

    def refuse(name):
        raise OSError(f"{name}: cannot open shared object file")

    monkeypatch.setattr(ctypes, "CDLL", refuse)
    monkeypatch.setenv("DISPLAY", NO_X)
    assert why_no_window() is None


def test_other_systems_have_a_display_without_a_name(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    assert why_no_window() is None


def test_a_thread_that_hangs_does_not_keep_the_process(listening):
    code = "from core.program import display; display._PATIENCE_S = 0.2; print(display.why_no_window())"
    environment = {"WAYLAND_DISPLAY": str(listening), "PATH": os.environ["PATH"]}
    told = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(display.__file__).parents[2],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert str(listening) in told.stdout

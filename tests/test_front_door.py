"""`falx`: versions, commands, exit statuses."""

import builtins
import os
import subprocess
import sys
from pathlib import Path

import pytest

import falx
from core import __version__
from core.samples import sample_files
from falx import main

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = str(sample_files()[0])
DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM")

on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems name no display")


def fail(error):
    raise error


def test_the_version_is_printed(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"falx {__version__}\n"


def test_help_is_printed(capsys):
    assert main(["--help"]) == 0
    out, err = capsys.readouterr()
    assert "usage: falx" in out
    assert err == ""


@pytest.mark.parametrize("command", falx.COMMANDS)
def test_each_command_has_help(command, capsys):
    assert main([command, "--help"]) == 0
    assert f"usage: falx {command}" in capsys.readouterr().out


@pytest.mark.parametrize("option", ["--nonsense", "-x", "--Version"])
def test_an_unknown_option_is_status_2_and_one_line(option, capsys):
    assert main([option]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    [line] = err.splitlines()
    assert option in line


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["classify", SAMPLE], 0),
        (["classify", SAMPLE, "nowhere.png"], 1),
        (["classify"], 2),
        (["--nonsense"], 2),
    ],
)
def test_the_process_ends_with_the_status(arguments, status):
    process = subprocess.run(
        [sys.executable, "falx.py", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert process.returncode == status
    assert len(process.stderr.splitlines()) == (1 if status else 0)


def test_an_interrupt_is_no_traceback(monkeypatch, capsys):
    def interrupt(argv):
        raise KeyboardInterrupt

    monkeypatch.setattr("cli.models.main", interrupt)
    assert main(["models"]) == 130
    assert capsys.readouterr().err == ""


def test_without_a_display_the_images_are_classified(monkeypatch, capsys):
    monkeypatch.setattr(falx, "why_no_window", lambda: "There is no display")
    assert main([SAMPLE]) == 0
    out = capsys.readouterr().out
    assert "no display" in out
    assert SAMPLE in out


def test_without_a_display_it_says_how_a_model_is_installed(monkeypatch, capsys):
    monkeypatch.setattr(falx, "why_no_window", lambda: "There is no display")
    assert main([SAMPLE, "My.FalxModel"]) == 2
    assert "falx models install My.FalxModel" in capsys.readouterr().err


def test_without_a_display_or_files_the_samples_are_classified(monkeypatch, capsys):
    monkeypatch.setattr(falx, "why_no_window", lambda: "There is no display")
    assert main([]) == 0
    out = capsys.readouterr().out
    assert all(str(path) in out for path in sample_files())


def run_process(*arguments, **environment):
    """Run the front door in a process without a display of the user's."""
    bare = {name: value for name, value in os.environ.items() if name not in DISPLAYS}
    return subprocess.run(
        [sys.executable, "falx.py", *arguments],
        cwd=ROOT,
        env=bare | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@on_linux
def test_a_display_that_does_not_answer_is_named_and_the_images_are_classified():
    process = run_process(SAMPLE, DISPLAY=":4711")
    assert process.returncode == 0
    assert process.stderr == ""
    assert "display :4711 does not answer" in process.stdout
    assert SAMPLE in process.stdout


@on_linux
@pytest.mark.parametrize("files", [[SAMPLE], []])
def test_where_qt_cannot_start_the_images_are_classified(files):
    process = run_process(*files, QT_QPA_PLATFORM="nonsense")
    assert process.returncode == 0
    assert process.stderr == ""
    assert "Qt cannot open a window: Could not find the Qt platform plugin" in process.stdout
    assert SAMPLE in process.stdout


def test_where_a_library_of_qt_is_missing_the_images_are_classified(monkeypatch, capsys):
    monkeypatch.setattr(falx, "why_no_window", lambda: None)
    error = ImportError("libEGL.so.1: cannot open shared object file", name="QtGui", path="/at/PySide6/QtGui.abi3.so")
    real = builtins.__import__
    monkeypatch.setattr(
        builtins, "__import__", lambda name, *rest: fail(error) if name == "gui.app" else real(name, *rest)
    )
    assert main([SAMPLE]) == 0
    assert "Qt cannot open a window: libEGL.so.1" in capsys.readouterr().out


def test_another_import_that_fails_is_not_told_as_qt(monkeypatch):
    monkeypatch.setattr(falx, "why_no_window", lambda: None)
    monkeypatch.setitem(sys.modules, "gui.app", None)
    with pytest.raises(ImportError, match="gui"):
        main([SAMPLE])

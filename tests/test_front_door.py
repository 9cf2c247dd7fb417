"""`falx`: versions, commands, exit statuses."""

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
    monkeypatch.setattr(falx, "_has_display", lambda: False)
    assert main([SAMPLE]) == 0
    out = capsys.readouterr().out
    assert "no display" in out
    assert SAMPLE in out


def test_without_a_display_it_says_how_a_model_is_installed(monkeypatch, capsys):
    monkeypatch.setattr(falx, "_has_display", lambda: False)
    assert main([SAMPLE, "My.FalxModel"]) == 2
    assert "falx models install My.FalxModel" in capsys.readouterr().err


def test_without_a_display_or_files_the_samples_are_classified(monkeypatch, capsys):
    monkeypatch.setattr(falx, "_has_display", lambda: False)
    assert main([]) == 0
    out = capsys.readouterr().out
    assert all(str(path) in out for path in sample_files())

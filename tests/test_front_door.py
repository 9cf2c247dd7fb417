"""`falx`: versions, commands, exit statuses."""

import builtins
import errno
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import falx
from cli.commands import COMMANDS
from core import __version__
from core.image.sample_files import sample_files
from core.program.crash_log import crash_folder, unseen_crashes
from falx import main
from tests.hidden_module import hide_module

# Processes are started.
pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def opened(monkeypatch):
    """Collect what a window would be opened with."""
    calls = []
    monkeypatch.setattr(falx, "_open_window", lambda files: calls.append(files) or 0)
    return calls


@pytest.fixture
def no_window(opened):
    """Fail where a window would be opened."""
    yield
    assert opened == []


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


def test_help_says_what_falx_and_each_command_are_for(capsys):
    assert main(["--help"]) == 0
    out = capsys.readouterr().out
    assert "brain-MRI" in out
    assert "Not a medical device" in out
    for command in COMMANDS:
        assert re.search(rf"^  {command} +[A-Z].+$", out, re.MULTILINE)
    assert max(map(len, out.splitlines())) <= 80


@pytest.mark.parametrize("words", [["help"], ["-h"], ["--help"]])
def test_help_has_several_names(words, capsys):
    assert main(words) == 0
    expected = capsys.readouterr().out
    assert expected.startswith("usage: falx [FILE...]")
    assert main([*words, "models", "show"]) == 0
    assert "usage: falx models show" in capsys.readouterr().out


ACTIONS = [
    *([command] for command in COMMANDS),
    *(["models", action] for action in ("list", "install", "show", "export", "remove")),
    *(["history", action] for action in ("list", "export", "delete")),
]


@pytest.mark.parametrize("command", ACTIONS, ids=" ".join)
def test_each_command_has_help(command, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    assert main([*command, "--help"]) == 0
    out = capsys.readouterr().out
    assert f"usage: falx {' '.join(command)}" in out
    assert re.search(rf"^example.*:\n  falx {command[0]}", out, re.MULTILINE)
    assert max(map(len, out.splitlines())) <= 80
    # Each argument says what it is for.
    assert not re.findall(r"^  (?:-\S+(?: \S+)?|(?!ACTION)[A-Z]+)\n(?! {6})", out, re.MULTILINE)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["clasify"], "falx classify"),
        (["Classify"], "falx classify"),
        (["selftest"], "falx self-test"),
        (["model", "list"], "falx models"),
        (["evalute", "scans", "--out", "x"], "falx evaluate"),
        (["help", "clasify"], "falx classify"),
        (["--clasify"], "falx classify"),
        (["--classify", "scans"], "falx classify"),
        (["--verison"], "falx --version"),
        (["--HELP"], "falx --help"),
    ],
    ids=" ".join,
)
def test_a_mistyped_command_says_the_nearest_and_opens_no_window(words, meant, capsys, no_window):
    assert main(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    [line] = err.splitlines()
    assert line.startswith("falx: ")
    assert f"; did you mean {meant}? (see falx --help)" in line


@pytest.mark.parametrize("words", [["scans"], ["help", "scans"], ["-v"], [""], ["--install-desktop", "x"]], ids=repr)
def test_what_is_like_no_command_is_reported_in_one_line(words, capsys, no_window):
    assert main(words) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert "did you mean" not in line


def test_a_word_is_neither_command_nor_file(capsys, no_window):
    assert main(["evil\x1b[31m\nname"]) == 2
    assert capsys.readouterr().err == "falx: evil\\x1b[31m\\nname: no such command or file (see falx --help)\n"


def test_a_command_behind_the_files_is_reported(capsys, no_window):
    assert main([SAMPLE, "classify"]) == 2
    assert "falx classify FILE..." in capsys.readouterr().err


@pytest.mark.parametrize("word", ["missing.png", "scans/monday", "study.1", "./clasify"])
def test_a_word_like_a_file_goes_to_the_window(word, opened):
    assert main([word]) == 0
    assert opened == [[word]]


@pytest.mark.parametrize("name", ["clasify", "-clasify", "scans", "a b"])
def test_an_existing_file_or_folder_goes_to_the_window(name, opened, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).mkdir()
    assert main([name]) == 0
    assert opened == [[name]]


def test_behind_two_dashes_everything_is_a_file(opened):
    assert main(["--", "-clasify", "--"]) == 0
    assert opened == [["-clasify", "--"]]


def test_a_command_goes_before_a_folder_of_its_name(tmp_path, monkeypatch, capsys, no_window):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "models").mkdir()
    assert main(["models"]) == 0
    assert "falx-mobilenetv2" in capsys.readouterr().out


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
    # One sentence says what the verdicts are worth.
    assert out.count("right in") == out.count("mean nothing") == 1
    assert re.search(
        r"^Verdicts on real images are right in 9\d %; on the bundled samples they mean nothing, "
        r"because a program drew them$",
        out,
        re.MULTILINE,
    )


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


def test_on_windows_the_shell_waits_and_paths_with_blanks_stay_whole(monkeypatch):
    commands = []
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("FALX_NO_WINDOW", "")
    monkeypatch.setattr(subprocess, "call", lambda command: commands.append(command) or 3)
    # A SystemExit would be lost in Qt's message handler.
    monkeypatch.setattr(os, "_exit", lambda status: commands.append(status))
    monkeypatch.setattr(os, "execv", lambda *_: None)
    falx.start_again(["my scans/brain 1.png"], "no plugin.")
    assert commands == [[sys.executable, falx.__file__, "my scans/brain 1.png"], 3]
    assert os.environ["FALX_NO_WINDOW"] == "Qt cannot open a window: no plugin"


def test_where_a_library_of_qt_is_missing_the_images_are_classified(monkeypatch, capsys):
    monkeypatch.setattr(falx, "why_no_window", lambda: None)
    error = ImportError("libEGL.so.1: cannot open shared object file", name="QtGui", path="/at/PySide6/QtGui.abi3.so")
    real = builtins.__import__
    monkeypatch.setattr(
        builtins, "__import__", lambda name, *rest: fail(error) if name == "gui.app" else real(name, *rest)
    )
    assert main([SAMPLE]) == 0
    assert "Qt cannot open a window: libEGL.so.1" in capsys.readouterr().out


def test_another_import_that_fails_is_not_reported_as_qt(monkeypatch, capsys):
    monkeypatch.setattr(falx, "why_no_window", lambda: None)
    hide_module(monkeypatch, "gui.app")
    assert main([SAMPLE]) == 1
    assert "Qt" not in capsys.readouterr().err


def test_an_unforeseen_error_is_one_line_and_a_report(monkeypatch, capsys):
    def fail(argv):
        raise KeyError("Smith^John\n")

    monkeypatch.setattr("cli.models.main", fail)
    assert main(["models"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    [line] = err.splitlines()
    [report] = crash_folder().iterdir()
    assert line.startswith("falx: unexpected error (KeyError: ")
    assert str(report) in line
    text = report.read_text("utf-8")
    assert "KeyError" in text
    assert "falx, line " in text
    assert "Smith" not in text


def test_an_unforeseen_error_shows_where_it_happened_when_asked(monkeypatch, capsys):
    def fail(argv):
        raise RuntimeError("odd")

    monkeypatch.setattr("cli.models.main", fail)
    monkeypatch.setenv("FALX_DEBUG", "1")
    assert main(["models"]) == 1
    err = capsys.readouterr().err
    assert err.startswith("Traceback")
    assert err.splitlines()[-1].startswith("falx: unexpected error (RuntimeError: odd)")


def test_a_crash_that_was_reported_is_not_offered_again(monkeypatch, capsys):
    def fail(argv):
        raise RuntimeError("odd")

    monkeypatch.setattr("cli.models.main", fail)
    assert main(["models"]) == 1
    assert unseen_crashes() == []
    [report] = crash_folder().iterdir()
    assert f"is in {report}" in capsys.readouterr().err


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_no_crash(monkeypatch, capsys, number):
    def fail(argv):
        raise OSError(number, os.strerror(number), "somewhere")

    monkeypatch.setattr("cli.models.main", fail)
    assert main(["models"]) == 1
    assert "somewhere: no space is left" in capsys.readouterr().err
    assert not crash_folder().exists()


def run(arguments, **options):
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, text=True, stderr=subprocess.PIPE, check=False, **options
    )


@pytest.mark.parametrize("argument", ["--help", "--version", "help"])
def test_the_start_warns_of_nothing(argument):
    process = run(["-W", "error", "-X", "dev", "-m", "falx", argument], stdout=subprocess.PIPE)
    assert process.returncode == 0
    assert process.stderr == ""


@pytest.mark.skipif(sys.platform == "win32", reason="only POSIX shells close a stream")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_it_runs_with_streams_closed(closed, tmp_path):
    target = tmp_path / "out.jsonl"
    command = f'"$0" falx.py classify "$1" --jsonl "$2" {closed}'
    process = subprocess.run(
        ["sh", "-c", command, sys.executable, SAMPLE, str(target)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode == 0
    assert process.stderr == ""
    [line] = target.read_text("utf-8").splitlines()
    assert line.startswith("{")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("words", [["--help"], ["--version"], ["models"]])
def test_a_full_device_is_reported_in_one_line(words):
    with Path("/dev/full").open("w") as full:
        process = run(["falx.py", *words], stdout=full)
    assert process.returncode == 1
    assert len(process.stderr.splitlines()) == 1
    assert "No space left" in process.stderr or "no space is left" in process.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX pipe")
def test_a_reader_who_leaves_is_no_error():
    process = subprocess.run(
        ["sh", "-c", '"$0" falx.py models show falx-mobilenetv2 | head -n 1', sys.executable],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert len(process.stdout.splitlines()) == 1
    assert process.stderr == ""

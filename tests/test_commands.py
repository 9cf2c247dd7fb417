"""The developer's commands: bare `make` lists them, set-up says in one line what is missing."""

import os
import runpy
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

# Processes are started.
pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]

open_files = runpy.run_path(str(ROOT / ".ci/open_files.py"))

needs_make = pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")


def run_in_root(*command, **environment):
    env = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")} | environment
    return subprocess.run(
        command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )


@needs_make
def test_bare_make_lists_the_commands():
    listed = run_in_root("make", "--no-print-directory").stdout
    for command in ("run", "test", "check", "bench", "setup"):
        assert f"make {command} " in listed


@needs_make
@pytest.mark.parametrize("target", ["setup", "run", "test", "check", "bench", "samples"])
def test_every_command_sets_up_first(target):
    planned = run_in_root("make", "--dry-run", "--always-make", target)
    assert planned.returncode == 0
    assert ".ci/setup" in planned.stdout.splitlines()[0]


@needs_make
@pytest.mark.parametrize(
    ("command", "missing"),
    [
        (["model"], "DATA is missing"),
        (["figures"], "DATA is missing"),
        (["model", "DATA=."], "WEIGHTS is missing"),
        (["figures", "DATA=no such folder", "WEIGHTS=imagenet"], "found nothing at DATA=no such folder"),
        (["novelty", "FALX_DATA=no such folder"], "found nothing at FALX_DATA=no such folder"),
    ],
)
def test_a_command_that_lacks_something_says_so_in_one_line_before_anything_else(command, missing):
    ended = run_in_root("make", "--no-print-directory", *command, DATA="", WEIGHTS="")
    assert ended.returncode == 2
    assert ended.stdout == ""
    [line] = ended.stderr.splitlines()
    assert f"make {command[0]}: {missing}; it needs " in line


@needs_make
@pytest.mark.parametrize("text", ["a b.png", "'my scan.dcm' b.png", 'a "b" $HOME ${x} `ls` ; (1).png'])
def test_files_reach_the_command_as_they_were_typed(text):
    planned = run_in_root("make", "--dry-run", "run", f"FILES={text}").stdout.splitlines()[-1]
    [first, *_] = shlex.split(planned)
    assert first == f"FILES={text}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("a.png", ["a.png"]),
        ("my scan.png", ["my scan.png"]),
        ("scan (1); x & $y.png", ["scan (1); x & $y.png"]),
        ("Anna's.png", ["Anna's.png"]),
        ("a.png 'my scan.png'", ["a.png", "my scan.png"]),
        ('"my scan.png" a.png', ["my scan.png", "a.png"]),
        (r"my\ scan.png a.png", ["my scan.png", "a.png"]),
        # Blanks that nobody has quoted.
        ("a.png my scan.png a.png", ["a.png", "my scan.png", "a.png"]),
        ("my scan.png my scan.png", ["my scan.png", "my scan.png"]),
        ("my*", ["my scan.png"]),
        ("*.png", ["Anna's.png", "a.png", "my scan.png", "scan (1); x & $y.png"]),
        ("in a.png", ["in", "a.png"]),
        ("a.png\nin", ["a.png", "in"]),
    ],
)
def test_files_may_have_blanks(tmp_path, monkeypatch, text, expected):
    monkeypatch.chdir(tmp_path)
    for name in ("a.png", "my scan.png", "scan (1); x & $y.png", "Anna's.png"):
        (tmp_path / name).touch()
    (tmp_path / "in").mkdir()
    assert open_files["split"](text) == expected


@pytest.mark.parametrize(("text", "said"), [("a.png no.png", "nothing at a.png"), ("Anna's scan.png", "quotation")])
def test_files_that_are_not_there_are_reported_with_how_to_quote(tmp_path, monkeypatch, capsys, text, said):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FILES", text)
    with pytest.raises(SystemExit) as end:
        open_files["main"]()
    assert end.value.code == 2
    [line] = capsys.readouterr().err.splitlines()
    assert said in line
    assert "'my scan.dcm' b.png" in line


@needs_bash
@pytest.mark.skipif(os.name == "nt", reason="set-up is for Linux and macOS")
def test_setup_without_a_fitting_python_says_so_in_one_line():
    result = run_in_root("bash", ".ci/setup", PYTHON="no-such-python")
    assert result.returncode == 1
    assert result.stdout == ""
    [line] = result.stderr.splitlines()
    assert "Expected Python 3.11" in line
    assert "no-such-python" in line


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no executable bit")
@pytest.mark.parametrize("script", [".ci/run", ".ci/setup"])
def test_scripts_can_be_executed(script):
    assert os.access(ROOT / script, os.X_OK)


def test_the_lock_names_no_index():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "--index-url" not in lock
    assert "--find-links" not in lock.replace("--no-emit-find-links", "")
    assert "://" not in lock

"""The developer's commands: bare `make` lists them, set-up says in one line what is missing."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

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

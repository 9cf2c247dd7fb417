"""`.ci/setup`: what it does about a `.venv` that does not fit, and what it says. Python and pip are stubs."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="set-up is for Linux and macOS"),
    pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash"),
]

# A Python that notes what pip is asked for, and makes an environment with itself in it.
STUB = """#!/bin/sh
case "$*" in
    *"-m pip --version") ;;
    *"-m pip install"*) 
        echo "$*" >>"PLACE/asked"
        test ! -e "PLACE/offline" || exit 1
        printf '#!%s/.venv/bin/python\\n' "$PWD" >.venv/bin/falx
        ;;
    *"-m venv"*)
        rm -rf .venv
        mkdir -p .venv/bin
        cp "$0" .venv/bin/python
        ;;
    "-c "*) exec "REAL" -c 'import sys; sys.base_prefix += "NAME"; exec(sys.argv.pop(1))' "$2" ;;
    "-") exec "REAL" - ;;
    *) exit 1 ;;
esac
"""


class Project:
    """A folder with the files that set-up goes by."""

    def __init__(self, place):
        self.place, self.folder = place, place / "Ordner mit ü 脑"
        (self.folder / ".ci").mkdir(parents=True)
        shutil.copy2(ROOT / ".ci/setup", self.folder / ".ci/setup")
        for name in ("requirements.lock", "pyproject.toml"):
            (self.folder / name).write_text(name)
        self.python, self.other = self.stub("python"), self.stub("other")

    def stub(self, name):
        path = self.place / name
        text = STUB.replace("PLACE", str(self.place)).replace("REAL", sys.executable).replace("NAME", name)
        path.write_text(text)
        path.chmod(0o755)
        return str(path)

    def run(self, python=""):
        return subprocess.run(
            [self.folder / ".ci/setup"],
            env=os.environ | {"PYTHON": python},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def set_up(self, python=""):
        """Run it; returns the lines that it printed, once it has come to a good end."""
        done = self.run(python)
        assert done.returncode == 0, done.stderr
        assert done.stderr == ""
        return done.stdout.splitlines()

    def asked(self):
        """Give what pip was asked for, and forget it."""
        path = self.place / "asked"
        lines = path.read_text().splitlines() if path.exists() else []
        path.unlink(missing_ok=True)
        return lines


@pytest.fixture
def project(tmp_path):
    return Project(tmp_path)


@pytest.fixture
def ready(project):
    project.set_up(project.python)
    project.asked()
    return project


def test_it_says_first_what_it_installs_and_how_much(project):
    said = project.set_up(project.python)
    assert "installing the packages of requirements.lock" in said[0]
    assert "625 MB" in said[1]
    assert "2.5 GB" in said[1]
    assert "minutes" in said[1]
    assert said[2:] == ["setup: ready"]
    [locked, own] = project.asked()
    assert "--require-hashes --requirement requirements.lock" in locked
    assert "--no-deps" in own


def test_the_second_time_it_says_and_does_nothing(ready):
    os.utime(ready.folder / "requirements.lock")
    assert ready.set_up() == []
    assert ready.set_up(ready.python) == []
    assert ready.asked() == []


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml"])
def test_what_was_changed_is_installed_quietly(ready, name):
    (ready.folder / name).write_text("another")
    assert ready.set_up() == ["setup: bringing .venv up to date", "setup: ready"]
    assert all("--quiet" in line for line in ready.asked())
    assert ready.set_up() == []


def test_a_folder_that_was_moved_gets_a_new_environment(ready):
    ready.folder = ready.folder.rename(ready.place / "moved")
    assert f"it was made in another folder than {ready.folder}" in ready.set_up(ready.python)[0]
    assert ready.set_up() == []


def test_a_link_to_the_environment_of_another_folder_is_refused_and_leaves_that(ready, tmp_path):
    (tmp_path / "other place").mkdir()
    other = Project(tmp_path / "other place")
    (other.folder / ".venv").symlink_to(ready.folder / ".venv")
    before = sorted(path.relative_to(ready.folder) for path in ready.folder.rglob("*"))
    done = other.run(other.python)
    assert done.returncode == 1
    assert f"found a link to {ready.folder / '.venv'}" in done.stderr
    assert "rm .venv" in done.stderr
    assert sorted(path.relative_to(ready.folder) for path in ready.folder.rglob("*")) == before
    assert ready.set_up() == []


def test_another_python_gets_an_environment_of_its_own(ready):
    assert "PYTHON names" in ready.set_up(ready.other)[0]
    assert ready.set_up(ready.other) == []
    # Who names none keeps what there is.
    assert ready.set_up() == []


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda venv: (venv / ".making").touch() or (venv / ".ready").unlink(), "its set-up was interrupted"),
        (lambda venv: (venv / "bin/python").unlink(), "its Python is gone"),
        (lambda venv: shutil.rmtree(venv / "bin"), "its Python is gone"),
        (lambda venv: (venv / "bin/python").unlink() or (venv / "bin/python").symlink_to("gone"), "its Python is gone"),
    ],
    ids=["interrupted", "no Python", "no bin", "dangling"],
)
def test_an_environment_that_is_half_made_is_made_anew(ready, damage, reason):
    damage(ready.folder / ".venv")
    assert reason in ready.set_up(ready.python)[0]
    assert ready.set_up() == []


def test_what_pip_cannot_get_is_said_and_leaves_the_environment(ready):
    (ready.folder / "requirements.lock").write_text("another")
    (ready.place / "offline").touch()
    done = ready.run()
    assert done.returncode == 1
    assert done.stdout.splitlines() == ["setup: bringing .venv up to date"]
    assert "Expected pip to install requirements.lock" in done.stderr.splitlines()[-1]
    (ready.place / "offline").unlink()
    assert ready.set_up() == ["setup: bringing .venv up to date", "setup: ready"]


def test_what_pip_could_not_get_the_first_time_is_announced_again(project):
    (project.place / "offline").touch()
    said = [project.run(project.python).stdout for _ in range(2)]
    assert said[0] == said[1]
    assert "625 MB" in said[0]


def test_a_python_that_does_not_fit_leaves_the_environment(ready):
    done = ready.run("no-such-python")
    assert done.returncode == 1
    assert "none at no-such-python" in done.stderr
    assert ready.set_up() == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="installs Debian's packages")
def test_the_browser_of_the_tests_is_installed_or_named(ready):
    tools = ready.place / "tools"
    tools.mkdir()
    for name in ("bash", "sh", "cat", "cksum", "dirname", "grep", "head", "id", "sed", "tr", "uname"):
        (tools / name).symlink_to(shutil.which(name))
    (tools / "apt-get").write_text('#!/bin/sh\necho "asked for $*"\n')
    (tools / "apt-get").chmod(0o755)
    command = [ready.folder / ".ci/setup", "browser"]
    done = subprocess.run(command, env={"PATH": str(tools)}, capture_output=True, text=True, check=False)
    assert "chromium" in done.stdout + done.stderr
    assert done.returncode == (0 if os.geteuid() == 0 else 1)
    (tools / "chromium").symlink_to(tools / "cat")
    done = subprocess.run(command, env={"PATH": str(tools)}, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert done.stdout + done.stderr == ""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="installs Debian's packages")
def test_what_the_program_is_built_with_is_installed_or_named(ready):
    tools = ready.place / "tools"
    tools.mkdir()
    for name in ("bash", "sh", "cat", "cksum", "dirname", "grep", "head", "id", "sed", "tr", "uname"):
        (tools / name).symlink_to(shutil.which(name))
    (tools / "apt-get").write_text('#!/bin/sh\necho "asked for $*"\n')
    (tools / "apt-get").chmod(0o755)
    command = [ready.folder / ".ci/setup", "app"]
    done = subprocess.run(command, env={"PATH": str(tools)}, capture_output=True, text=True, check=False)
    assert "binutils" in done.stdout + done.stderr
    assert done.returncode == (0 if os.geteuid() == 0 else 1)
    for name in ("objdump", "strip"):
        (tools / name).symlink_to(tools / "cat")
    done = subprocess.run(command, env={"PATH": str(tools)}, capture_output=True, text=True, check=False)
    assert "binutils" not in done.stdout + done.stderr


def test_each_pinned_package_has_a_hash():
    entries = re.split(r"^(?=\S+==)", (ROOT / "requirements.lock").read_text("utf-8"), flags=re.MULTILINE)[1:]
    assert len(entries) > 50
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []

"""A run of the tests leaves nothing in the temporary folder, nor in the home of who runs it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

# Processes are started.
pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]

PROBE = """
import os
import tempfile
from pathlib import Path

import pytest

# As libraries do on import.
for folder in (Path.home(), Path(os.environ["MPLCONFIGDIR"]), Path(os.environ["KERAS_HOME"])):
    folder.mkdir(exist_ok=True)
    (folder / ".early").write_text("before the fixtures")


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    (tmp_path_factory.mktemp("shared") / "file").write_text("of a module")


def test_it(tmp_path, shared, home):
    (tmp_path / "file").write_text("of a test")
    Path(tempfile.mkdtemp(), "file").write_text("of whoever is killed")
    (Path.home() / "file").write_text("in the home")
    assert Path.home() == home


def test_that_fails(tmp_path):
    (tmp_path / "kept").write_text("for a look")
    assert not FAILS
"""


def run(tmp_path, fails):
    """Run the probe as a user does; returns what it left, but for empty folders."""
    places = {name: tmp_path / name for name in ("home", "temporary", "probe")}
    for place in places.values():
        place.mkdir()
    (places["probe"] / "test_probe.py").write_text(PROBE.replace("FAILS", str(fails)))
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "XDG"))}
    for name in ("MPLCONFIGDIR", "KERAS_HOME"):
        environment.pop(name, None)
    environment |= {"HOME": str(places["home"]), "USERPROFILE": str(places["home"])}
    environment |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(places["temporary"]))
    command = [sys.executable, "-m", "pytest", "-c", "pyproject.toml", "-p", "no:cacheprovider", "-p", "tests.conftest"]
    ended = subprocess.run(
        [*command, places["probe"]], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert ended.returncode == fails, ended.stdout + ended.stderr
    return {path.name for name in ("home", "temporary") for path in places[name].rglob("*") if path.is_file()}


def test_a_run_leaves_nothing(tmp_path):
    assert run(tmp_path, fails=False) == set()


def test_of_a_run_that_failed_only_what_the_tests_that_failed_wrote_stays(tmp_path):
    left = run(tmp_path, fails=True) - {".lock"}
    assert left == {"kept", "file"}

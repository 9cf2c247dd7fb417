"""The standalone program as it was built here, where it was of this source; a child of it starts nothing else."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bench.frozen_start import DIST, built_programs
from core.program.product import Flavour
from release import check_app
from release.check_app import CheckError, bare_environment, count_family, flavour_of, require_flavour
from release.deb import control
from release.source_digest import digest_source, is_of_source, record_source

# Processes are started.
pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]

# A child is the program itself, started with other arguments: who is asked to be one must not get further.
PROBE = """
import multiprocessing, sys

def tell():
    print(*{name.partition(".")[0] for name in sys.modules})
    sys.exit(7)

multiprocessing.freeze_support = tell
import falx
falx.main(["classify", "nowhere"])
"""


def test_a_child_is_recognised_before_anything_else_is_imported():
    process = subprocess.run([sys.executable, "-c", PROBE], cwd=ROOT, capture_output=True, text=True, check=False)
    assert process.returncode == 7
    assert not set(process.stdout.split()) & {
        "numpy",
        "cv2",
        "PySide6",
        "cli",
        "gui",
        "training",
        "tensorflow",
        "argparse",
    }


@pytest.mark.parametrize("program", built_programs()[-1:], ids=lambda program: program.parent.name)
def test_a_built_program_works_in_child_processes(program, tmp_path):
    if not is_of_source(DIST, Flavour(program.parent.name), digest_source()):
        pytest.skip("the program was built of another source; build it anew: make app")
    environment = bare_environment(tmp_path)
    command = [program, "self-test", "--only", "child-process"]
    process = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert process.returncode == 0, process.stdout + process.stderr
    assert "the next classified the rest" in process.stdout


@pytest.mark.parametrize(
    ("name", "flavour"),
    [
        ("falx", Flavour.FULL),
        ("falx.app", Flavour.FULL),
        ("falx-0.1.0-linux-x86_64.tar.zst", Flavour.FULL),
        ("falx-reader", Flavour.READER),
        ("falx-reader-0.1.0-macos-arm64.dmg", Flavour.READER),
    ],
)
def test_a_program_that_cannot_train_is_no_full_one(name, flavour):
    assert flavour_of(Path("dist") / name) is flavour
    require_flavour({"is_frozen": True, "is_reader": flavour is Flavour.READER}, flavour)
    with pytest.raises(CheckError, match=f"expected {flavour.value}, "):
        require_flavour({"is_frozen": True, "is_reader": flavour is Flavour.FULL}, flavour)
    with pytest.raises(CheckError, match="expected the standalone program"):
        require_flavour({"is_frozen": False, "is_reader": False}, flavour)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="counts in /proc")
def test_a_family_is_counted_with_its_grandchildren():
    script = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'input()'])"
    with subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE) as process:
        deadline = time.monotonic() + 60
        count = 0
        while count < 2 and time.monotonic() < deadline:
            count = count_family(process.pid)
        assert count == 2
        process.stdin.close()
    assert count_family(os.getpid()) >= 1


def test_a_program_that_was_not_built_is_named(capsys, tmp_path):
    assert check_app.main([str(tmp_path / "falx")]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert f"found nothing at {tmp_path / 'falx'}: run make app" in line


def test_the_debian_package_states_what_it_needs():
    text = control(Flavour.READER, "amd64", 1234)
    fields = dict(line.split(": ", 1) for line in text.splitlines() if not line.startswith(" "))
    assert (fields["Package"], fields["Architecture"], fields["Installed-Size"]) == ("falx-reader", "amd64", "1234")
    assert fields["Conflicts"] == "falx"
    assert text.endswith("Not a medical device.\n")


def test_a_program_is_known_to_be_of_another_source(tmp_path):
    for name in ("falx.py", "build.spec", "pyproject.toml", "requirements.lock", "LICENSE", "NOTICE"):
        (tmp_path / name).write_text(name)
    (tmp_path / "core").mkdir()
    (tmp_path / "core" / "a.py").write_text("1")
    digest = digest_source(tmp_path)
    assert not is_of_source(tmp_path, Flavour.READER, digest)
    record_source(tmp_path, Flavour.READER, digest)
    assert is_of_source(tmp_path, Flavour.READER, digest_source(tmp_path))
    assert not is_of_source(tmp_path, Flavour.FULL, digest)
    (tmp_path / "core" / "a.py").write_text("2")
    assert not is_of_source(tmp_path, Flavour.READER, digest_source(tmp_path))

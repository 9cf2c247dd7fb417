"""`falx classify --resume`: after a kill, an interrupt, a full disk."""

import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import cv2
import nibabel
import numpy as np
import pytest

from core.phantom import head_phantom, phantom_volume
from falx import main

ROOT = Path(__file__).resolve().parents[2]
PICTURES, SLICES = 60, 12


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Many pictures, and a volume among the first of them."""
    folder = tmp_path_factory.mktemp("many") / "in"
    folder.mkdir()
    content = cv2.imencode(".png", head_phantom(1, size=64))[1].tobytes()
    for index in range(PICTURES):
        (folder / f"{index:03d}.png").write_bytes(content)
    stack = np.transpose(phantom_volume(1, slices=SLICES, size=64), (2, 1, 0))
    nibabel.save(nibabel.Nifti1Image(stack, np.eye(4)), folder / "002.nii")
    return str(folder)


def start(folder, target, *more):
    command = [sys.executable, "-m", "falx", "classify", folder, "--jsonl", f"{target}.jsonl", "--csv", f"{target}.csv"]
    return subprocess.Popen(
        [*command, *more], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )


def lines_of(path):
    return path.read_bytes().count(b"\n") if path.exists() else 0


def stop_midway(process, path, lines, with_signal):
    """Send a signal as soon as a file has so many lines; gives what was said on stderr."""
    while process.poll() is None and lines_of(path) < lines:
        time.sleep(0.002)
    process.send_signal(with_signal)
    return process.communicate(timeout=60)[1]


@pytest.fixture(scope="module")
def undisturbed(folder, tmp_path_factory):
    target = tmp_path_factory.mktemp("whole") / "out"
    assert main(["classify", folder, "--jsonl", f"{target}.jsonl", "--csv", f"{target}.csv"]) == 0
    return [Path(f"{target}.{suffix}").read_bytes() for suffix in ("jsonl", "csv")]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL there")
@pytest.mark.parametrize("lines", [1, 5])
def test_after_a_kill_resuming_gives_what_an_undisturbed_run_gives(folder, undisturbed, tmp_path, capsys, lines):
    target = tmp_path / "out"
    as_json, as_csv = Path(f"{target}.jsonl"), Path(f"{target}.csv")
    stop_midway(start(folder, target), as_json, lines, signal.SIGKILL)
    done = lines_of(as_json)
    assert lines <= done < PICTURES + SLICES
    # As a kill within a write leaves it.
    with as_csv.open("ab") as file:
        file.write(b'"in/to')
    assert main(["classify", folder, "--jsonl", str(as_json), "--csv", str(as_csv), "--resume"]) == 0
    assert [as_json.read_bytes(), as_csv.read_bytes()] == undisturbed
    out = capsys.readouterr().out
    assert f" of {PICTURES + SLICES} records are those of an earlier run" in out


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C reaches the whole console there")
def test_an_interrupt_says_what_there_is_and_how_to_go_on(folder, tmp_path):
    target = tmp_path / "out"
    # A shell that starts this in the background has it ignored, and so would what it starts.
    earlier = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = start(folder, target)
    signal.signal(signal.SIGINT, earlier)
    [line] = stop_midway(process, Path(f"{target}.csv"), 3, signal.SIGINT).splitlines()
    assert process.returncode == 130
    told = re.fullmatch(rf"Stopped: (\d+) (record.*) in {target}.jsonl and {target}.csv; .* --resume .*", line)
    # How many are told by then is a matter of timing, one included.
    assert told[2] == ("record is" if told[1] == "1" else "records are")
    # Those of one file may be written but not yet told.
    assert 0 <= lines_of(Path(f"{target}.jsonl")) - int(told[1]) <= SLICES


def test_resuming_needs_a_file(folder, capsys):
    assert main(["classify", folder, "--resume"]) == 2
    assert "--resume" in capsys.readouterr().err


def test_a_file_of_another_kind_is_refused(folder, tmp_path, capsys):
    (tmp_path / "out.csv").write_text("dear diary\n", "utf-8")
    assert main(["classify", folder, "--csv", str(tmp_path / "out.csv"), "--resume"]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert "dear diary" in line
    assert (tmp_path / "out.csv").read_text("utf-8") == "dear diary\n"

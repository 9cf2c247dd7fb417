"""`falx classify --resume`: after a kill, an interrupt, a full disk."""

import re
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import cv2
import nibabel
import numpy as np
import pytest

from core.errors import FileInUseError
from core.image.phantom import head_phantom, phantom_volume
from core.model.package import ModelPackage
from core.records import record_file
from core.records.record_lock import only_writer
from falx import main

# Processes are started and killed.
pytestmark = pytest.mark.slow

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
    deadline = time.monotonic() + 60
    while process.poll() is None and lines_of(path) < lines and time.monotonic() < deadline:
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
    assert f" from an earlier run, of {PICTURES + SLICES} in all" in out


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C reaches the whole console there")
def test_an_interrupt_says_what_there_is_and_how_to_go_on(folder, tmp_path):
    target = tmp_path / "out"
    # A shell that starts this in the background has it ignored, and so would what it starts.
    earlier = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = start(folder, target)
    signal.signal(signal.SIGINT, earlier)
    [line] = stop_midway(process, Path(f"{target}.csv"), 3, signal.SIGINT).splitlines()
    assert process.returncode == 130
    told = re.fullmatch(rf"Stopped: (\d+) (record.*) in {target}.jsonl and {target}.csv\. .* --resume\.", line)
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


def test_the_same_command_again_writes_over_nothing(folder, undisturbed, tmp_path, capsys):
    target = tmp_path / "out"
    paths = [Path(f"{target}.{suffix}") for suffix in ("jsonl", "csv")]
    for path, whole in zip(paths, undisturbed, strict=True):
        # As after a kill, and as at the end.
        for content in (whole[: len(whole) // 2], whole):
            path.write_bytes(content)
            for option in ("--jsonl", "--csv"):
                assert main(["classify", folder, option, str(path)]) == 1
                out, err = capsys.readouterr()
                [line] = err.splitlines()
                assert out == ""
                assert "add --resume to continue that run, or choose another name" in line
                assert path.read_bytes() == content
    assert sorted(tmp_path.iterdir()) == sorted(paths)


def test_two_commands_do_not_write_to_one_file(folder, tmp_path, capsys):
    target = tmp_path / "out"
    with only_writer([Path(f"{target}.csv")]):
        process = start(folder, target)
        _, err = process.communicate(timeout=60)
        [line] = err.splitlines()
        assert process.returncode == 1
        assert "out.csv: another run of Falx is writing to it" in line
        assert main(["classify", folder, "--csv", f"{target}.csv", "--resume"]) == 1
        assert "another run of Falx" in capsys.readouterr().err
        assert not Path(f"{target}.csv").exists()
    assert main(["classify", folder, "--csv", f"{target}.csv"]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL there")
def test_the_lock_of_a_killed_run_is_none(folder, tmp_path):
    target = tmp_path / "out"
    stop_midway(start(folder, target), Path(f"{target}.csv"), 3, signal.SIGKILL)
    assert main(["classify", folder, "--csv", f"{target}.csv", "--jsonl", f"{target}.jsonl", "--resume"]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.csv", "out.jsonl"]


def test_a_lock_holds_for_a_file_by_whatever_name(folder, tmp_path, capsys):
    (tmp_path / "real").mkdir()
    try:
        (tmp_path / "link.csv").symlink_to(tmp_path / "real" / "out.csv")
    except OSError:
        pytest.skip("links need a right here")
    with only_writer([tmp_path / "real" / "out.csv"]):
        assert main(["classify", folder, "--csv", str(tmp_path / "link.csv")]) == 1
    assert "another run of Falx" in capsys.readouterr().err


def test_a_link_in_the_place_of_a_lock_is_reported(folder, tmp_path, capsys):
    try:
        (tmp_path / ".a.jsonl.lock").symlink_to(tmp_path / "other")
    except OSError:
        pytest.skip("links need a right here")
    assert main(["classify", str(folder), "--jsonl", str(tmp_path / "a.jsonl")]) == 1
    expected = "a.jsonl.lock: expected a file that marks which process writes to a.jsonl, got a link"
    assert expected in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == [".a.jsonl.lock"]


def test_a_name_as_long_as_names_may_be_has_a_lock_too(folder, tmp_path):
    target = tmp_path / f"{'n' * 251}.csv"
    with only_writer([target]):
        with pytest.raises(FileInUseError), only_writer([target]):
            pass
        with only_writer([tmp_path / f"{'m' * 251}.csv"]):
            pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="no such devices here")
def test_devices_and_pipes_are_no_files_that_could_be_lost(folder, tmp_path, capsys):
    for _ in range(2):
        assert main(["classify", f"{folder}/000.png", "--csv", "/dev/null"]) == 0
    command = [sys.executable, "-m", "falx", "classify", f"{folder}/000.png", "--csv", "/dev/stdout"]
    log = tmp_path / "log.txt"
    log.write_text("before\n", "utf-8")
    with log.open("ab") as stream:
        ended = subprocess.run(command, cwd=ROOT, stdout=stream, stderr=subprocess.PIPE, text=True, check=False)
    assert ended.returncode == 0
    before, head, record = log.read_text("utf-8").splitlines()
    assert before == "before"
    assert head.startswith("path,frame")
    assert record.startswith(folder)
    assert "Wrote 1 record to /dev/stdout" in ended.stderr
    piped = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert piped.stdout.splitlines() == [head, record]
    made = tmp_path / "made.csv"
    with made.open("wb") as stream:
        subprocess.run(command, cwd=ROOT, stdout=stream, stderr=subprocess.DEVNULL, check=True)
    assert made.read_bytes().startswith(b"\xef\xbb\xbfpath,frame")
    assert main(["classify", f"{folder}/000.png", "--csv", str(made), "--resume"]) == 0
    assert made.read_text("utf-8-sig").splitlines() == [head, record]


class Counts:
    """Counts the calls of functions, which go on doing their work."""

    def __init__(self, monkeypatch):
        self.of = Counter()
        self._monkeypatch = monkeypatch

    def watch(self, place, name):
        function = getattr(place, name)

        def counted(*arguments):
            self.of[name] += 1
            return function(*arguments)

        self._monkeypatch.setattr(place, name, counted)


@pytest.fixture
def counts(monkeypatch):
    counts = Counts(monkeypatch)
    for name in ("parse_csv_line", "parse_json_line"):
        counts.watch(record_file, name)
    counts.watch(ModelPackage, "open")
    return counts


@pytest.mark.parametrize("model", [[], ["--model", "falx-mobilenetv2"]])
def test_a_resumed_run_opens_the_package_once_and_parses_each_record_once(folder, tmp_path, counts, model):
    command = ["classify", folder, "--csv", str(tmp_path / "out.csv"), *model]
    assert main(command) == 0
    assert counts.of == {"open": 1}
    counts.of.clear()
    assert main([*command, "--resume"]) == 0
    assert counts.of == {"open": 1, "parse_csv_line": PICTURES + SLICES}


def test_a_second_file_of_records_is_made_of_what_was_parsed_of_the_first(folder, tmp_path, counts):
    paths = [tmp_path / "out.csv", tmp_path / "out.jsonl"]
    command = ["classify", folder, "--csv", str(paths[0]), "--jsonl", str(paths[1])]
    assert main(command) == 0
    before = [path.read_bytes() for path in paths]
    paths[1].unlink()
    counts.of.clear()
    assert main([*command, "--resume"]) == 0
    assert counts.of == {"open": 1, "parse_csv_line": PICTURES + SLICES}
    assert paths[0].read_bytes() == before[0]
    assert lines_of(paths[1]) == PICTURES + SLICES


def test_more_records_than_are_held_in_memory_are_read_again(folder, tmp_path, capsys, counts, monkeypatch):
    command = ["classify", folder, "--csv", str(tmp_path / "out.csv")]
    assert main(command) == 0
    monkeypatch.setattr("core.records.recorded_slices._MOST_HELD", PICTURES)
    counts.of.clear()
    assert main([*command, "--resume"]) == 0
    assert counts.of["parse_csv_line"] == 2 * (PICTURES + SLICES)
    assert (
        f"{PICTURES + SLICES} records are from an earlier run, of {PICTURES + SLICES} in all" in capsys.readouterr().out
    )

"""`falx classify`, through the front door."""

import csv
import errno
import json
import os
import re
import struct
import sys
import zlib
from pathlib import Path

import cv2
import nibabel
import numpy as np
import pydicom
import pytest
from pydicom.data import get_testdata_file

from core.image.phantom import head_phantom, phantom_volume
from core.reader_process.file_reader import FileReader
from core.readers import read_slices
from falx import main

KEYS = [
    "path",
    "frame",
    "verdict",
    "label",
    "level",
    "tumour_probability",
    "probabilities",
    "prediction_set",
    "novelty",
    "in_distribution",
    "window",
    "model",
    "input_sha256",
    "error",
]


def write_head(path, seed=0):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(cv2.imencode(".png", head_phantom(seed, size=128))[1].tobytes())
    return str(path)


@pytest.fixture
def folder(tmp_path):
    """Three heads, one of them in a folder within, and a text file."""
    for seed, name in enumerate(("a.png", "b.png", "inner/c.png")):
        write_head(tmp_path / "in" / name, seed)
    (tmp_path / "in" / "notes.txt").write_text("not an image", "utf-8")
    return tmp_path / "in"


@pytest.fixture
def volume(tmp_path):
    stack = np.transpose(phantom_volume(1, slices=6, size=64, lesion="glioma"), (2, 1, 0))
    path = tmp_path / "head.nii.gz"
    nibabel.save(nibabel.Nifti1Image(stack, np.diag([1.0, 1.0, 5.0, 1.0])), path)
    return str(path)


def records_of(path):
    return [json.loads(line) for line in Path(path).read_text("utf-8").splitlines()]


def test_a_table_is_printed(folder, capsys):
    assert main(["classify", str(folder)]) == 0
    out, err = capsys.readouterr()
    head, *rows, level, skipped, notice = out.splitlines()
    assert head.split() == ["verdict", "calibrated", "novelty", "image"]
    assert re.fullmatch(r"Verdicts are right in 9\d %", level)
    assert [Path(row.split()[-1]).name for row in rows] == ["a.png", "b.png", "c.png"]
    assert all("%" in row for row in rows)
    assert skipped == "1 other file skipped"
    assert "not a medical device" in notice
    assert err == ""


def test_json_lines_hold_exactly_the_design_s_keys(folder, tmp_path):
    target = tmp_path / "out.jsonl"
    assert main(["classify", str(folder), "--jsonl", str(target)]) == 0
    records = records_of(target)
    assert [record["path"] for record in records] == [
        str(folder / name) for name in ("a.png", "b.png", Path("inner", "c.png"))
    ]
    for record in records:
        assert list(record) == KEYS
        assert record["error"] is None
        assert record["window"] == [255.0, 127.5]
        assert sum(record["probabilities"].values()) == pytest.approx(1, abs=1e-4)
        assert len(record["input_sha256"]) == 64


def test_csv_says_what_json_lines_say(folder, tmp_path):
    as_json, as_csv = tmp_path / "out.jsonl", tmp_path / "out.csv"
    assert main(["classify", str(folder), "--jsonl", str(as_json), "--csv", str(as_csv)]) == 0
    # By this mark Excel knows that it is UTF-8.
    assert as_csv.read_bytes().startswith(b"\xef\xbb\xbf")
    with as_csv.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for record, row in zip(records_of(as_json), rows, strict=True):
        assert (row["path"], row["verdict"], row["label"]) == (record["path"], record["verdict"], record["label"])
        assert row["prediction_set"].split("|") == record["prediction_set"]
        for name, probability in record["probabilities"].items():
            assert float(row[f"probability_{name}"]) == probability


def test_with_a_file_the_screen_shows_counts(folder, tmp_path, capsys):
    (folder / "cut.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert main(["classify", str(folder), "--csv", str(tmp_path / "out.csv")]) == 1
    counts = capsys.readouterr().out.splitlines()[0]
    assert "1 failed" in counts


def test_a_bad_file_is_named_and_the_others_are_done(folder, tmp_path, capsys):
    (folder / "b.png").write_bytes((folder / "b.png").read_bytes()[:60])
    target = tmp_path / "out.jsonl"
    assert main(["classify", str(folder), "--jsonl", str(target)]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith(f"{folder / 'b.png'}: ")
    good, bad, other = records_of(target)
    assert list(bad) == KEYS
    assert bad["error"] in line
    assert {key for key in KEYS if bad[key] is not None} == {"path", "frame", "model", "error"}
    assert good["error"] is other["error"] is None


BAD_FILES = {
    "empty.png": b"",
    "text.dcm": b"no DICOM at all\n",
    "cut.jpg": cv2.imencode(".jpg", head_phantom(0, size=128))[1].tobytes()[:300],
    "dot.png": cv2.imencode(".png", np.zeros((1, 1), np.uint8))[1].tobytes(),
    "noise.nii.gz": b"\x1f\x8b" + bytes(100),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_each_bad_file_is_one_clear_line(tmp_path, capsys, name):
    bad, good = tmp_path / name, write_head(tmp_path / "good.png")
    bad.write_bytes(BAD_FILES[name])
    assert main(["classify", str(bad), good]) == 1
    out, err = capsys.readouterr()
    [line] = err.splitlines()
    assert line.startswith(f"{bad}: ")
    assert good in out


def test_a_missing_file_is_a_failure(tmp_path, capsys):
    assert main(["classify", str(tmp_path / "nowhere.png")]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert "nowhere.png" in line


def test_a_folder_without_images_is_a_failure_and_the_rest_goes_on(tmp_path, capsys):
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "notes.txt").write_text("text", "utf-8")
    good = write_head(tmp_path / "good.png")
    assert main(["classify", str(tmp_path / "empty"), good]) == 1
    out, err = capsys.readouterr()
    [line] = err.splitlines()
    assert line.startswith(str(tmp_path / "empty"))
    assert good in out


def test_folders_within_are_left_out_on_demand(folder, capsys):
    assert main(["classify", "--no-recursive", str(folder)]) == 0
    out = capsys.readouterr().out
    assert "b.png" in out
    assert "c.png" not in out


def test_slices_of_a_volume(volume, tmp_path, capsys):
    assert main(["classify", volume]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 6 + 3
    every, peak = tmp_path / "every.jsonl", tmp_path / "peak.jsonl"
    assert main(["classify", volume, "--jsonl", str(every)]) == 0
    assert main(["classify", volume, "--slices", "peak", "--jsonl", str(peak)]) == 0
    records = records_of(every)
    assert [record["frame"] for record in records] == list(range(6))
    [record] = records_of(peak)
    assert record in records


@pytest.mark.parametrize("workers", ["1", "5"])
def test_workers_change_nothing(folder, tmp_path, workers):
    expected, found = tmp_path / "expected.csv", tmp_path / "found.csv"
    assert main(["classify", str(folder), "--csv", str(expected)]) == 0
    assert main(["classify", str(folder), "--workers", workers, "--csv", str(found)]) == 0
    assert found.read_text("utf-8") == expected.read_text("utf-8")


@pytest.mark.parametrize("name", ["脳 ü ñ.png", "a b;c,'d.png"])
def test_any_unicode_name_is_classified(tmp_path, name):
    target = tmp_path / "out.jsonl"
    path = write_head(tmp_path / "in" / name)
    assert main(["classify", path, "--jsonl", str(target)]) == 0
    assert records_of(target)[0]["path"] == path


@pytest.mark.skipif(os.name == "nt" or os.uname().sysname == "Darwin", reason="names there are always Unicode")
def test_a_name_that_is_no_unicode_is_classified(tmp_path, capsys):
    path = write_head(tmp_path / os.fsdecode(b"scan\xff.png"))
    target = tmp_path / "out.jsonl"
    assert main(["classify", path]) == 0
    assert "scan\\udcff.png" in capsys.readouterr().out
    assert main(["classify", path, "--jsonl", str(target), "--csv", str(tmp_path / "out.csv")]) == 0
    assert records_of(target)[0]["path"] == path


def test_an_output_that_cannot_be_written_is_reported(folder, tmp_path, capsys):
    assert main(["classify", str(folder), "--csv", str(tmp_path / "nowhere" / "out.csv")]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert "cannot be written" in line


def test_a_tampered_model_is_refused(folder, package_copy, capsys):
    (package_copy / "head.npz").write_bytes(b"other")
    assert main(["classify", str(folder), "--model", str(package_copy)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    [line] = err.splitlines()
    assert "head.npz" in line


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["x.png", "--slices", "some"],
        ["x.png", "--workers", "0"],
        ["x.png", "--workers", "two"],
        ["x.png", "--level", "97"],
        ["x.png", "--level", "0.95"],
        ["x.png", "--level", "high"],
        ["x.png", "--level", ""],
        ["x.png", "--nonsense"],
        ["x.png", "--csv"],
        [""],
    ],
)
def test_wrong_usage_is_status_2_and_one_line(arguments, capsys):
    assert main(["classify", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    [line] = err.splitlines()
    assert line.startswith("falx classify: ")


def test_what_is_no_image_is_skipped_and_counted(folder, capsys):
    (folder / "inner" / "more.txt").write_text("text", "utf-8")
    assert main(["classify", str(folder)]) == 0
    assert "2 other files skipped" in capsys.readouterr().out


@pytest.mark.parametrize("option", ["--csv", "--jsonl"])
def test_an_input_is_never_written_over(tmp_path, capsys, option):
    path = write_head(tmp_path / "head.png")
    before = Path(path).read_bytes()
    assert main(["classify", path, option, path]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert "choose another name" in line
    assert Path(path).read_bytes() == before


def test_two_results_do_not_share_a_file(folder, tmp_path, capsys):
    target = str(tmp_path / "out")
    assert main(["classify", str(folder), "--csv", target, "--jsonl", target]) == 2
    assert not Path(target).exists()


def test_folders_named_after_classes_are_held_against_the_verdicts(tmp_path, capsys):
    for seed, name in enumerate(("glioma/a.png", "glioma/b.png", "notumor/c.png")):
        write_head(tmp_path / "in" / name, seed)
    assert main(["classify", str(tmp_path / "in"), "--jsonl", str(tmp_path / "out.jsonl")]) == 0
    wrong = sum(record["label"] not in record["path"] for record in records_of(tmp_path / "out.jsonl"))
    [line] = [line for line in capsys.readouterr().out.splitlines() if line.startswith("folders named")]
    assert f"agrees on {1 - wrong / 3:.1%}".replace("%", " %") in line
    assert f"of 3 images ({wrong} " in line
    assert "unlike" not in line


def test_how_many_of_the_compared_are_refused_is_reported(tmp_path, capsys):
    write_head(tmp_path / "in" / "glioma" / "a.png")
    for name in ("glioma", "notumor"):
        noise = np.random.default_rng(0).integers(0, 255, (64, 64), np.uint8)
        write_head(tmp_path / "in" / name / "b.png")
        cv2.imwrite(str(tmp_path / "in" / name / "noise.png"), noise)
    assert main(["classify", str(tmp_path / "in"), "--csv", str(tmp_path / "out.csv")]) == 0
    out = capsys.readouterr().out.splitlines()
    assert re.search("2 (not-a-brain-mri|unlike-training)", out[0])
    [line] = [line for line in out if line.startswith("folders named")]
    assert line.endswith("; of these, 2 refused as unlike the training data or no brain MRI")


def test_patterns_choose_among_the_files_of_a_folder(folder, capsys):
    assert main(["classify", str(folder), "--pattern", "A.*", "--pattern", "c*"]) == 0
    out = capsys.readouterr().out
    assert [name in out for name in ("a.png", "b.png", "c.png")] == [True, False, True]


def test_a_pattern_without_a_match_is_reported(folder, capsys):
    assert main(["classify", str(folder), "--pattern", "*.dcm"]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line == f"{folder}: expected images that match '*.dcm' in this folder, found none; check --pattern"
    assert main(["classify", str(folder), "--pattern", "a.*", "--pattern", "*.dcm", "--pattern", "notes*"]) == 0
    out, err = capsys.readouterr()
    assert "a.png" in out
    assert err == "--pattern: no image in the folders matches '*.dcm' or 'notes*'\n"


def test_what_was_written_is_reported(folder, tmp_path, capsys):
    target, maps = tmp_path / "out.csv", tmp_path / "maps"
    command = ["classify", str(folder), "--csv", str(target), "--heatmaps", str(maps)]
    assert main([*command, "--pattern", "a*"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert f"Wrote 1 record to {target}" in lines
    assert f"The heat maps are in {maps}" in lines
    assert main([*command, "--resume"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "1 record is from an earlier run, of 3 in all" in lines
    assert f"Wrote 2 records to {target}" in lines
    assert main([*command, "--resume"]) == 0
    assert f"Nothing to add to {target}" in capsys.readouterr().out.splitlines()


@pytest.mark.skipif(os.name == "nt", reason="such names cannot be there")
def test_names_that_a_spreadsheet_would_run_are_text_and_found_again(tmp_path, monkeypatch, capsys):
    names = ["=1+1.png", "+a.png", "-b.png", "@c.png", "\td.png", "\re.png", "'=f.png", "'plain.png", "g.png"]
    for name in names:
        write_head(tmp_path / "scans" / name)
    monkeypatch.chdir(tmp_path / "scans")
    assert main(["classify", ".", "--csv", "v.csv", "--pattern", "*.png"]) == 0
    # The table itself is no file that was left out.
    assert "skipped" not in capsys.readouterr().out
    content = Path("v.csv").read_bytes()
    with Path("v.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [row["path"] for row in csv.DictReader(file)]
    assert sorted(cells) == sorted(f"'{name}" if name[0] in "=+-@\t\r" or name == "'=f.png" else name for name in names)
    write_head(tmp_path / "scans" / "=h.png")
    assert main(["classify", ".", "--csv", "v.csv", "--resume"]) == 0
    assert Path("v.csv").read_bytes().startswith(content)
    assert "9 records are from an earlier run, of 10 in all" in capsys.readouterr().out


def test_heat_maps_are_written(folder, tmp_path, capsys):
    assert main(["classify", str(folder), "--heatmaps", str(tmp_path / "maps")]) == 0
    assert (tmp_path / "maps" / "inner" / "c.png.png").is_file()
    assert main(["classify", str(folder), "--heatmaps", str(folder / "inner")]) == 1
    assert "outside" in capsys.readouterr().err


@pytest.mark.parametrize("is_resumed", [False, True])
def test_an_interrupt_among_heat_maps_says_where_they_are_and_how_to_go_on(
    folder, tmp_path, capsys, monkeypatch, is_resumed
):
    def stop(self, records):
        raise KeyboardInterrupt

    monkeypatch.setattr("cli.classify._Screen.tell_records", stop)
    maps = tmp_path / "maps"
    again = ["--resume"] if is_resumed else []
    assert main(["classify", str(folder), "--heatmaps", str(maps), *again]) == 130
    [line] = capsys.readouterr().err.splitlines()
    assert maps.is_dir()
    command = "the same command" if is_resumed else "the same command with --resume"
    assert line == f"Stopped: the heat maps so far are in {maps}. To continue from there, run {command}."
    assert main(["classify", str(folder)]) == 130
    assert capsys.readouterr().err == "Stopped: nothing was written to a file.\n"


def test_a_cluster_out_of_reach_is_reported(folder, tmp_path, capsys, monkeypatch):
    pytest.importorskip("distributed", reason="needs the extra `cluster`")
    monkeypatch.setattr("core.batch.dask_cluster._CONNECT_S", 0.2)
    assert main(["classify", str(folder), "--dask", "tcp://127.0.0.1:9"]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("tcp://127.0.0.1:9: expected a Dask scheduler")


def write_dicom_without_pixels(path):
    dataset = pydicom.dcmread(get_testdata_file("MR_small.dcm", download=False))
    del dataset.PixelData
    dataset.save_as(path)


def write_monster(path):
    """A sound PNG of 20,000 x 20,000 pixels, all of them black."""
    header = struct.pack(">IIBBBBB", 20_000, 20_000, 8, 0, 0, 0, 0)
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(bytes(20_001)) for _ in range(20_000)) + packer.flush()
    chunks = ((b"IHDR", header), (b"IDAT", data), (b"IEND", b""))
    body = (struct.pack(">I", len(c)) + k + c + struct.pack(">I", zlib.crc32(k + c)) for k, c in chunks)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(body))


def write_volume_of_nothing(path):
    nibabel.save(nibabel.Nifti1Image(np.full((32, 32, 3), np.nan, np.float32), np.eye(4)), path)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "write", "reason"),
    [
        ("without.dcm", write_dicom_without_pixels, "without pixels"),
        ("monster.png", write_monster, "20000 x 20000"),
        ("nothing.nii", write_volume_of_nothing, "numbers"),
    ],
)
def test_each_picture_that_cannot_be_shown_is_one_clear_line(tmp_path, capsys, name, write, reason):
    good = write_head(tmp_path / "good.png")
    write(tmp_path / name)
    assert main(["classify", str(tmp_path / name), good]) == 1
    out, err = capsys.readouterr()
    [line] = err.splitlines()
    assert line.startswith(str(tmp_path / name))
    assert reason in line
    assert good in out


def test_a_file_that_may_not_be_read_is_one_clear_line(tmp_path, capsys, monkeypatch):
    locked, good = write_head(tmp_path / "locked.png"), write_head(tmp_path / "good.png")
    read_bytes = Path.read_bytes

    def read(path):
        # Who runs the tests as root may read everything.
        if str(path) == locked:
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", read)
    monkeypatch.setattr(FileReader, "read_slices", lambda _, path, is_wanted: read_slices(path))
    assert main(["classify", locked, good]) == 1
    out, err = capsys.readouterr()
    [line] = err.splitlines()
    assert "may not be read" in line
    assert good in out


def test_without_processes_left_one_line_says_so_and_what_is_done_is_kept(tmp_path, capsys, monkeypatch):
    paths = [write_head(tmp_path / f"{name}.png") for name in "abc"]
    out = tmp_path / "out.jsonl"
    assert main(["classify", paths[0], "--jsonl", str(out)]) == 0
    before = out.read_bytes()
    capsys.readouterr()

    def refuse(*_):
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr("core.reader_process.process.start_process", refuse)
    monkeypatch.setattr("core.reader_process.shared_reader._readers", [FileReader()])
    assert main(["classify", *paths, "--jsonl", str(out), "--resume"]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert [line for line in lines if "could not be started; close other programs, then try again" in line] == lines
    assert len(lines) == 1
    assert out.read_bytes() == before


@pytest.mark.parametrize("spacing", [np.nan, 1e-5, 1e30, -1.0])
def test_a_volume_of_absurd_spacing_is_classified(tmp_path, spacing):
    image = nibabel.Nifti1Image(np.transpose(phantom_volume(1, slices=3, size=64), (2, 1, 0)), np.eye(4))
    image.header["pixdim"][1] = spacing
    image.header["qform_code"], image.header["sform_code"] = 0, 1
    path = tmp_path / "odd.nii"
    path.write_bytes(image.to_bytes())
    assert main(["classify", str(path)]) in (0, 1)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names there")
def test_a_pipe_is_refused_at_once_and_no_table_begins(tmp_path, capsys):
    pipe = tmp_path / "a.png"
    os.mkfifo(pipe)
    assert main(["classify", str(pipe)]) == 1
    printed = capsys.readouterr()
    assert printed.err == f"{pipe}: expected a file, got a folder, pipe or device\n"
    assert "novelty" not in printed.out


def test_the_table_has_a_head_only_where_it_has_rows(tmp_path, capsys):
    (tmp_path / "empty.png").touch()
    assert main(["classify", str(tmp_path / "empty.png")]) == 1
    assert "novelty" not in capsys.readouterr().out


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_a_file_that_crashes_its_decoder_is_one_line_among_the_others(folder, bad_decoder, tmp_path, capsys):
    write_head(folder / "crash.png")
    assert main(["classify", str(folder), "--jsonl", str(tmp_path / "out.jsonl")]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith(f"{folder / 'crash.png'}: this file ended the process that reads files")
    assert [record["error"] is None for record in records_of(tmp_path / "out.jsonl")] == [True, True, False, True]

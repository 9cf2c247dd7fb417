"""`falx self-test`: its steps, what it writes, and that it notices what is wrong."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from cli import self_test, self_test_steps
from cli.self_test import SkippedError, Status, run_steps, unexpected_lines
from cli.self_test_files import write_dicom, write_nifti, write_png
from cli.self_test_reference import Reference, measure, phantoms, read_reference, write_reference
from core.errors import FalxError, MissingLibraryError
from core.readers import read_slices
from falx import main
from web.runtime import FILES

# The program checks itself, window and all.
pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]


def run(**steps):
    return {result.name: result for result in run_steps(steps, lambda result: None)}


def test_some_steps_from_source_are_well_and_written_down(tmp_path, capsys):
    names = ("resources", "dicom", "nifti")
    only = [argument for name in names for argument in ("--only", name)]
    assert main(["self-test", "--json", str(tmp_path / "out.json"), *only]) == 0
    told = json.loads((tmp_path / "out.json").read_text())
    assert told["ok"] is True
    assert told["is_frozen"] is False
    assert [step["name"] for step in told["steps"]] == [*names, "nothing-on-stderr"]
    assert {step["status"] for step in told["steps"]} == {"ok"}
    assert all(step["seconds"] >= 0 and step["detail"] for step in told["steps"])
    assert capsys.readouterr().out.endswith("Everything works.\n")


def test_a_step_that_fails_fails_the_whole(monkeypatch, tmp_path, capsys):
    def break_(folder):
        raise ZeroDivisionError("by chance")

    monkeypatch.setitem(self_test_steps.STEPS, "png", break_)
    assert main(["self-test", "--only", "png", "--json", str(tmp_path / "out.json")]) == 1
    told = json.loads((tmp_path / "out.json").read_text())
    assert told["ok"] is False
    assert (told["steps"][0]["status"], told["steps"][0]["detail"]) == ("failed", "ZeroDivisionError: by chance")
    assert "does not work" in capsys.readouterr().out


def test_steps_after_one_that_fails_are_run_and_one_may_be_left_out():
    def skip(folder):
        raise SkippedError("not here")

    results = run(first=lambda folder: 1 / 0, second=lambda folder: "fine", third=skip)
    assert [result.status for result in results.values()] == [Status.FAILED, Status.OK, Status.SKIPPED, Status.OK]
    assert results["third"].detail == "not here"


def test_each_step_has_an_empty_folder_and_the_home_is_another(home):
    seen = {}

    def look(folder):
        seen.update(
            folder=folder, files=list(folder.iterdir()), home=os.environ["HOME"], data=os.environ["XDG_DATA_HOME"]
        )
        return "looked"

    run(look=look)
    assert seen["files"] == []
    assert seen["home"] != str(home)
    assert Path(seen["data"]).is_relative_to(seen["home"])
    assert not seen["folder"].exists()
    assert os.environ["HOME"] == str(home / ".")


def test_what_is_written_to_standard_error_fails(capfd):
    def complain(folder):
        os.write(2, b"INFO: Created TensorFlow Lite XNNPACK delegate for CPU.\nlibpng warning: odd\n")
        return "done"

    results = run(complain=complain)
    assert results["complain"].status is Status.OK
    assert results["nothing-on-stderr"].status is Status.FAILED
    assert "libpng warning: odd" in results["nothing-on-stderr"].detail
    assert "Created TensorFlow" not in results["nothing-on-stderr"].detail
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    ("line", "is_allowed"),
    [
        ("INFO: Created TensorFlow Lite XNNPACK delegate for CPU.", True),
        ("WARNING: All log messages before absl::InitializeLog() is called are written to STDERR", True),
        ("I0000 00:00:1764.5  123 port.cc:153] oneDNN custom operations are on.", True),
        ("E0000 00:00:1764.5  123 cuda.cc:1] failed", False),
        ("Traceback (most recent call last):", False),
        ("RuntimeWarning: divide by zero", False),
        ("", True),
    ],
)
def test_only_what_libraries_say_at_their_start_is_allowed(line, is_allowed):
    assert (unexpected_lines(f"{line}\n") == []) is is_allowed


@pytest.mark.parametrize("write", [write_png, write_dicom, write_nifti])
def test_a_phantom_is_read_back_as_it_was(write, tmp_path):
    pixels = phantoms()[1].pixels
    [read] = read_slices(write(tmp_path / "phantom", pixels))
    assert np.array_equal(read.pixels, pixels)


def test_the_reference_follows_the_model_and_survives_its_file(tmp_path, monkeypatch):
    write_reference(tmp_path / "reference.json")
    stored = Reference(**json.loads((tmp_path / "reference.json").read_text()))
    assert stored == measure()
    assert len(stored.probabilities) == len(phantoms())
    monkeypatch.setattr("cli.self_test_reference.resources.files", lambda package: tmp_path)
    (tmp_path / "reference.json").rename(tmp_path / "self_test_reference.json")
    assert read_reference() == (stored, "the source that it was built from")


def test_another_answer_than_the_reference_fails(monkeypatch, tmp_path):
    truth = measure()
    off = Reference(truth.model, [[p + 2e-4 for p in row] for row in truth.probabilities], truth.heat)
    monkeypatch.setattr("cli.self_test_reference.read_reference", lambda: (off, "elsewhere"))
    result = run(png=self_test_steps.png)["png"]
    assert result.status is Status.FAILED
    assert "off by 0.0002" in result.detail


def test_without_tensorflow_training_is_left_out(monkeypatch):
    monkeypatch.setattr("core.program.product.can_train", lambda: False)
    result = run(training=self_test_steps.training)["training"]
    assert (result.status, result.detail) == (Status.SKIPPED, "TensorFlow is not installed")


def test_a_killed_batch_is_resumed_and_every_window_opens():
    command = [sys.executable, "falx.py", "self-test", "--only", "child-process", "--only", "window"]
    process = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert process.returncode == 0, process.stdout + process.stderr
    assert "the next classified the rest" in process.stdout
    assert process.stderr == ""


@pytest.mark.parametrize("form", ["first_format", "second_format"])
def test_a_model_of_either_format_is_used_and_installed(request, monkeypatch, form):
    folder = request.getfixturevalue(form)
    for place in ("core.model.store", "core.model.classifier"):
        monkeypatch.setattr(f"{place}.shipped_package", lambda: folder)
    steps = {name: self_test_steps.STEPS[name] for name in ("resources", "png", "heat-map", "package")}
    results = run(**steps)
    assert {name: result.detail for name, result in results.items() if result.status is not Status.OK} == {}
    assert "answered" in results["package"].detail


def test_an_unknown_step_is_wrong_usage(capsys):
    assert main(["self-test", "--only", "nonsense"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_file_that_cannot_be_written_is_one_line(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(self_test, "run_steps", lambda steps, tell: [])
    (tmp_path / "folder").mkdir()
    assert main(["self-test", "--json", str(tmp_path / "folder")]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize("command", ["train", "evaluate", "audit"])
def test_the_reader_says_where_training_is(command, monkeypatch, capsys):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr("core.program.product.can_train", lambda: False)
    assert main([command, "somewhere"]) == 1
    out, err = capsys.readouterr()
    [line] = err.splitlines()
    assert line.startswith(f"falx {command}: needs the full Falx")
    assert out == ""


def test_litert_js_is_said_to_be_missing_and_may_not_be_damaged(monkeypatch, tmp_path):
    from cli.self_test_steps import resources

    monkeypatch.setattr("web.runtime.runtime_folder", lambda: tmp_path / "missing")
    assert resources(tmp_path).endswith("icons, no LiteRT.js for falx serve --static")
    monkeypatch.setattr("web.runtime.runtime_folder", lambda: tmp_path)
    with pytest.raises(MissingLibraryError, match=r"LiteRT\.js"):
        resources(tmp_path)
    for name in FILES:
        (tmp_path / name).write_text("//")
    assert resources(tmp_path).endswith("icons, LiteRT.js")


@pytest.mark.parametrize("missing", ["falx_de.qm", "qtbase_de.qm"])
def test_a_standalone_program_without_german_texts_fails(monkeypatch, tmp_path, missing):
    from gui import self_test

    assert self_test.load_german().startswith("German texts")
    files = self_test.translation_files("de")
    monkeypatch.setattr("core.program.product.is_frozen", lambda: True)
    monkeypatch.setattr(
        self_test,
        "translation_files",
        lambda _: tuple(tmp_path / file.name if file.name == missing else file for file in files),
    )
    with pytest.raises(FalxError, match=f"{missing}: expected a translation"):
        self_test.load_german()
    (tmp_path / missing).write_bytes(b"damaged")
    with pytest.raises(FalxError, match=f"{missing}: expected a translation"):
        self_test.load_german()

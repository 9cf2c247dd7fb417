"""What goes into the standalone program and what does not."""

import tomllib
from pathlib import Path

import pytest

from core.program.product import Flavour
from release.bundled_modules import ROOMS, excluded_modules, is_test_suite, own_data, own_modules

ROOT = Path(__file__).resolve().parents[2]


def test_every_module_of_the_rooms_is_taken():
    found = own_modules()
    assert {
        "cli.train",
        "core.jobs.child_job",
        "core.readers.dicom.objects",
        "gui.viewer.viewer",
        "training.runs.run",
    } <= set(found)
    count = sum(len(list((ROOT / room).rglob("*.py"))) for room in ROOMS)
    assert len(found) == count


def test_a_module_that_is_added_is_taken_too(tmp_path):
    (tmp_path / "core" / "new").mkdir(parents=True)
    for name in ("__init__", "job"):
        (tmp_path / "core" / "new" / f"{name}.py").touch()
    assert own_modules(tmp_path) == ["core.new", "core.new.job"]


def test_model_samples_icons_recipes_and_templates_are_taken():
    places = {(Path(file).name, folder) for file, folder in own_data()}
    assert ("classifier.tflite", "resources/models/falx-mobilenetv2") in places
    assert ("falx.svg", "resources/icons") in places
    assert ("official.toml", "training/recipes") in places
    assert ("batch_report.html", "resources/templates") in places
    assert {("LICENSE", "."), ("NOTICE", ".")} <= places
    assert not any(name.endswith((".py", ".pyc")) for name, _ in places)


def test_a_wheel_has_what_the_rooms_hold_besides_modules():
    patterns = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["package-data"]
    packed = {path for room, names in patterns.items() for name in names for path in (ROOT / room).glob(name)}
    assert {Path(file) for file, folder in own_data() if folder != "."} <= packed


@pytest.mark.parametrize("flavour", Flavour)
def test_what_writes_the_pages_is_not_left_out(flavour):
    assert not {"jinja2", "markupsafe"} & set(excluded_modules(flavour))


def test_the_reader_leaves_training_out():
    assert {"tensorflow", "keras", "sklearn", "matplotlib"} <= set(excluded_modules(Flavour.READER))
    assert not {"tensorflow", "keras", "sklearn", "matplotlib"} & set(excluded_modules(Flavour.FULL))


def test_tests_of_libraries_are_left_out_but_not_those_that_templates_ask_by():
    assert is_test_suite("numpy.tests.test_lazyloading")
    assert is_test_suite("sklearn.tests")
    assert not is_test_suite("jinja2.tests")
    assert not is_test_suite("jinja2.filters")

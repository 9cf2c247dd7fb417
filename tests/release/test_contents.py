"""What goes into the standalone program and what does not."""

from pathlib import Path

import pytest

from core.product import Flavour
from release.contents import CUTS, ROOMS, Cut, cut_of, excluded_modules, measure_cuts, own_data, own_modules

ROOT = Path(__file__).resolve().parents[2]


def test_every_module_of_the_rooms_is_taken():
    found = own_modules()
    assert {"cli.train", "core.child_job", "core.readers.dicom", "gui.viewer.viewer", "training.run"} <= set(found)
    count = sum(len(list((ROOT / room).rglob("*.py"))) for room in ROOMS)
    assert len(found) == count


def test_a_module_that_is_added_is_taken_too(tmp_path):
    (tmp_path / "core" / "new").mkdir(parents=True)
    for name in ("__init__", "job"):
        (tmp_path / "core" / "new" / f"{name}.py").touch()
    assert own_modules(tmp_path) == ["core.new", "core.new.job"]


def test_model_samples_icons_and_recipes_are_taken():
    places = {(Path(file).name, folder) for file, folder in own_data()}
    assert ("classifier.tflite", "resources/models/falx-mobilenetv2") in places
    assert ("falx.svg", "resources/icons") in places
    assert ("official.toml", "training/recipes") in places
    assert {("LICENSE", "."), ("NOTICE", ".")} <= places
    assert not any(name.endswith((".py", ".pyc")) for name, _ in places)


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so",
        "PySide6/Qt/lib/libQt6VirtualKeyboard.so.6",
        "libreadline.so.8",
        "tensorflow/include/google/protobuf/any.h",
        "ai_edge_litert/libLiteRtWebGpuAccelerator.so",
        "sklearn\\datasets\\data\\iris.csv",
    ],
)
def test_what_is_not_needed_or_not_allowed_is_cut(place):
    assert cut_of(place)


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/Qt/plugins/iconengines/libqsvgicon.so",
        "PySide6/Qt/lib/libQt6Widgets.so.6",
        "PySide6/Qt/lib/libQt6OpenGL.so.6",
        "ai_edge_litert/_pywrap_litert_interpreter_wrapper.so",
        "ai_edge_litert/libpywrap_litert_common.so",
        "ai_edge_litert/libLiteRt.so",
        "libX11.so.6",
        "libxcb-cursor.so.0",
        "resources/models/falx-mobilenetv2/classifier.tflite",
        "cv2/cv2.abi3.so",
    ],
)
def test_what_is_needed_stays(place):
    assert cut_of(place) is None


def test_cuts_are_measured_by_what_was_cut(tmp_path):
    for name, size in (("a.h", 10), ("b.h", 5), ("kept", 7)):
        (tmp_path / name).write_bytes(bytes(size))
    sizes = measure_cuts([(f"tensorflow/include/{name}", str(tmp_path / name)) for name in ("a.h", "b.h")])
    assert list(sizes.values()) == [15]
    assert not measure_cuts([("kept", str(tmp_path / "kept"))])


def test_every_cut_says_why():
    assert all(isinstance(cut, Cut) and cut.what and cut.why and cut.patterns for cut in CUTS)


def test_the_reader_leaves_training_out():
    assert {"tensorflow", "keras", "sklearn", "matplotlib"} <= set(excluded_modules(Flavour.READER))
    assert not {"tensorflow", "keras", "sklearn", "matplotlib"} & set(excluded_modules(Flavour.FULL))

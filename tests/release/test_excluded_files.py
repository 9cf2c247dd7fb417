"""What is cut out of the standalone program, and what must not be."""

import pytest

from release.excluded_files import CUTS, cut_of, measure_cuts


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
    assert all(cut.what and cut.why and cut.patterns for cut in CUTS)

"""The list of what is bundled: complete, and free of what may not be bundled."""

import importlib.metadata
import sys
from pathlib import Path

import pytest

from release import licences
from release.licences import Bundled, ForbiddenLicenceError, format_list, licence_of, list_bundled, require_allowed


def source_of(module):
    return str(Path(importlib.import_module(module).__file__))


def describe(sources, binaries):
    return format_list(list_bundled(sources, binaries))


@pytest.mark.parametrize(
    "licence",
    [
        "MIT",
        "BSD-3-Clause AND Zlib",
        "LGPL-3.0-only",
        "GNU Lesser General Public License v3 (LGPLv3)",
        "GPL-3.0-or-later WITH GCC-exception-3.1",
        "GPL-2.0-or-later OR Apache-2.0",
        "MIT AND (GPL-2.0-only OR BSD-2-Clause)",
    ],
)
def test_what_may_be_bundled_passes(licence):
    require_allowed(Bundled("it", "1", licence, ()))


@pytest.mark.parametrize(
    "licence",
    [
        "GPL-3.0-only",
        "AGPL-3.0",
        "GNU General Public License v3 (GPLv3)",
        "GPLv2",
        "MIT AND GPL-2.0-only",
        "GPL-3.0-or-later",
        "GPL-2.0-only OR GPL-3.0-or-later",
        "GPLv2 or later",
        "GPL-3.0-only AND (MIT OR BSD-2-Clause)",
        "GPL-2.0-only AND GPL-3.0-or-later WITH GCC-exception-3.1",
        "",
        "UNKNOWN",
    ],
)
def test_what_may_not_be_bundled_is_refused_by_name(licence):
    with pytest.raises(ForbiddenLicenceError, match=r"it 1: "):
        require_allowed(Bundled("it", "1", licence, ()))


@pytest.mark.slow
def test_the_list_names_each_distribution_once_with_its_text():
    text = describe([source_of("numpy"), source_of("pydicom"), source_of("nibabel")], [])
    for name in ("numpy", "pydicom", "nibabel"):
        version = importlib.metadata.version(name)
        assert text.count(f"\n{name} {version}: ") == 1
    assert "Python " in text
    assert "opencv" not in text
    assert text.count("Permission is hereby granted") >= 2


@pytest.mark.slow
def test_qt_is_named_with_the_texts_of_its_licence():
    text = describe([source_of("PySide6.QtCore")], [])
    assert "PySide6_Essentials" in text
    assert "LGPL-3.0-only" in text
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text
    assert "GPL-3.0, to which the LGPL-3.0 refers" in text
    assert "GNU GENERAL PUBLIC LICENSE" in text


@pytest.mark.slow
def test_what_is_compiled_into_a_distribution_without_licence_files_has_its_text():
    text = describe([source_of("jpeg_ls")], [])
    assert "\npyjpegls 1." in text
    assert "MIT AND BSD-3-Clause" in text
    assert "Copyright (c) Team CharLS" in text
    assert "Permission is hereby granted" in text
    assert "Redistributions in binary form" in text


@pytest.mark.slow
def test_an_unknown_library_is_refused():
    with pytest.raises(ForbiddenLicenceError, match=r"libmystery\.so\.1"):
        describe([], [("libmystery.so.1", "/lib/libmystery.so.1", "BINARY")])


@pytest.mark.slow
def test_a_library_of_the_system_is_named():
    text = describe([], [("libX11.so.6", "/lib/libX11.so.6", "BINARY")])
    assert "X.Org : MIT" in text


def test_the_longest_name_that_fits_counts():
    assert licences.system_library("libxcb-glx.so.0") == ("X.Org XCB", "MIT")
    assert licences.system_library("libXext.so.6") == ("X.Org", "MIT")


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["libstdc++.so.6", "libgcc_s.so.1", "libgomp.so.1", "libgfortran.so.5", "libatomic.so.1"]
)
def test_a_library_of_gccs_may_be_bundled_for_its_exception(name):
    assert "WITH GCC-exception-3.1" in describe([], [(name, f"/lib/{name}", "BINARY")])


def test_a_list_is_in_the_order_of_names():
    text = format_list([Bundled("b", "1", "MIT", ("text of b",)), Bundled("A", "2", "MIT", ())])
    assert text.index("A 2: MIT") < text.index("b 1: MIT")
    assert "text of b" in text


# Those that the program is made of; of each the licence has to be known.
@pytest.mark.parametrize(
    "name",
    [
        *("numpy", "opencv-python-headless", "pydicom", "nibabel", "ai-edge-litert", "PySide6-Essentials", "shiboken6"),
        *("pillow", "pyjpegls", "pylibjpeg", "pylibjpeg-openjpeg"),
    ],
)
def test_each_dependency_may_be_bundled(name):
    distribution = importlib.metadata.distribution(name)
    require_allowed(Bundled(name, "", licence_of(distribution), ()))


@pytest.mark.slow
def test_python_itself_is_named():
    assert f"Python {sys.version_info[0]}.{sys.version_info[1]}" in describe([], [])

"""A package is read only if it is whole, of this format, and sound."""

import contextlib
import json
import os
import pickle
import shutil
import zipfile
from pathlib import Path

import numpy as np
import pytest

from core.errors import InvalidPackageError
from core.model.dense_head import DenseHead
from core.model.package import (
    HEAD_FILE,
    LISTED_FILES,
    PACKAGE_FILE,
    SELF_CHECK_FILE,
    ModelPackage,
    with_own_checksum,
    write_about,
)
from core.model.package_format.description import STUDY_CALLED_FROM
from core.model.store import shipped_package


def read_about(folder):
    return json.loads((folder / PACKAGE_FILE).read_text("utf-8"))


def change_about(folder, *keys, value):
    about = read_about(folder)
    part = about
    for key in keys[:-1]:
        part = part[key]
    part[keys[-1]] = value
    (folder / PACKAGE_FILE).write_text(json.dumps(with_own_checksum(about)), "utf-8")


def change_arrays(folder, name, **changed):
    with np.load(folder / name) as stored:
        arrays = dict(stored)
    np.savez(folder / name, **arrays | changed)
    write_about(folder, read_about(folder))


def zip_of(folder, target, inner="", compression=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(target, "w", compression) as archive:
        for name in (PACKAGE_FILE, *LISTED_FILES):
            archive.write(folder / name, inner + name)
    return target


def refusal(path):
    """Give the text of the error that opening and verifying a package ends in."""
    with pytest.raises(InvalidPackageError) as caught:
        ModelPackage.open(path).verify_files()
    text = str(caught.value)
    assert text.startswith(path.name)
    assert "\n" not in text
    return text


def test_the_shipped_package_is_whole():
    package = ModelPackage.open(shipped_package())
    package.verify_files()
    assert package.classes == ("glioma", "meningioma", "notumor", "pituitary")
    assert package.title == f"{package.name} {package.version}"


def test_the_shipped_package_weighs_at_most_12_mb():
    assert sum(file.stat().st_size for file in shipped_package().iterdir()) <= 12_000_000


@pytest.mark.parametrize("name", LISTED_FILES)
def test_a_flipped_bit_is_found(package_copy, name):
    content = bytearray((package_copy / name).read_bytes())
    content[len(content) // 2] ^= 1
    (package_copy / name).write_bytes(content)
    assert f"{name} has changed since the package was made" in refusal(package_copy)


@pytest.mark.parametrize(
    ("stated", "changed"),
    [('"glioma"', '"gliomb"'), ('"temperature": ', '"temperature": 7'), ("smoothing", "smnothing")],
)
def test_a_changed_description_is_found(package_copy, stated, changed):
    text = (package_copy / PACKAGE_FILE).read_text("utf-8")
    assert stated in text
    (package_copy / PACKAGE_FILE).write_text(text.replace(stated, changed, 1), "utf-8")
    assert "package.json has changed since the package was made" in refusal(package_copy)


@pytest.mark.parametrize("name", [PACKAGE_FILE, *LISTED_FILES])
def test_a_missing_file_is_named(package_copy, name):
    (package_copy / name).unlink()
    assert name in refusal(package_copy)


def test_a_missing_package_is_refused(tmp_path):
    text = refusal(tmp_path / "nothing")
    assert "cannot be read" in text
    assert text.endswith("expected a model package, found nothing; check the path")


def test_a_folder_that_is_no_package_is_reported(tmp_path):
    assert "got a folder without package.json" in refusal(tmp_path)


def test_a_zip_that_is_no_package_is_reported(tmp_path):
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("notes.txt", "")
    assert "got a zip without package.json" in refusal(tmp_path / "other.zip")


def test_a_package_that_may_not_be_read_is_reported(package_copy, monkeypatch):
    def refuse(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert "cannot be read (Permission denied); allow reading it" in refusal(package_copy)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"x"', "\udcff", "[" * 100_000, "{}"])
def test_a_description_that_is_none_is_refused(package_copy, text):
    (package_copy / PACKAGE_FILE).write_bytes(text.encode("utf-8", "surrogateescape"))
    refusal(package_copy)


@pytest.mark.parametrize("key", [key for key in read_about(shipped_package()) if key != "checksum"])
@pytest.mark.parametrize("value", [None, [], "x", {}])
def test_a_description_with_a_wrong_part_is_refused_or_harmless(package_copy, key, value):
    change_about(package_copy, key, value=value)
    is_text = key in ("name", "version", "architecture") and value == "x"
    is_object = key in ("training", "metrics", "kind_contrasts") and value == {}
    if is_text or is_object or key in ("novelty_measured", "limits"):
        ModelPackage.open(package_copy)
    else:
        refusal(package_copy)


def test_a_newer_format_is_reported(package_copy):
    change_about(package_copy, "format", value=3)
    assert "expected package format 1 or 2, got 3; a newer Falx is needed" in refusal(package_copy)


@pytest.mark.parametrize("value", [0, "3"])
def test_a_format_that_is_not_newer_asks_for_no_newer_falx(package_copy, value):
    change_about(package_copy, "format", value=value)
    assert f"expected package format 1 or 2, got {value}; use a matching Falx" in refusal(package_copy)


def test_another_preprocessing_is_reported(package_copy):
    change_about(package_copy, "preprocessing", "version", value=99)
    assert "got 99; a newer Falx is needed" in refusal(package_copy)


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (("classes",), ["glioma"]),
        (("classes",), ["glioma"] * 4),
        (("classes",), ["glioma", "meningioma"]),
        (("classes",), [str(number) for number in range(21)]),
        (("temperature",), 0),
        (("temperature",), float("nan")),
        (("calibration", "coverages"), [1.0]),
        (("calibration", "kind"), [1.5]),
        (("biases",), [0.0]),
        (("kind_contrasts",), {"glioma": ["t3"]}),
        (("kind_contrasts",), {"notumor": ["t1"]}),
        (("kind_contrasts",), {"glioma": []}),
        (("study_called_from",), 0),
        (("study_called_from",), 1.01),
        (("study_called_from",), True),
        (("study_called_from",), "0.9"),
        (("novelty", "limit"), 0),
        (("novelty", "rest_variance"), 0),
        (("geometry", "stride"), 0),
        (("geometry", "cells"), -1),
        (("geometry", "stride"), "32"),
    ],
)
def test_unsound_values_are_refused(package_copy, keys, value):
    change_about(package_copy, *keys, value=value)
    refusal(package_copy)


@pytest.mark.parametrize(
    "changed",
    [
        {"w1": np.zeros((3, 3), np.float32)},
        {"w1": np.zeros(3, np.float32)},
        {"b2": np.zeros(4, np.float64)},
        {"b2": np.array(["a", "b", "c", "d"])},
        {"means": np.zeros((4, 3), np.float32)},
    ],
)
def test_a_head_that_does_not_fit_is_refused(package_copy, changed):
    change_arrays(package_copy, HEAD_FILE, **changed)
    refusal(package_copy)


def test_a_package_may_state_from_when_a_study_is_called(package_copy):
    about = read_about(package_copy)
    about.pop("study_called_from", None)
    write_about(package_copy, about)
    assert ModelPackage.open(package_copy).study_called_from == STUDY_CALLED_FROM
    change_about(package_copy, "study_called_from", value=0.8)
    assert ModelPackage.open(package_copy).study_called_from == 0.8


def novelty_extras(package, **changed):
    """Make the arrays of a linear score that fit the package; each one of `changed` is made of its length."""
    length = package.novelty.means.shape[1]
    arrays = dict.fromkeys(("centre", "weights"), np.zeros(length, np.float32))
    made = {name: make(length) for name, make in changed.items()}
    return arrays | {"scale": np.full(length, 2, np.float32)} | made


def drop_linear_novelty(package_copy):
    """Leave a package as one is whose novelty is a distance alone."""
    with np.load(package_copy / HEAD_FILE) as found:
        kept = {name: found[name] for name in found.files if name not in ("centre", "scale", "weights")}
    np.savez(package_copy / HEAD_FILE, **kept)
    about = read_about(package_copy)
    about["novelty"].pop("bias", None)
    write_about(package_copy, about)


def test_a_package_without_a_linear_novelty_score_is_read(package_copy):
    drop_linear_novelty(package_copy)
    assert ModelPackage.open(package_copy).novelty.weights is None


def test_a_linear_novelty_score_is_read(package_copy):
    change_arrays(package_copy, HEAD_FILE, **novelty_extras(ModelPackage.open(package_copy)))
    change_about(package_copy, "novelty", value={**read_about(package_copy)["novelty"], "bias": 7.5})
    novelty = ModelPackage.open(package_copy).novelty
    assert novelty.bias == 7.5
    assert novelty.scale is not None
    assert novelty.novelty(novelty.means[0]) >= 7.5


@pytest.mark.parametrize(
    "changed",
    [
        {"scale": lambda length: np.zeros(length, np.float32)},
        {"scale": lambda length: np.ones(length + 1, np.float32)},
        {"weights": lambda length: np.zeros(length, np.float64)},
        {"centre": lambda length: np.array(["a"] * length)},
    ],
)
def test_an_unsound_linear_novelty_score_is_refused(package_copy, changed):
    change_arrays(package_copy, HEAD_FILE, **novelty_extras(ModelPackage.open(package_copy), **changed))
    refusal(package_copy)


def test_half_a_linear_novelty_score_is_refused(package_copy):
    length = ModelPackage.open(package_copy).novelty.means.shape[1]
    drop_linear_novelty(package_copy)
    change_arrays(package_copy, HEAD_FILE, weights=np.zeros(length, np.float32))
    refusal(package_copy)


class Payload:
    """Leaves a trace where it is unpickled."""

    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self):
        return Path.touch, (self.trace,)


@pytest.mark.parametrize("name", [HEAD_FILE, SELF_CHECK_FILE])
def test_nothing_is_ever_unpickled(package_copy, tmp_path, name):
    trace = tmp_path / "trace"
    np.savez(package_copy / name, w1=np.array([Payload(trace)], dtype=object))
    write_about(package_copy, read_about(package_copy))
    with pytest.raises(InvalidPackageError):
        ModelPackage.open(package_copy).read_arrays(name)
    assert not trace.exists()


def test_a_bare_pickle_is_refused(package_copy, tmp_path):
    trace = tmp_path / "trace"
    (package_copy / HEAD_FILE).write_bytes(pickle.dumps(Payload(trace)))
    write_about(package_copy, read_about(package_copy))
    refusal(package_copy)
    assert not trace.exists()


def test_arrays_that_swell_are_refused(package_copy, monkeypatch):
    np.savez_compressed(package_copy / SELF_CHECK_FILE, pixels=np.zeros(1_000_000, np.uint8))
    write_about(package_copy, read_about(package_copy))
    package = ModelPackage.open(package_copy)
    monkeypatch.setattr("core.model.package_format.arrays.LARGEST_ARRAYS", 999_999)
    with pytest.raises(InvalidPackageError, match="at most 999,999 bytes"):
        package.read_arrays(SELF_CHECK_FILE)


def test_an_array_of_boundless_shape_is_refused(package_copy):
    with zipfile.ZipFile(package_copy / SELF_CHECK_FILE, "w") as archive, archive.open("pixels.npy", "w") as file:
        np.lib.format.write_array_header_1_0(file, {"descr": "<f8", "fortran_order": False, "shape": (1 << 58,)})
    write_about(package_copy, read_about(package_copy))
    with pytest.raises(InvalidPackageError):
        ModelPackage.open(package_copy).read_arrays(SELF_CHECK_FILE)


@pytest.mark.parametrize("inner", ["", "my-model/"])
def test_a_zip_reads_as_its_folder_does(tmp_path, inner):
    folder, zipped = shipped_package(), zip_of(shipped_package(), tmp_path / "package.zip", inner)
    package, expected = ModelPackage.open(zipped), ModelPackage.open(folder)
    package.verify_files()
    assert package.title == expected.title
    assert package.geometry == expected.geometry
    for name in DenseHead.__slots__:
        np.testing.assert_array_equal(getattr(package.head, name), getattr(expected.head, name))
    assert package.about() == expected.about()


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path, monkeypatch):
    zipped = zip_of(shipped_package(), tmp_path / "package.zip")
    monkeypatch.setattr("core.model.package_format.files.LARGEST_FILE", 1000)
    assert "larger than a package's file can be" in refusal(zipped)


def test_a_cut_off_zip_is_refused(tmp_path):
    zipped = zip_of(shipped_package(), tmp_path / "package.zip")
    zipped.write_bytes(zipped.read_bytes()[:-1000])
    refusal(zipped)


def test_a_damaged_zip_is_refused(tmp_path):
    zipped = zip_of(shipped_package(), tmp_path / "package.zip")
    content = bytearray(zipped.read_bytes())
    # The first member starts after a header of 30 bytes and its name.
    content[60:200] = bytes(140)
    zipped.write_bytes(content)
    refusal(zipped)


def test_an_encrypted_zip_is_refused(tmp_path):
    zipped = zip_of(shipped_package(), tmp_path / "package.zip")
    content = bytearray(zipped.read_bytes())
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    zipped.write_bytes(content)
    refusal(zipped)


@pytest.mark.parametrize(
    ("content", "told"), [(b"", "is no zip"), (b"not a zip", "is no zip"), (b"PK\x03\x04", "a zip that is damaged")]
)
def test_a_file_that_is_no_zip_is_refused(tmp_path, content, told):
    (tmp_path / "package.zip").write_bytes(content)
    assert told in refusal(tmp_path / "package.zip")


def test_a_package_may_be_on_any_path(tmp_path):
    folder = Path(shutil.copytree(shipped_package(), tmp_path / "Модель ü 脳"))
    ModelPackage.open(folder).verify_files()


def test_a_zip_of_two_packages_is_refused(tmp_path):
    zipped = zip_of(shipped_package(), tmp_path / "package.zip", "one/")
    with zipfile.ZipFile(zipped, "a") as archive:
        archive.writestr("two/package.json", "{}")
    assert "expected one model package, got 2" in refusal(zipped)


def test_a_file_is_taken_from_beside_the_description_alone(tmp_path):
    zipped = zip_of(shipped_package(), tmp_path / "package.zip", "one/")
    with zipfile.ZipFile(zipped, "a") as archive:
        archive.writestr(f"../{HEAD_FILE}", b"other")
        archive.writestr(HEAD_FILE, b"other")
    ModelPackage.open(zipped).verify_files()


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_that_is_twice_in_a_zip_is_refused(tmp_path):
    zipped = zip_of(shipped_package(), tmp_path / "package.zip")
    with zipfile.ZipFile(zipped, "a") as archive:
        archive.write(shipped_package() / HEAD_FILE, HEAD_FILE)
    assert f"expected {HEAD_FILE} once" in refusal(zipped)


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_of_another_compression_is_refused(tmp_path, compression):
    zipped = tmp_path / "package.zip"
    with zipfile.ZipFile(zipped, "w", compression) as archive:
        archive.write(shipped_package() / PACKAGE_FILE, PACKAGE_FILE)
    assert "stored or deflated" in refusal(zipped)


def test_a_link_in_a_zip_is_not_followed(tmp_path):
    zipped = tmp_path / "package.zip"
    with zipfile.ZipFile(zipped, "w") as archive:
        for name in (PACKAGE_FILE, *LISTED_FILES):
            info = zipfile.ZipInfo(name)
            info.external_attr = (0o120777 << 16) if name == HEAD_FILE else (0o644 << 16)
            content = (shipped_package() / name).read_bytes()
            archive.writestr(info, str(shipped_package() / name) if name == HEAD_FILE else content)
    assert f"{HEAD_FILE} has changed since the package was made" in refusal(zipped)


@pytest.mark.skipif(os.name == "nt", reason="Windows asks for a privilege to make links")
@pytest.mark.parametrize("name", [PACKAGE_FILE, HEAD_FILE, "MODEL_CARD.md"])
def test_a_link_out_of_the_package_is_refused(package_copy, name):
    (package_copy / name).unlink()
    (package_copy / name).symlink_to(shipped_package() / name)
    assert f"{name} is a link to a place outside of the package" in refusal(package_copy)


@pytest.mark.skipif(os.name == "nt", reason="Windows asks for a privilege to make links")
def test_a_linked_folder_is_a_package(package_copy, tmp_path):
    (tmp_path / "link").symlink_to(package_copy)
    ModelPackage.open(tmp_path / "link").verify_files()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a pipe with a name")
@pytest.mark.parametrize("name", [PACKAGE_FILE, HEAD_FILE])
@pytest.mark.parametrize("make", [os.mkdir, getattr(os, "mkfifo", None), lambda path: path.symlink_to("/dev/zero")])
def test_what_is_no_file_is_refused_and_not_waited_for(package_copy, name, make):
    (package_copy / name).unlink()
    make(package_copy / name)
    assert f"expected {name} to be a file, got something else" in refusal(package_copy)


def test_a_huge_file_in_a_folder_is_not_read(package_copy):
    with (package_copy / HEAD_FILE).open("r+b") as file:
        file.truncate(1 << 30)
    assert "larger than a package's file can be" in refusal(package_copy)


def test_a_loop_of_links_is_refused(package_copy):
    (package_copy / HEAD_FILE).unlink()
    (package_copy / HEAD_FILE).symlink_to(HEAD_FILE)
    assert HEAD_FILE in refusal(package_copy)


@pytest.mark.parametrize("seed", range(30))
def test_a_zip_with_other_bytes_is_whole_or_refused(tmp_path, seed):
    zipped = zip_of(shipped_package(), tmp_path / "package.zip", compression=zipfile.ZIP_STORED)
    content = bytearray(zipped.read_bytes())
    random = np.random.default_rng(seed)
    # The directory at its end and the headers of the members say how it is to be read.
    for place in random.integers(0, 700, 3):
        content[-int(place) - 1] = random.integers(256)
    zipped.write_bytes(content)
    with contextlib.suppress(InvalidPackageError):
        ModelPackage.open(zipped).verify_files()


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a device that never ends")
def test_a_device_is_no_package():
    assert "is no zip" in refusal(Path("/dev/zero"))


def test_a_folder_without_a_name_is_named_by_its_path():
    with pytest.raises(InvalidPackageError, match=r"^/: expected a model package"):
        ModelPackage.open(Path("/"))

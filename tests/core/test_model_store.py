"""Packages are installed whole and verified, or not at all."""

import json
import os
import shutil
import zipfile
from pathlib import Path

import numpy as np
import pytest

from core.errors import InvalidPackageError, UnwritableOutputError
from core.model_package import LISTED_FILES, PACKAGE_FILE, SELF_CHECK_FILE, ModelPackage, write_about
from core.model_store import (
    find_installation,
    find_package,
    install_package,
    install_undoably,
    installed_packages,
    models_folder,
    remove_package,
    shipped_package,
    undo_installation,
)


@pytest.fixture
def other(package_copy):
    """A sound package of another name."""
    return rename(package_copy, "other", "2.0")


def rename(folder, name, version):
    about = json.loads((folder / PACKAGE_FILE).read_text("utf-8"))
    write_about(folder, about | {"name": name, "version": version})
    return folder


def installed_names():
    return sorted(path.name for path in models_folder().glob("*")) if models_folder().exists() else []


def test_the_shipped_package_is_the_default():
    assert find_package(None) == shipped_package()
    assert installed_packages() == [shipped_package()]


def test_an_installed_package_is_listed_and_found(other):
    target = install_package(other)
    assert installed_packages() == [shipped_package(), target]
    for name in ("other", "other 2.0", "other-2.0", str(target)):
        assert find_package(name) == target
    ModelPackage.open(target).verify_files()


def test_what_is_installed_no_longer_needs_its_source(other):
    target = install_package(other)
    shutil.rmtree(other)
    ModelPackage.open(target).verify_files()


def test_a_zip_is_installed(other, tmp_path):
    zipped = tmp_path / "other.zip"
    with zipfile.ZipFile(zipped, "w") as archive:
        for name in (PACKAGE_FILE, *LISTED_FILES):
            archive.write(other / name, f"other/{name}")
        archive.writestr("../escaped.txt", "not one of the package's files")
    target = install_package(zipped)
    assert sorted(file.name for file in target.iterdir()) == sorted((PACKAGE_FILE, *LISTED_FILES))
    assert not (models_folder() / "escaped.txt").exists()


def test_installing_again_replaces(other):
    first = install_package(other)
    (first / "MODEL_CARD.md").write_text("changed", "utf-8")
    assert install_package(other) == first
    ModelPackage.open(first).verify_files()
    assert installed_names() == ["other-2.0"]


def test_an_installed_package_can_be_installed_over_itself(other):
    target = install_package(other)
    assert install_package(target) == target
    ModelPackage.open(target).verify_files()


@pytest.mark.parametrize("name", LISTED_FILES)
def test_a_tampered_package_is_not_installed(other, name):
    content = bytearray((other / name).read_bytes())
    content[-1] ^= 1
    (other / name).write_bytes(content)
    with pytest.raises(InvalidPackageError):
        install_package(other)
    assert installed_names() == []


def test_a_package_that_fails_its_self_check_is_not_installed(other):
    with np.load(other / SELF_CHECK_FILE) as stored:
        arrays = dict(stored)
    np.savez(other / SELF_CHECK_FILE, pixels=arrays["pixels"], logits=arrays["logits"] + 0.1)
    rename(other, "other", "2.0")
    with pytest.raises(InvalidPackageError, match="self-check"):
        install_package(other)
    assert installed_names() == []


@pytest.mark.parametrize("name", ["../x", "a/b", "a\\b", "..", ".hidden", "", "a\nb", "a\0b"])
def test_a_name_that_is_no_plain_name_is_refused(package_copy, name):
    with pytest.raises(InvalidPackageError, match="plain name"):
        install_package(rename(package_copy, name, "1.0"))
    assert installed_names() == []


def test_an_unknown_name_tells_the_known_ones(other):
    install_package(other)
    with pytest.raises(InvalidPackageError, match=r"nowhere: .* other 2\.0"):
        find_package("nowhere")


def test_a_damaged_installed_package_is_in_nobodys_way(other):
    target = install_package(other)
    (target / "head.npz").write_bytes(b"")
    assert find_package(ModelPackage.open(shipped_package()).name) == shipped_package()
    assert remove_package("other-2.0") == target
    assert installed_names() == []


def with_card(folder, text):
    (folder / "MODEL_CARD.md").write_text(text, "utf-8")
    write_about(folder, json.loads((folder / PACKAGE_FILE).read_text("utf-8")))


def test_what_was_there_before_comes_back_however_often_a_model_was_installed(other, tmp_path):
    first = shutil.copytree(other, tmp_path / "first")
    with np.load(first / SELF_CHECK_FILE) as stored:
        arrays = dict(stored)
    # Another model by its bytes, and as sound.
    np.savez_compressed(first / SELF_CHECK_FILE, **arrays)
    with_card(first, "first")
    target = install_package(first)
    assert find_installation(ModelPackage.open(other)) is None
    installation = install_undoably(other)
    with_card(other, "second, completed")
    assert install_undoably(other) == installation
    assert find_installation(ModelPackage.open(other)) == installation
    assert (target / "MODEL_CARD.md").read_text("utf-8") == "second, completed"
    undo_installation(ModelPackage.open(other))
    assert (target / "MODEL_CARD.md").read_text("utf-8") == "first"
    assert find_installation(ModelPackage.open(other)) is None
    assert installed_names() == ["other-2.0"]


def test_what_was_kept_for_undo_goes_with_the_model(other):
    install_package(other)
    assert install_undoably(other).earlier is not None
    remove_package("other")
    assert installed_names() == []


def test_what_no_undoable_installation_has_put_there_cannot_be_undone(other):
    installation = install_undoably(other)
    assert installation.earlier is None
    assert find_installation(ModelPackage.open(other)) == installation
    install_package(other)
    assert find_installation(ModelPackage.open(other)) is None
    with pytest.raises(InvalidPackageError, match="nothing was changed"):
        undo_installation(ModelPackage.open(other))
    assert installed_names() == ["other-2.0"]


@pytest.mark.parametrize("place", ["package", "other-2.0"])
def test_an_installation_that_fails_leaves_what_was_there(other, monkeypatch, place):
    target = install_package(other)
    with_card(target, "first")
    replace = Path.replace

    def fail(path, goal):
        if path.name == place:
            raise PermissionError(13, "in use", str(path))
        return replace(path, goal)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", fail)
        with pytest.raises(UnwritableOutputError, match="in use"):
            install_undoably(other)
    assert (target / "MODEL_CARD.md").read_text("utf-8") == "first"
    assert installed_names() == ["other-2.0"]
    assert find_installation(ModelPackage.open(other)) is None


def test_taking_back_that_fails_leaves_what_was_there(other, monkeypatch):
    target = install_package(other)
    with_card(other, "second")
    installation = install_undoably(other)
    replace = Path.replace

    def fail(path, goal):
        if path == installation.earlier:
            raise PermissionError(13, "in use", str(path))
        return replace(path, goal)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", fail)
        with pytest.raises(UnwritableOutputError, match="in use"):
            undo_installation(ModelPackage.open(other))
    assert (target / "MODEL_CARD.md").read_text("utf-8") == "second"
    assert undo_installation(ModelPackage.open(other)) == installation


def test_an_installed_package_can_be_removed(other):
    target = install_package(other)
    remove_package("other")
    assert not target.exists()
    assert installed_packages() == [shipped_package()]


def test_only_installed_packages_are_removed(other):
    for name in (ModelPackage.open(shipped_package()).name, str(other), str(models_folder().parent)):
        with pytest.raises(InvalidPackageError):
            remove_package(name)
    assert shipped_package().is_dir()
    assert other.is_dir()


def test_nothing_outside_the_store_is_removed(tmp_path, monkeypatch):
    victim = shutil.copytree(shipped_package(), tmp_path / "victim")
    models_folder().mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    for name in ("victim", str(victim), os.path.relpath(victim, models_folder()), f"{models_folder()}/../victim"):
        with pytest.raises(InvalidPackageError):
            remove_package(name)
    assert victim.is_dir()

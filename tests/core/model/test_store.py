"""Packages are installed whole and verified, or not at all."""

import json
import os
import shutil
import subprocess
import sys
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from core.errors import InvalidPackageError, UnwritableOutputError
from core.file_lock import Lock
from core.model.install_staging import changing
from core.model.install_summary import identity_of
from core.model.package import LISTED_FILES, PACKAGE_FILE, SELF_CHECK_FILE, ModelPackage, write_about
from core.model.store import (
    find_installation,
    find_package,
    install,
    install_undoably,
    installed_packages,
    models_folder,
    package_in_use,
    preview_install,
    remove_package,
    shipped_package,
    tidy_store,
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
    target = install(other).folder
    assert installed_packages() == [shipped_package(), target]
    for name in ("other", "other 2.0", "other-2.0", str(target)):
        assert find_package(name) == target
    ModelPackage.open(target).verify_files()


def test_what_is_installed_no_longer_needs_its_source(other):
    target = install(other).folder
    shutil.rmtree(other)
    ModelPackage.open(target).verify_files()


def test_a_zip_is_installed(other, tmp_path):
    zipped = tmp_path / "other.zip"
    with zipfile.ZipFile(zipped, "w") as archive:
        for name in (PACKAGE_FILE, *LISTED_FILES):
            archive.write(other / name, f"other/{name}")
        archive.writestr("../escaped.txt", "not one of the package's files")
    target = install(zipped).folder
    assert sorted(file.name for file in target.iterdir()) == sorted((PACKAGE_FILE, *LISTED_FILES))
    assert not (models_folder() / "escaped.txt").exists()


def test_installing_again_replaces(other):
    first = install(other).folder
    (first / "MODEL_CARD.md").write_text("changed", "utf-8")
    assert install(other).folder == first
    ModelPackage.open(first).verify_files()
    assert installed_names() == ["other-2.0"]


def test_an_installed_package_can_be_installed_over_itself(other):
    target = install(other).folder
    assert install(target).folder == target
    ModelPackage.open(target).verify_files()


@pytest.mark.parametrize("name", LISTED_FILES)
def test_a_tampered_package_is_not_installed(other, name):
    content = bytearray((other / name).read_bytes())
    content[-1] ^= 1
    (other / name).write_bytes(content)
    with pytest.raises(InvalidPackageError):
        install(other)
    assert installed_names() == []


def test_a_package_that_fails_its_self_check_is_not_installed(other):
    with np.load(other / SELF_CHECK_FILE) as stored:
        arrays = dict(stored)
    np.savez(other / SELF_CHECK_FILE, pixels=arrays["pixels"], logits=arrays["logits"] + 0.1)
    rename(other, "other", "2.0")
    with pytest.raises(InvalidPackageError, match="self-check"):
        install(other)
    assert installed_names() == []


@pytest.mark.parametrize("name", ["../x", "a/b", "a\\b", "..", ".hidden", "", "a\nb", "a\0b"])
def test_a_name_that_is_no_plain_name_is_refused(package_copy, name):
    with pytest.raises(InvalidPackageError, match="plain name"):
        install(rename(package_copy, name, "1.0"))
    assert installed_names() == []


def test_an_unknown_name_says_the_known_ones(other):
    install(other)
    with pytest.raises(InvalidPackageError, match=r"nowhere: .* other 2\.0"):
        find_package("nowhere")


def test_a_damaged_installed_package_is_in_no_one_s_way(other):
    target = install(other).folder
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
    target = install(first).folder
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
    install(other)
    assert install_undoably(other).earlier is not None
    remove_package("other")
    assert installed_names() == []


def test_what_no_undoable_installation_has_put_there_cannot_be_undone(other):
    installation = install_undoably(other)
    assert installation.earlier is None
    assert find_installation(ModelPackage.open(other)) == installation
    install(other)
    assert find_installation(ModelPackage.open(other)) is None
    with pytest.raises(InvalidPackageError, match="nothing was changed"):
        undo_installation(ModelPackage.open(other))
    assert installed_names() == ["other-2.0"]


@pytest.mark.parametrize("place", ["package", "other-2.0"])
def test_an_installation_that_fails_leaves_what_was_there(other, monkeypatch, place):
    target = install(other).folder
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
    target = install(other).folder
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
    target = install(other).folder
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


# Ends at once, as kill -9 does, when a folder of this name is to be moved.
KILLED = """
import os, sys
from pathlib import Path
from core.model import store as model_store
from core.model.package import ModelPackage
replace = Path.replace
def end(path, goal):
    if path.name == sys.argv[3]:
        os._exit(9)
    return replace(path, goal)
Path.replace = end
package = Path(sys.argv[2])
if sys.argv[1] == "undo":
    model_store.undo_installation(ModelPackage.open(package))
elif sys.argv[1] == "remove":
    model_store.remove_package(package.name)
else:
    model_store.install(package)
"""


def kill_in(work, package, place):
    done = subprocess.run([sys.executable, "-c", KILLED, work, str(package), place], check=False)
    assert done.returncode == 9


@pytest.mark.slow
@pytest.mark.parametrize("place", ["other-2.0", "package"])
@pytest.mark.parametrize("tidy", [tidy_store, lambda: remove_package("other"), None])
def test_a_killed_installation_leaves_nothing_and_what_was_there_stays(other, place, tidy):
    target = install(other).folder
    with_card(other, "second")
    kill_in("install", other, place)
    assert any(name.startswith(".installing-") for name in installed_names())
    assert target.exists() is (place == "other-2.0")
    if tidy:
        if tidy is tidy_store:
            tidy()
            assert installed_names() == ["other-2.0"]
            assert (target / "MODEL_CARD.md").read_text("utf-8") != "second"
        return
    assert install(other).replaced == "other 2.0"
    assert installed_names() == ["other-2.0"]


@pytest.mark.slow
@pytest.mark.parametrize("find", [lambda _: find_package("other"), package_in_use])
def test_a_model_that_was_killed_as_it_was_replaced_is_found_by_its_name_and_place(other, find):
    target = install(other).folder
    with_card(other, "second")
    kill_in("install", other, "package")
    assert not target.exists()
    assert find(target) == target
    assert (target / "MODEL_CARD.md").read_text("utf-8") != "second"


@pytest.mark.slow
@pytest.mark.parametrize("place", ["other-2.0", "replaced"])
def test_what_is_killed_as_it_is_taken_back_can_be_taken_back_again(other, tmp_path, place):
    earlier = shutil.copytree(other, tmp_path / "earlier")
    with_card(earlier, "first")
    install(earlier)
    install_undoably(other)
    kill_in("undo", other, place)
    tidy_store()
    assert installed_names() == [".earlier", "other-2.0"]
    undo_installation(ModelPackage.open(other))
    assert (models_folder() / "other-2.0" / "MODEL_CARD.md").read_text("utf-8") == "first"
    assert installed_names() == ["other-2.0"]


def test_what_is_killed_as_it_is_removed_is_there_or_gone(other):
    target = install(other).folder
    kill_in("remove", target, "other-2.0")
    tidy_store()
    assert installed_names() == ["other-2.0"]
    ModelPackage.open(target).verify_files()


def test_leftovers_of_an_earlier_falx_go_and_those_of_a_living_process_stay(other):
    store = models_folder()
    for name in (".installing-dead", ".installing-alive", ".installing-killed"):
        (store / name / "package").mkdir(parents=True)
    (store / ".installing-killed" / "owner.lock").touch()
    owner = Lock.take(store / ".installing-alive" / "owner.lock")
    tidy_store()
    assert installed_names() == [".installing-alive"]
    install(other)
    assert installed_names() == [".installing-alive", "other-2.0"]
    owner.release()
    tidy_store()
    assert installed_names() == ["other-2.0"]


def test_tidying_does_not_wait_for_another_process(monkeypatch):
    leftover = models_folder() / ".installing-dead"
    leftover.mkdir(parents=True)
    # Other threads may sleep.
    clock = SimpleNamespace(monotonic=time.monotonic, sleep=lambda _seconds: pytest.fail("waited"))
    monkeypatch.setattr("core.file_lock.time", clock)
    with changing(models_folder()):
        tidy_store()
        assert leftover.exists()
    tidy_store()
    assert not leftover.exists()


def test_several_installations_at_once_leave_one_whole_model(other):
    with ThreadPoolExecutor(4) as pool:
        arrivals = list(pool.map(install, [other] * 4))
    assert [arrival.replaced for arrival in arrivals].count(None) == 1
    assert installed_names() == ["other-2.0"]
    ModelPackage.open(models_folder() / "other-2.0").verify_files()


def test_what_has_no_package_and_a_damaged_one_differ_from_each_other_and_from_a_whole_one(other, tmp_path):
    whole = identity_of(other)
    (other / PACKAGE_FILE).write_text("[]", "utf-8")
    assert len({whole, identity_of(other), identity_of(tmp_path / "nothing")}) == 3
    assert identity_of(tmp_path / "nothing") is None
    assert identity_of(other) is not None


def test_it_is_said_what_a_model_meets(other, tmp_path):
    first = install(other)
    assert (first.title, first.replaced, first.words(is_done=True)) == ("other 2.0", None, "")
    with_card(other, "only the card is another")
    assert preview_install(other).is_same
    assert preview_install(other).words(is_done=False) == "other 2.0 is installed already: it is the same model."
    about = json.loads((other / PACKAGE_FILE).read_text("utf-8"))
    write_about(other, about | {"temperature": about["temperature"] * 1.5})
    assert identity_of(other) != identity_of(first.folder)
    again = install(other)
    assert again.replaced == "other 2.0"
    assert again.words(is_done=True) == "It replaced another other 2.0 that was installed before."
    assert identity_of(other) == identity_of(first.folder)
    older = install(rename(other, "other", "1.9"))
    assert older.words(is_done=True) == (
        "other 2.0 stays installed too. The name alone means other 2.0, which is newer."
    )
    assert ModelPackage.open(find_package("other")).title == older.newest == "other 2.0"
    newer = install(rename(other, "other", "2.10"))
    assert newer.words(is_done=True) == "other 1.9, other 2.0 stay installed too."
    assert ModelPackage.open(find_package("other")).title == newer.newest == "other 2.10"


def test_a_damaged_model_that_is_in_the_way_is_replaced_and_said(other):
    target = install(other).folder
    (target / "head.npz").write_bytes(b"")
    assert preview_install(other).words(is_done=False) == "It will replace a damaged model that was installed before."
    (target / PACKAGE_FILE).write_bytes(b"{")
    assert install(other).words(is_done=True) == "It replaced a damaged model that was installed before."
    ModelPackage.open(target).verify_files()


def test_a_model_of_which_a_folder_is_left_is_not_in_use(other):
    target = install(other).folder
    assert package_in_use(target) == target
    (target / PACKAGE_FILE).unlink()
    assert package_in_use(target) == shipped_package()

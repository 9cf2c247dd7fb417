"""What stands for what: files for themselves, folders for the images in them."""

import os
from pathlib import Path

import pytest

from core.batch.engine import classify_files
from core.batch.inputs import FoldersRead, InputCounter, find_inputs, is_gone
from core.errors import LostFolderError
from core.model.package import ModelPackage
from core.model.store import shipped_package
from core.readers import read_slices
from core.readers.looking import HERE


@pytest.fixture
def tree(tmp_path):
    for name in ("b.png", "a.png", "note.txt", ".hidden.png", "inner/c.png", "inner/deep/d.png"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"text")
    return tmp_path / "in"


def test_a_folder_stands_for_its_images(tree):
    found = [Path(path).relative_to(tree).as_posix() for path in find_inputs([str(tree)])]
    assert found == ["a.png", "b.png", "inner/c.png", "inner/deep/d.png"]


def test_folders_within_can_be_left_out(tree):
    assert [Path(path).name for path in find_inputs([str(tree)], is_recursive=False)] == ["a.png", "b.png"]


def test_a_named_file_is_given_whatever_it_is(tree):
    named = [str(tree / "note.txt"), str(tree / "missing")]
    assert list(find_inputs(named)) == named


def test_paths_are_as_given(tree, monkeypatch):
    monkeypatch.chdir(tree.parent)
    assert next(find_inputs(["in"])) == str(Path("in", "a.png"))


@pytest.mark.parametrize("closed", [".", "inner"])
def test_a_folder_that_cannot_be_listed_is_one_failure(tree, monkeypatch, closed):
    real = os.scandir

    def scandir(folder):
        if folder in (tree / closed, str(tree / closed)):
            raise PermissionError(13, "Permission denied")
        return real(folder)

    monkeypatch.setattr(os, "scandir", scandir)
    files = list(find_inputs([str(tree)]))
    assert files[-1] == str(tree / closed)
    package = ModelPackage.open(shipped_package())
    [told] = classify_files(files[-1:], package, read=lambda path, is_wanted: read_slices(path))
    assert told.records[0].error == "this folder cannot be listed (Permission denied)"


@pytest.mark.parametrize(
    ("patterns", "expected"),
    [(("*.PNG",), 4), (("a.*", "c.*"), 2), (("[cd].png",), 2), (("*.jpg",), 0)],
)
def test_patterns_leave_files_of_folders_out(tree, patterns, expected):
    empty = []
    found = list(find_inputs([str(tree)], patterns=patterns, on_empty=empty.append))
    assert len(found) == expected
    assert empty == ([] if expected else [str(tree)])


def test_patterns_do_not_concern_named_files(tree):
    named = str(tree / "note.txt")
    assert list(find_inputs([named], patterns=("*.png",))) == [named]


def test_a_name_that_no_file_can_have_is_given_as_it_is(tree):
    odd = ["x" * 5000, "a\0b"]
    assert list(find_inputs(odd)) == odd


def test_what_is_given_twice_counts_once(tree):
    path = str(tree / "a.png")
    assert list(find_inputs([path, path])) == [path]


@pytest.mark.skipif(os.name == "nt", reason="making links takes a privilege there")
def test_links_are_followed_within_the_folder_alone(tree):
    (tree / "inside.png").symlink_to(tree / "a.png")
    (tree.parent / "elsewhere.png").write_bytes(b"text")
    (tree / "outside.png").symlink_to(tree.parent / "elsewhere.png")
    (tree / "broken.png").symlink_to(tree / "nothing.png")
    (tree / "round").symlink_to(tree)
    skipped = []
    found = list(find_inputs([str(tree)], False, skipped.append))
    assert [Path(path).name for path in found] == ["a.png", "b.png", "inside.png"]
    assert {path.name for path in skipped} == {"note.txt", "outside.png", "broken.png", "round"}


def test_the_inputs_are_counted_ahead(tree):
    with InputCounter([str(tree), str(tree / "note.txt")], True, (), HERE) as counter:
        counter.wait()
        assert counter.total == 5


@pytest.mark.parametrize("is_recursive", [True, False])
@pytest.mark.parametrize(
    "given",
    [
        ("in", "in/"),
        ("in", "in/inner"),
        ("in/inner", "in"),
        ("in", "in/a.png"),
        ("in/a.png", "in"),
        ("in/inner/deep", "in/inner", "in/"),
        ("in/inner/c.png", "in", "in/inner"),
    ],
)
def test_what_is_given_again_counts_once(tree, monkeypatch, given, is_recursive):
    monkeypatch.chdir(tree.parent)
    found = list(find_inputs(given, is_recursive))
    alone = {path for one in given for path in find_inputs([one], is_recursive)}
    assert len(found) == len(alone)
    assert set(found) == alone


@pytest.mark.parametrize("given", ["in/note.txt", "in/.hidden.png", "in/inner/.h"])
def test_what_a_folder_leaves_out_is_given_beside_it(tree, monkeypatch, given):
    monkeypatch.chdir(tree.parent)
    (tree / "inner" / ".h").mkdir()
    (tree / "inner" / ".h" / "e.png").write_bytes(b"text")
    found = list(find_inputs(["in", given]))
    assert len(found) == 5
    assert found[-1].startswith(given)


def test_a_folder_is_gone_when_nothing_but_hidden_files_are_left(tree):
    assert not is_gone(str(tree))
    assert not is_gone(str(tree / "a.png"))
    assert is_gone(str(tree / "missing"))
    assert not is_gone("a\0b")
    empty = tree / "empty"
    empty.mkdir()
    (empty / ".keep").touch()
    assert is_gone(str(empty))


def test_a_disk_that_disappears_is_noticed_beside_one_that_stays(tmp_path):
    read = FoldersRead("reconnect it")
    for name in ("a/1/x.png", "b/1/x.png", "a/2/x.png"):
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        path.touch()
        read.note(path)
    read.require(tmp_path / "b" / "1" / "damaged.png")
    (tmp_path / "b").rename(tmp_path / "gone")
    # Also of a folder from which nothing was read yet.
    for name in ("b/1/y.png", "b/9/y.png", "b/y.png"):
        with pytest.raises(LostFolderError, match=r"1: expected the folder of the images.*reconnect it"):
            read.require(tmp_path / name)
    for name in ("a/1/y.png", "a/9/y.png"):
        read.require(tmp_path / name)


def test_a_file_is_judged_by_its_own_folder_where_that_was_read(tmp_path):
    read = FoldersRead("reconnect it")
    for name in ("a/x.png", "a/inner/x.png"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        read.note(path)
    (tmp_path / "a" / "inner" / "x.png").unlink()
    read.require(tmp_path / "a" / "damaged.png")
    with pytest.raises(LostFolderError, match="inner"):
        read.require(tmp_path / "a" / "inner" / "x.png")


def test_a_folder_that_was_never_there_is_not_lost(tmp_path):
    FoldersRead("").require(tmp_path / "never" / "x.png")

"""Temporary files of libraries go with the work that they are of."""

import tempfile

import pytest

from training.temporary_files import temporary_files_in


def test_they_are_made_in_the_folder_and_go_with_the_end(tmp_path):
    before = tempfile.gettempdir()
    with temporary_files_in(tmp_path):
        left = tempfile.mkdtemp()
        assert left.startswith(str(tmp_path))
    assert tempfile.gettempdir() == before
    assert list(tmp_path.iterdir()) == []


def test_they_go_where_the_work_fails_and_the_next_removes_those_of_a_process_that_was_killed(tmp_path):
    (tmp_path / ".temporary" / "left").mkdir(parents=True)

    class WorkError(Exception):
        pass

    def fail():
        with temporary_files_in(tmp_path):
            assert list((tmp_path / ".temporary").iterdir()) == []
            raise WorkError

    with pytest.raises(WorkError):
        fail()
    assert list(tmp_path.iterdir()) == []


def test_where_the_folder_cannot_be_made_they_go_where_they_always_went(tmp_path):
    before = tempfile.gettempdir()
    (tmp_path / ".temporary").touch()
    with temporary_files_in(tmp_path):
        assert tempfile.gettempdir() == before

"""Files and folders that are a system's own."""

import pytest

from core.readers.system_files import is_system_file


@pytest.mark.parametrize(
    "name",
    [
        *(".git", ".ipynb_checkpoints", ".DS_Store", ".Trash-1000", "._a.png", "$RECYCLE.BIN", "$Recycle.Bin"),
        *("System Volume Information", "@eaDir", "__MACOSX", "_MACOSX", "Thumbs.db", "thumbs.db", "lost+found"),
        *("#recycle", "#snapshot", "@Recycle"),
    ],
)
def test_what_systems_leave_is_no_user_s(name):
    assert is_system_file(name)


@pytest.mark.parametrize("name", ["glioma", "Training", "thumbs", "data", "a.png", "recycle", "MACOSX"])
def test_what_users_name_is(name):
    assert not is_system_file(name)

"""The window keeps nothing that names a patient: no log, setting, history or crash report has it."""

import pytest

from core.history.history import History
from core.program.log import end_log, start_log
from tests.gui.conftest import texts_of, wait_for_answer
from tests.privacy.hidden_text import find_texts
from tests.privacy.secret_study import SECRETS, SERIES_UID, STUDY_UID, write_secret_study

pytestmark = pytest.mark.slow
NAMING = SECRETS | {STUDY_UID, SERIES_UID}


def test_what_the_window_leaves_names_no_patient(open_window, qtbot, settings, home, tmp_path):
    handler = start_log()
    assert handler is not None
    settings.keeps_history = True
    try:
        window = open_window(write_secret_study(tmp_path / "in"))
        for _ in range(2):
            window.menus.next_slice.trigger()
            wait_for_answer(qtbot, window)
        shown = " ".join(texts_of(window))
        window.close()
    finally:
        end_log(handler)
    assert "Glioma" in shown
    assert find_texts(NAMING, shown.encode()) == set()
    with History() as history:
        assert history.find()
    files = [path for path in (*home.rglob("*"), tmp_path / "settings.ini") if path.is_file()]
    assert {"falx.log", "history.sqlite3", "settings.ini"} <= {path.name for path in files}
    assert {path.name: found for path in files if (found := find_texts(NAMING, path.read_bytes()))} == {}

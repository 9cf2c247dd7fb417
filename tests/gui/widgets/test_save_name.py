"""Where a file is saved, by the name that the user enters."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from gui.widgets.save_name import ask_save_name


@pytest.fixture
def ask(qtbot, monkeypatch):
    """Ask for a CSV file, with the names that the user enters one after the other."""

    def ask_(*names):
        parent, suggested, entered = QWidget(), [], iter(names)
        qtbot.addWidget(parent)

        def answer(_parent, _title, suggestion, _kinds):
            suggested.append(suggestion)
            return str(next(entered)), ""

        monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
        return ask_save_name(parent, "Save", Path("first.csv"), "CSV (*.csv)", (".csv",)), suggested

    return ask_


@pytest.mark.parametrize(("entered", "saved"), [("out", "out.csv"), ("OUT.CSV", "OUT.CSV"), ("v1.0", "v1.0.csv")])
def test_a_name_gets_the_suffix_that_it_lacks(ask, tmp_path, entered, saved):
    assert ask(tmp_path / entered) == (tmp_path / saved, ["first.csv"])


def test_a_file_that_the_dialog_did_not_ask_about_is_suggested_again(ask, tmp_path):
    there = tmp_path / "out.csv"
    there.write_text("x")
    assert ask(tmp_path / "out", there) == (there, ["first.csv", str(there)])
    assert ask("") == (None, ["first.csv"])

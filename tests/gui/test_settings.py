"""Where the window keeps its settings."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from gui.settings import Settings


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps users apart by other means")
def test_other_users_cannot_look_into_the_settings(qapp):
    # They list the files that were opened last.
    Settings()
    place = Path(QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "falx", "falx").fileName())
    assert place.parent.stat().st_mode & 0o077 == 0

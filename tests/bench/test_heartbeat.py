"""The window that is listened to: it ends with its work, unasked."""

import os
import subprocess
import sys

import cv2
import pytest

from core.image.phantom import head_phantom


@pytest.mark.slow
@pytest.mark.parametrize("work", ["batch", "idle"])
def test_a_window_is_listened_to_until_its_work_has_ended(work, tmp_path):
    folder = tmp_path / "images"
    folder.mkdir()
    for seed in range(4):
        cv2.imwrite(str(folder / f"{seed}.png"), head_phantom(seed, None, 96))
    own = {"QT_QPA_PLATFORM": "offscreen"} | dict.fromkeys(
        ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA", "LOCALAPPDATA"), str(tmp_path)
    )
    found = subprocess.run(
        [sys.executable, "-m", "bench.heartbeat", work, *([str(folder)] if work == "batch" else [])],
        env=os.environ | own,
        input="",
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert all(float(line) > 0 for line in found.stdout.split())

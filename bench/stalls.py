"""How long the window keeps its user waiting during a batch, and an idle one beside the same load."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import cv2

from bench.comparison import Comparison
from core.phantom import head_phantom

# So many of the beats come sooner.
QUANTILE = 0.999

_IMAGES, _SIDE, _DIFFERENT = 4000, 256, 16
_PATIENCE_S = 600


class NoBatchError(Exception):
    """The window did not classify; the text says why."""


def measure(images: int = _IMAGES) -> list[Comparison]:
    """Compare the two."""
    what = f"{QUANTILE:.1%} of the window's 5 ms beats during a batch, against an idle window beside it"
    with tempfile.TemporaryDirectory() as temporary:
        folder, home = Path(temporary) / "images", Path(temporary) / "home"
        home.mkdir()
        _write_images(folder, images)
        try:
            ours, idle = _listen(folder, home)
        except NoBatchError as error:
            return [Comparison(what, None, None, "ms", None, None, str(error))]
    batch, other = quantile(ours), quantile(idle)
    note = f"{images} images; longest {max(ours):.0f} ms, of the idle one {max(idle):.0f} ms"
    return [Comparison(what, batch, other, "ms", batch / other, None, note)]


def quantile(intervals: list[float]) -> float:
    """Give the interval that all but the longest in a thousand stay within."""
    return sorted(intervals)[min(len(intervals) - 1, int(len(intervals) * QUANTILE))]


def _listen(folder: Path, home: Path) -> tuple[list[float], list[float]]:
    own = {"QT_QPA_PLATFORM": "offscreen"} | dict.fromkeys(
        ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA", "LOCALAPPDATA"), str(home)
    )
    command = [sys.executable, "-m", "bench.heartbeat"]
    with subprocess.Popen(
        [*command, "idle"], env=os.environ | own, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as idle:
        batch = subprocess.run(
            [*command, "batch", str(folder)],
            env=os.environ | own,
            capture_output=True,
            text=True,
            timeout=_PATIENCE_S,
            check=False,
        )
        output, _ = idle.communicate(timeout=_PATIENCE_S)
    if batch.returncode:
        raise NoBatchError((batch.stderr.strip().splitlines() or ["the process ended early"])[-1])
    return _figures(batch.stdout), _figures(output)


def _figures(output: str) -> list[float]:
    return [float(line) for line in output.split()]


def _write_images(folder: Path, count: int) -> None:
    folder.mkdir()
    contents = [
        cv2.imencode(".png", head_phantom(seed, size=_SIDE))[1].tobytes() for seed in range(min(count, _DIFFERENT))
    ]
    for number in range(count):
        (folder / f"{number:05}.png").write_bytes(contents[number % len(contents)])

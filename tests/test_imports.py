"""What the command line must not import, since each of these costs the start half a second or more."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from core.image.sample_files import sample_files

# Processes are started.
pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]

# Jinja2 writes pages, and only these need it.
HEAVY = {
    *("tensorflow", "keras", "PySide6", "shiboken6", "matplotlib", "sklearn", "scipy", "pandas"),
    *("jinja2", "markupsafe"),
}
OTHER_READERS = {"pydicom", "nibabel", "PIL", "openjpeg"}

PROBE = """
import sys
from falx import main
status = main(sys.argv[1:])
print(*{name.partition(".")[0] for name in sys.modules}, file=sys.stderr)
sys.exit(status)
"""


def imported_by(*arguments):
    """Run the front door in a fresh process; give the packages that it ended with."""
    process = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(process.stderr.splitlines()[-1].split())


def test_the_version_needs_next_to_nothing():
    assert not imported_by("--version") & (HEAVY | OTHER_READERS | {"numpy", "cv2", "ai_edge_litert"})


def test_classifying_a_png_needs_no_more_than_it_uses():
    found = imported_by("classify", str(sample_files()[0]))
    assert {"numpy", "cv2", "ai_edge_litert"} <= found
    assert not found & (HEAVY | OTHER_READERS)


def test_explaining_a_png_needs_no_more_than_it_uses(tmp_path):
    found = imported_by("explain", str(sample_files()[0]), "--out", str(tmp_path / "out.png"))
    # Pillow writes the caption.
    assert not found & (HEAVY | (OTHER_READERS - {"PIL"}))


@pytest.mark.parametrize(
    "command", ["classify", "explain", "serve", "audit", "train", "evaluate", "models", "history", "self-test"]
)
def test_help_needs_nothing_heavy(command):
    assert not imported_by(command, "--help") & HEAVY


def test_a_command_imports_jinja2_only_where_it_writes_a_page(tmp_path):
    for kind in ("glioma", "notumor"):
        (tmp_path / "set" / kind).mkdir(parents=True)
        shutil.copy(sample_files()[0], tmp_path / "set" / kind)
    # Two files of the same bytes are a problem, which is no failure of the audit.
    assert "jinja2" not in imported_by("audit", str(tmp_path / "set"), "--json", str(tmp_path / "a.json"))
    assert "jinja2" in imported_by("audit", str(tmp_path / "set"), "--html", str(tmp_path / "a.html"))


WINDOW_PROBE = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from gui.app import create

def tell(what):
    print(what, *{name.partition(".")[0] for name in sys.modules})

app, window = create([Path(sys.argv[1])])
window.painted.connect(lambda: tell("painted"))
window.answered.connect(lambda *_: (tell("answered"), window.close()))
QTimer.singleShot(60_000, lambda: app.exit(1))
window.show()
sys.exit(app.exec())
"""


def test_the_window_paints_before_anything_heavy_and_never_imports_tensorflow():
    process = subprocess.run(
        [sys.executable, "-c", WINDOW_PROBE, str(sample_files()[0])],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    painted, answered = ({*line.split()} for line in process.stdout.splitlines())
    assert "painted" in painted
    assert not painted & ((HEAVY - {"PySide6", "shiboken6"}) | OTHER_READERS | {"numpy", "cv2", "ai_edge_litert"})
    assert "ai_edge_litert" in answered
    assert not answered & (HEAVY - {"PySide6", "shiboken6"})

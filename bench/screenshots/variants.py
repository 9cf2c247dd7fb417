"""`make variants`: take all screenshots in light and dark at 100 % and 200 %, into `build/screenshots`."""

import subprocess
import sys
from itertools import product
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "build" / "screenshots"
VARIANTS = tuple(product(("light", "dark"), ("1", "2")))


def folder_of(theme: str, scale: str) -> Path:
    """Return the folder for the pictures in a theme at a scale, such as `dark-200`."""
    return FOLDER / f"{theme}-{100 * int(scale)}"


def main() -> int:
    """Take each variant in its own process, because Qt's scale is fixed; return the exit status."""
    failed = 0
    for theme, scale in VARIANTS:
        print(folder_of(theme, scale), flush=True)
        failed |= subprocess.run([sys.executable, "-m", "bench.screenshots", theme, scale], check=False).returncode
    return failed


if __name__ == "__main__":
    sys.exit(main())

"""Build the standalone program, its archive and its check sum into `dist/`: `make app`, `make app FLAVOUR=reader`."""

import argparse
import math
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from core.program.product import Flavour
from release.archive import pack
from release.bundled_modules import ROOT
from release.source_digest import digest_source, forget_source, record_source

DIST = ROOT / "dist"

# The largest size of a program as a folder and as an archive, in megabytes.
MOST_MB = {Flavour.FULL: (1700, math.inf), Flavour.READER: (400, 150)}


def main(argv: list[str] | None = None) -> int:
    """Build the program; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m release.build", description=__doc__)
    parser.add_argument("flavour", nargs="?", default="full", choices=("full", "reader"))
    parser.add_argument("--no-archive", action="store_true", help="build the folder only, without the archive")
    arguments = parser.parse_args(argv)
    flavour = Flavour.FULL if arguments.flavour == "full" else Flavour.READER
    started = time.monotonic()
    folder = build(flavour)
    print(f"built {folder} in {time.monotonic() - started:.0f} s")
    built = [folder] if arguments.no_archive else [folder, pack(folder, flavour, DIST)]
    heavy = [path for path, most_mb in zip(built, MOST_MB[flavour], strict=False) if not is_light(path, most_mb)]
    return 1 if heavy else 0


def build(flavour: Flavour) -> Path:
    """Run PyInstaller; return the built folder, on macOS the bundle.

    Raises:
        subprocess.CalledProcessError: if PyInstaller fails; its output says why.
    """
    work = ROOT / "build" / flavour.value
    environment = os.environ | {"FALX_FLAVOUR": flavour.value, "PYTHONPATH": str(ROOT)}
    source = digest_source()
    forget_source(DIST, flavour)
    # Remove the files of an older build.
    shutil.rmtree(DIST / flavour.value, ignore_errors=True)
    subprocess.run(
        [
            *(sys.executable, "-m", "PyInstaller", str(ROOT / "build.spec")),
            *("--noconfirm", "--log-level", "WARN", "--distpath", str(DIST), "--workpath", str(work)),
        ],
        env=environment,
        check=True,
        cwd=ROOT,
    )
    record_source(DIST, flavour, source)
    return DIST / (f"{flavour.value}.app" if sys.platform == "darwin" else flavour.value)


def is_light(path: Path, most_mb: float) -> bool:
    """Return whether a file or folder is within its limit, and print its size."""
    weight_mb = folder_size(path) / 1e6
    print(f"{path}: {weight_mb:.0f} MB")
    if weight_mb > most_mb:
        print(f"{path}: expected at most {most_mb} MB; find the files that were added to it", file=sys.stderr)
    return weight_mb <= most_mb


def folder_size(path: Path) -> int:
    """Sum the bytes of a file, or of all files in a folder; links do not count."""
    files = [path] if path.is_file() else path.rglob("*")
    return sum(file.stat().st_size for file in files if file.is_file() and not file.is_symlink())


if __name__ == "__main__":
    sys.exit(main())

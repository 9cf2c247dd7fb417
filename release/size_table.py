"""Write the sizes of the standalone programs, and the cut files, into `docs/packaging.md`.

`python -m release.size_table`, after `make app` and `make app FLAVOUR=reader`.
"""

import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

from core.program.product import Flavour
from release.archive import archive_name
from release.build import DIST, folder_size
from release.bundled_modules import ROOT
from release.excluded_files import CUTS, measure_cuts

PAGE = ROOT / "docs" / "packaging.md"
START, END = "<!-- sizes, written by `python -m release.size_table` -->", "<!-- end of sizes -->"


def main() -> int:
    """Measure and write; return the exit status."""
    built = [flavour for flavour in Flavour if (DIST / flavour.value).is_dir()]
    if len(built) < len(Flavour):
        print("expected both programs in dist/: run make app, and make app FLAVOUR=reader", file=sys.stderr)
        return 1
    before, _, rest = PAGE.read_text("utf-8").partition(START)
    _, _, after = rest.partition(END)
    tables = f"{weights_table(DIST)}\n{cuts_table(DIST / Flavour.FULL.value)}"
    PAGE.write_text(f"{before}{START}\n\n{tables}\n{END}{after}", "utf-8")
    return 0


def weights_table(dist: Path) -> str:
    """Format the size of each program as a folder and as an archive, and its largest parts."""
    lines = ["| program | folder | archive | heaviest parts |", "| --- | --- | --- | --- |"]
    for flavour in Flavour:
        inside = dist / flavour.value / "_internal"
        parts = sorted(((folder_size(path), path.name) for path in inside.iterdir()), reverse=True)[:6]
        archive = dist / archive_name(flavour)
        packed = _megabytes(archive.stat().st_size) if archive.is_file() else "–"
        heaviest = ", ".join(f"{name} {_megabytes(size)}" for size, name in parts)
        lines.append(f"| `{flavour.value}` | {_megabytes(folder_size(dist / flavour.value))} | {packed} | {heaviest} |")
    return "\n".join(lines) + "\n"


def cuts_table(folder: Path) -> str:
    """Format the files that were cut from the packages of a built program, with reason and size."""
    sizes = measure_cuts(installed_files(folder))
    lines = ["| left out | why | size |", "| --- | --- | --- |"]
    for cut in sorted(CUTS, key=lambda cut: -sizes.get(cut.what, 0)):
        if sizes.get(cut.what):
            lines.append(f"| {cut.what} | {cut.why} | {_megabytes(sizes[cut.what])} |")
    return "\n".join(lines) + "\n"


def installed_files(folder: Path) -> Iterable[tuple[str, str]]:
    """List the installed files of the packages of a built program: path that each would have, and file."""
    installed = Path(sysconfig.get_path("purelib"))
    for package in sorted((folder / "_internal").iterdir()):
        source = installed / package.name
        if package.is_dir() and source.is_dir():
            for path in source.rglob("*"):
                if path.is_file() and path.suffix not in (".py", ".pyc", ".pyi"):
                    yield path.relative_to(installed).as_posix(), str(path)


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f} MB" if size >= 1e6 else f"{size / 1e6:.1f} MB"


if __name__ == "__main__":
    sys.exit(main())

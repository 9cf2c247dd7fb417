"""A Debian package from a built program: `make deb`, `make deb FLAVOUR=reader`."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from core.program import desktop_entry, product
from core.program.product import Flavour
from release.archive import write_checksum
from release.build import DIST, folder_size
from release.icons import write_hicolor

# Libraries that Qt expects from the system. PyInstaller bundles the others.
_DEPENDS = "libegl1, libgl1, libxcb1, libwayland-client0, libwayland-cursor0, libwayland-egl1"
_RECOMMENDS = "fonts-dejavu-core"
_ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}

_AFTER = """#!/bin/sh
set -e
if command -v update-desktop-database >/dev/null; then update-desktop-database -q /usr/share/applications || true; fi
if command -v update-mime-database >/dev/null; then update-mime-database /usr/share/mime || true; fi
if command -v gtk-update-icon-cache >/dev/null; then gtk-update-icon-cache -qtf /usr/share/icons/hicolor || true; fi
"""


def main(argv: list[str] | None = None) -> int:
    """Package a program that `make app` has built; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m release.deb", description=__doc__)
    parser.add_argument("flavour", nargs="?", default="full", choices=("full", "reader"))
    arguments = parser.parse_args(argv)
    flavour = Flavour.FULL if arguments.flavour == "full" else Flavour.READER
    if not (DIST / flavour.value / product.COMMAND).is_file():
        print(f"expected {DIST / flavour.value}: run make app first", file=sys.stderr)
        return 2
    if shutil.which("dpkg-deb") is None:
        print("expected dpkg-deb, found none: run this on Debian or Ubuntu", file=sys.stderr)
        return 2
    print(f"wrote {build(flavour)}")
    return 0


def build(flavour: Flavour, dist: Path = DIST) -> Path:
    """Make the package of a built program and write its SHA-256 beside it; return the package.

    Raises:
        subprocess.CalledProcessError: if `dpkg-deb` fails; its output says why.
    """
    architecture = _ARCHITECTURES.get(os.uname().machine, os.uname().machine)
    target = dist / f"{flavour.value}_{product.VERSION}_{architecture}.deb"
    with tempfile.TemporaryDirectory(dir=dist) as temporary:
        root = Path(temporary) / "root"
        lay_out(root, dist / flavour.value, flavour)
        (root / "DEBIAN").mkdir()
        (root / "DEBIAN" / "control").write_text(control(flavour, architecture, folder_size(root) // 1024), "utf-8")
        for script in ("postinst", "postrm"):
            path = root / "DEBIAN" / script
            path.write_text(_AFTER, "utf-8")
            path.chmod(0o755)
        # Each dpkg with a C library as new as the program's reads zstd, which is many times faster than xz.
        subprocess.run(["dpkg-deb", "--root-owner-group", "-Zzstd", "-z12", "--build", root, target], check=True)
    write_checksum(target)
    return target


def lay_out(root: Path, folder: Path, flavour: Flavour) -> None:
    """Place the files of a built program as Debian expects them."""
    home = root / "opt" / flavour.value
    # Links where the disk allows it: the program is large.
    shutil.copytree(folder, home, symlinks=True, copy_function=_link)
    link = root / "usr/bin" / product.COMMAND
    link.parent.mkdir(parents=True)
    link.symlink_to(f"/opt/{flavour.value}/{product.COMMAND}")
    share = root / "usr/share"
    texts = {
        desktop_entry.DESKTOP_FILE: desktop_entry.desktop_entry(product.COMMAND),
        desktop_entry.MIME_FILE: desktop_entry.mime_package(),
        desktop_entry.METAINFO_FILE: desktop_entry.metainfo(_today()),
        f"doc/{flavour.value}/copyright": (
            f"{product.COPYRIGHT}\nThe licence: /opt/{flavour.value}/_internal/LICENSE\n"
            f"Licences of bundled libraries: /opt/{flavour.value}/_internal/THIRD_PARTY_LICENSES.txt\n"
        ),
    }
    for place, text in texts.items():
        (share / place).parent.mkdir(parents=True, exist_ok=True)
        (share / place).write_text(text, "utf-8")
    write_hicolor(share)


def control(flavour: Flavour, architecture: str, kilobytes: int) -> str:
    """Write the control file of the package."""
    other = Flavour.READER if flavour is Flavour.FULL else Flavour.FULL
    return (
        f"Package: {flavour.value}\n"
        f"Version: {product.VERSION}\n"
        f"Architecture: {architecture}\n"
        f"Maintainer: {product.PUBLISHER}\n"
        f"Installed-Size: {kilobytes}\n"
        f"Depends: libc6 (>= {_libc_version()}), {_DEPENDS}\n"
        f"Recommends: {_RECOMMENDS}\n"
        f"Conflicts: {other.value}\n"
        "Section: science\n"
        "Priority: optional\n"
        f"Description: {product.SUMMARY}\n"
        f" {product.DESCRIPTION}\n"
        " .\n"
        f" {product.WARNING}\n"
    )


def _libc_version() -> str:
    """Return the version of the C library at build time, which the program needs at least."""
    return (os.confstr("CS_GNU_LIBC_VERSION") or "glibc 2.36").split()[-1]


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)


if __name__ == "__main__":
    sys.exit(main())

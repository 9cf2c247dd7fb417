"""`python -m release.web_runtime`: fetch LiteRT.js with npm, which the page of `falx serve --static` computes with.

`release/npm/` pins its versions and checksums. What the page needs of it goes to `resources/web_runtime/`, which is not
committed: one build of the WebAssembly, for one thread and any browser, packed for the standalone programs.
"""

import lzma
import shutil
import subprocess
import sys
from pathlib import Path

from core.program.locations import resource

ROOT = Path(__file__).resolve().parents[1]
PINNED = ROOT / "release" / "npm"
WORK = ROOT / "build" / "web-runtime"
PACKAGES = WORK / "node_modules" / "@litertjs"

_MODULE, _HELPER = "litert.js", "wasm_utils.js"
_PROGRAM = "litert_wasm_compat_internal"
_IMPORT, _MAP = '"@litertjs/wasm-utils"', "\n//# sourceMappingURL="
# What the licence asks of a file that was changed.
_NOTE = "// From LiteRT.js, Apache License, Version 2.0. Changed for Falx: the helper is the file beside it.\n"


class FetchError(Exception):
    """LiteRT.js cannot be fetched, or is not what was expected."""


def main() -> int:
    """Fetch it; return the exit status."""
    try:
        fetch()
        size = install(PACKAGES, resource("web_runtime"))
    except FetchError as error:
        print(f"web-runtime: {error}", file=sys.stderr)
        return 1
    print(f"web-runtime: LiteRT.js is in resources/web_runtime, {size / 1e6:.1f} MB")
    return 0


def fetch() -> None:
    """Have npm fetch the pinned packages, and check them against their checksums; nothing of them is run.

    Raises:
        FetchError: if npm is missing or fails.
    """
    npm = shutil.which("npm")
    if npm is None:
        raise FetchError("expected npm, found none; install Node.js with npm, then run make web-runtime")
    WORK.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(PINNED / name, WORK / name)
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    if subprocess.run(command, cwd=WORK, stdout=subprocess.DEVNULL, check=False).returncode:
        raise FetchError("expected npm to fetch the packages of release/npm; it failed as shown above")


def install(packages: Path, target: Path) -> int:
    """Put what the page needs into a folder, in place of what was there.

    Args:
        packages: folder of npm's packages `core` and `wasm-utils`.
        target: to write to.

    Returns:
        The bytes that it takes.

    Raises:
        FetchError: if the packages hold something else than expected.
    """
    try:
        module = (packages / "core" / "dist" / "index.js").read_text("utf-8").partition(_MAP)[0]
        helper = (packages / "wasm-utils" / "dist" / "index.js").read_text("utf-8").partition(_MAP)[0]
        loader = (packages / "core" / "wasm" / f"{_PROGRAM}.js").read_bytes()
        program = (packages / "core" / "wasm" / f"{_PROGRAM}.wasm").read_bytes()
    except OSError as error:
        raise FetchError(f"expected {error.filename}, found none") from error
    if module.count(_IMPORT) != 1:
        raise FetchError(f"expected one import of {_IMPORT} in LiteRT.js, found {module.count(_IMPORT)}")
    module = module.replace(_IMPORT, f'"./{_HELPER}"')
    files = {
        _MODULE: f"{_NOTE}{module}\n".encode(),
        _HELPER: f"{helper}\n".encode(),
        f"{_PROGRAM}.js": loader,
        f"{_PROGRAM}.wasm.xz": lzma.compress(program),
    }
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for name, content in files.items():
        (target / name).write_bytes(content)
    return sum(map(len, files.values()))


if __name__ == "__main__":
    sys.exit(main())

"""LiteRT.js, which the page by itself runs the network with; `make web-runtime` fetches it."""

import lzma
from pathlib import Path

from core.errors import MissingLibraryError
from core.program import product
from core.program.locations import resource

FILES = ("litert.js", "wasm_utils.js", "litert_wasm_compat_internal.js", "litert_wasm_compat_internal.wasm")
_PACKED = ".xz"


def runtime_folder() -> Path:
    """Return the folder that it is fetched to."""
    return resource("web_runtime")


def read_runtime() -> dict[str, bytes]:
    """Read its files, by their names.

    Raises:
        MissingLibraryError: if it was not fetched, or not whole.
    """
    try:
        return {name: _read(runtime_folder() / name) for name in FILES}
    except (OSError, lzma.LZMAError) as error:
        raise MissingLibraryError(
            subject="falx serve --static",
            expected="LiteRT.js",
            found="none",
            advice="use Falx from source, and run make web-runtime there"
            if product.is_frozen()
            else "fetch it with make web-runtime, which needs npm",
        ) from error


def _read(path: Path) -> bytes:
    packed = path.with_name(path.name + _PACKED)
    return lzma.decompress(packed.read_bytes()) if packed.exists() else path.read_bytes()

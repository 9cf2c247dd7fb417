"""PyInstaller's hook for TensorFlow; replaces the common one, which imports all of it and bundles all its data.

TensorFlow loads many modules by name, so all its Python modules are bundled, found by walking its folder.
"""

import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

_LEFT_OUT = (
    "tensorflow.include",
    "tensorflow.lite.tools",
    "tensorflow.python.debug",
    "tensorflow.python.distribute.integration_test",
    "tensorflow.python.tpu.tests",
    "tensorflow.tools",
    "tensorflow.xla_aot_runtime_src",
)


def _folder_of(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"expected the package {package}, found none", name=package)
    return Path(spec.submodule_search_locations[0])


def _modules(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".py" or (path.suffix in (".so", ".pyd") and not path.name.startswith("lib")):
            parts = ["tensorflow", *path.relative_to(folder).parts]
            parts[-1] = parts[-1].split(".")[0]
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            if not name.startswith(_LEFT_OUT) and not name.endswith("_test"):
                yield name


hiddenimports = [*_modules(_folder_of("tensorflow")), "ml_dtypes"]
datas: list[tuple[str, str]] = []
# AutoGraph warns where it cannot read its own source.
module_collection_mode = {"tensorflow.python.autograph": "py+pyz"}
if sys.platform == "linux":
    # TensorFlow searches its parts relative to its libraries.
    bindepend_symlink_suppression = [
        "**/libtensorflow_cc.so*",
        "**/libtensorflow_framework.so*",
        "**/_pywrap_tensorflow_internal.so",
    ]

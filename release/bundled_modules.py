"""The modules and files of Falx that go into the standalone program, and the packages that do not."""

from pathlib import Path

from core.program.product import Flavour

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("cli", "core", "gui", "training", "web", "resources")

# Loaded by name at run time, which the analysis cannot find.
HIDDEN_MODULES = (
    "ai_edge_litert.interpreter",
    "ai_edge_litert._pywrap_litert_interpreter_wrapper",
    "ai_edge_litert.metrics_portable",
    "pydicom.pixels.decoders.pillow",
    "pydicom.pixels.decoders.pyjpegls",
    "pydicom.pixels.decoders.pylibjpeg",
    "pydicom.pixels.decoders.rle",
    "openjpeg",
    "jpeg_ls",
    "pylibjpeg",
    # The server of `falx serve` names the parts that it is made of.
    "anyio._backends._asyncio",
    "uvicorn.lifespan.on",
    "uvicorn.loops.asyncio",
    "uvicorn.protocols.http.h11_impl",
    "reportlab.rl_settings",
)
# pylibjpeg finds its decoders by entry points.
METADATA = ("pylibjpeg", "pylibjpeg-openjpeg", "pyjpegls", "pydicom", "nibabel")
TRAINING_MODULES = ("tensorflow", "keras", "sklearn", "scipy", "matplotlib")

# Optional imports of libraries.
EXCLUDED_MODULES = (
    "IPython",
    "PyInstaller",
    "PySide6.QtNetwork",
    "PySide6.QtOpenGL",
    "PySide6.QtOpenGLWidgets",
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "PySide6.scripts",
    "PySide6.support.deprecated",
    "_gdbm",
    "ai_edge_litert.tools",
    "clang",
    "curses",
    "dask",
    "dbm.gnu",
    "distributed",
    "fsspec",
    "gdcm",
    "greenlet",
    "httptools",
    "hypothesis",
    "importlinter",
    "jax",
    "keras.src.backend.jax",
    "keras.src.backend.openvino",
    "keras.src.backend.torch",
    "joblib.test",
    "lib2to3",
    "matplotlib.tests",
    "matplotlib.backends.backend_qtagg",
    "mypy",
    "nis",
    "nibabel.benchmarks",
    "numba",
    "numpy.f2py.tests",
    "numpy.tests",
    "pandas",
    "pip",
    "playwright",
    "pytest",
    "readline",
    "ruff",
    "setuptools",
    "sklearn.conftest",
    "tensorboard",
    "tkinter",
    "torch",
    "tornado",
    "trio",
    "turtle",
    "uvloop",
    "watchfiles",
    "websockets",
    "wheel",
)
READER_EXCLUDED_MODULES = (
    *TRAINING_MODULES,
    "absl",
    "charset_normalizer",
    "contourpy",
    "flatbuffers",
    "fontTools",
    "google",
    "grpc",
    "h5py",
    "joblib",
    "kiwisolver",
    "ml_dtypes",
    "namex",
    "optree",
    "psutil",
    "requests",
    "rich",
    "threadpoolctl",
    "urllib3",
    "yaml",
)


def is_test_suite(module: str) -> bool:
    """Return whether a module belongs to a library's tests; those of Jinja2 are what templates ask, `is defined`."""
    return "tests" in module.split(".") and module != "jinja2.tests"


def own_modules(root: Path = ROOT) -> list[str]:
    """List all modules of the rooms: jobs are named by dotted paths, which the analysis cannot find."""
    found = []
    for room in ROOMS:
        for path in sorted((root / room).rglob("*.py")):
            parts = path.relative_to(root).with_suffix("").parts
            found.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return found


def own_data(root: Path = ROOT) -> list[tuple[str, str]]:
    """List the files of the rooms that are not modules, each with its target folder."""
    found = []
    for room in ROOMS:
        for path in sorted((root / room).rglob("*")):
            if path.is_file() and path.suffix not in (".py", ".pyc", ".ts"):
                found.append((str(path), str(path.relative_to(root).parent)))
    return [*found, (str(root / "LICENSE"), "."), (str(root / "NOTICE"), ".")]


def excluded_modules(flavour: Flavour) -> list[str]:
    """List the modules that the analysis must ignore."""
    return [*EXCLUDED_MODULES, *(READER_EXCLUDED_MODULES if flavour is Flavour.READER else ())]

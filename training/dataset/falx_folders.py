"""Folders that Falx itself wrote: what they are, and which of the folders in them are no classes of images."""

from pathlib import Path

from core.model.package import NETWORK_FILE, PACKAGE_FILE
from training.run_files import (
    CHECKPOINTS,
    COMPARISON,
    EVALUATION,
    FIGURES_FOLDER,
    METRICS_FILE,
    MISTAKES_FOLDER,
    ORDER_FILE,
    PACKAGE,
    REPORT_FILE,
    RESULTS_FILE,
    RUN_FILE,
)

# The files that mark each kind of folder, the kind that may hold the others first; a folder has all of them.
_KINDS = (
    ((RESULTS_FILE,), "the folder of a cross-validation"),
    ((ORDER_FILE,), "the folder of a training"),
    ((RUN_FILE,), "the folder of a training"),
    ((METRICS_FILE, REPORT_FILE), "the folder of an evaluation"),
    ((PACKAGE_FILE, NETWORK_FILE), "a model package"),
)
_OWN = (FIGURES_FOLDER, MISTAKES_FOLDER, CHECKPOINTS, EVALUATION, COMPARISON, PACKAGE)


def made_by_falx(folder: Path) -> str:
    """Name a folder that Falx wrote, with the file that marks it; "" for any other."""
    for names, what in _KINDS:
        if all((folder / name).is_file() for name in names):
            return f"{what} ({names[0]})"
    return ""


def own_names(folder: Path) -> tuple[str, ...]:
    """Name the folders in a folder that Falx wrote with its results; none where there are no results."""
    if not made_by_falx(folder):
        return ()
    folds = (path.name for path in folder.glob("fold-*") if path.name.removeprefix("fold-").isdecimal())
    return tuple(name for name in (*_OWN, *folds) if (folder / name).is_dir())

"""What reads the damaged files. Each is given the path of one, and may raise a `FalxError` alone."""

import contextlib
import hashlib
import json
import os
import shutil
from pathlib import Path

from core.batch.saved_batch import batches_folder, list_saved
from core.history.history import History
from core.model.package import PACKAGE_FILE, ModelPackage, with_own_checksum
from core.model.store import install, shipped_package
from core.readers import read_slices
from core.records.record_file import RecordFile, RecordForm
from core.records.recorded_slices import scan
from core.records.slice_choice import SliceChoice
from core.series.catalogue import read_series
from core.series.listing import list_series
from tests.core.readers.conftest import assert_sound
from tests.fuzz.drawn_seeds import CLASSES, MODEL
from training.dataset.manifest import read_dataset
from training.runs.order import read_order
from training.settings.config_file import read_config


def read_as_slices(path: Path) -> int:
    """Read a picture; return the bytes of its pixels."""
    images = read_slices(path)
    for image in images:
        assert_sound(image, len(images))
    return sum(image.pixels.nbytes for image in images)


def read_as_pair(path: Path) -> int:
    """Read the header of a pair whose data are damaged."""
    return read_as_slices(next(other for other in path.parent.iterdir() if other != path))


def read_as_series(path: Path) -> int:
    """Find the series in a file or archive, and read the first."""
    catalogues = list_series([path], lambda done, total: None)
    series = next(one for catalogue in catalogues for one in catalogue.series)
    return sum(image.pixels.nbytes for image in read_series(series))


def read_as_manifest(path: Path) -> int:
    """Read a manifest."""
    read_dataset(path)
    return 0


def read_as_csv(path: Path) -> int:
    """Read records as CSV."""
    return _records(path, RecordForm.CSV)


def read_as_jsonl(path: Path) -> int:
    """Read records as JSON Lines."""
    return _records(path, RecordForm.JSONL)


def read_as_batch(path: Path) -> int:
    """List the saved batches, of which this is one."""
    folder = batches_folder() / "a"
    folder.mkdir(parents=True, exist_ok=True)
    for other in path.parent.iterdir():
        (folder / other.name).write_bytes(other.read_bytes())
    list_saved()
    return 0


def read_as_order(path: Path) -> int:
    """Read the order of a training."""
    read_order(path.parent)
    return 0


def read_as_recipe(path: Path) -> int:
    """Read the settings of a training."""
    read_config(path)
    return 0


def read_as_package(path: Path) -> int:
    """Open a model package whose description is damaged."""
    return _opened(path)


def read_as_arrays(path: Path) -> int:
    """Open a model package whose arrays are damaged, and described as they are."""
    return _opened(path)


def read_as_install(path: Path) -> int:
    """Install a model package that is packed."""
    install(path)
    return 0


def read_as_history(path: Path) -> int:
    """Open a history, search it and write to it."""
    with History(path) as history:
        history.find()
        history.verdicts()
        history.clear()
    return 0


def _records(path: Path, form: RecordForm) -> int:
    scan(RecordFile(path, form, CLASSES, MODEL), SliceChoice.ALL)
    return 0


def _opened(path: Path) -> int:
    """Open a package with a damaged file as an attacker would send it: with checksums that fit."""
    whole = Path(os.environ["HOME"]) / "package"
    if not whole.exists():
        shutil.copytree(shipped_package(), whole)
    for other in whole.iterdir():
        if other.name != path.name:
            (path.parent / other.name).hardlink_to(other)
    about = path.parent / PACKAGE_FILE
    with contextlib.suppress(ValueError, AttributeError):
        values = json.loads(about.read_bytes())
        if path != about:
            values["files"][path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
        text = json.dumps(with_own_checksum(values))
        about.unlink()
        about.write_text(text, "utf-8")
    ModelPackage.open(path.parent)
    return 0


TARGETS = {
    name.removeprefix("read_as_"): function for name, function in globals().items() if name.startswith("read_as_")
}

"""The part of a batch that runs in the workers of a Dask cluster. Of Falx, they import core alone."""

import shutil
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from distributed import WorkerPlugin, get_worker

from core.batch import FileOutcome, SliceChoice, as_outcome, attempt, classify_file
from core.classifier import Classifier
from core.heat_files import HeatFiles
from core.model_package import ModelPackage


class ClusterModel(WorkerPlugin):
    """A model package on a worker. Dask gives it to each worker once, also to those that join or are started anew."""

    def __init__(self, content: bytes, choice: SliceChoice, maps: HeatFiles | None) -> None:
        """Take the package along.

        Args:
            content: of a zip of the package.
            choice: which slices of a volume are told.
            maps: where heat maps go, or None for none.
        """
        self._content, self._choice, self._maps = content, choice, maps

    def setup(self, worker: Any) -> None:
        """Open the package. Dask calls this."""
        self._folder = tempfile.mkdtemp(prefix="falx-")
        path = Path(self._folder) / "package.zip"
        path.write_bytes(self._content)
        self._package = ModelPackage.open(path)
        self._own = threading.local()

    def teardown(self, worker: Any) -> None:
        """Remove the package. Dask calls this."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def classify(self, files: Sequence[tuple[str, Path]]) -> list[FileOutcome]:
        """Classify files, each given as its records state it and where it lies."""
        own = self._own
        if not hasattr(own, "classifier"):
            own.classifier = Classifier(self._package, threads=1)
        return [self._classify(path, place) for path, place in files]

    def _classify(self, path: str, place: Path) -> FileOutcome:
        def work() -> FileOutcome:
            return classify_file(path, self._own.classifier, self._choice, self._maps, place=place)

        return as_outcome(path, attempt(work, path), self._package.title)


def classify_chunk(model: str, files: Sequence[tuple[str, Path]]) -> list[FileOutcome]:
    """Classify files in a worker.

    Args:
        model: the name that its `ClusterModel` is registered under.
        files: each as its records state it, and where it lies.
    """
    plugin: ClusterModel = get_worker().plugins[model]
    return plugin.classify(files)

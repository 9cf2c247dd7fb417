"""The part of a batch that runs in the workers of a Dask cluster. It imports nothing of Falx but core."""

import multiprocessing
import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from distributed import WorkerPlugin, get_worker

from core.batch.engine import as_outcome, attempt, classify_file
from core.batch.heat_map_files import HeatFiles
from core.model.classifier import Classifier
from core.model.package import HEAD_FILE, NETWORK_FILE, ModelPackage
from core.records.slice_choice import SliceChoice
from core.study.file_outcome import FileOutcome


class ClusterModel(WorkerPlugin):
    """A model package on a worker. Dask sends it to each worker once, also to those that join later or restart."""

    def __init__(
        self, content: bytes, choice: SliceChoice, maps: HeatFiles | None, level: float | None, has_studies: bool
    ) -> None:
        """Keep the package's content.

        Args:
            content: of a zip of the package.
            choice: which slices of a volume are reported.
            maps: where heat maps go, or None for none.
            level: share of verdicts that should be correct, as `Classifier` takes it.
            has_studies: whether to report what studies need too.
        """
        self._content, self._choice, self._maps, self._level = content, choice, maps, level
        self._has_studies = has_studies

    def setup(self, worker: Any) -> None:
        """Open the package. Dask calls this."""
        # Its nanny starts it as a daemon, which may not have processes; it needs some that decode files.
        multiprocessing.current_process().daemon = False
        self._package = _held(self._content, getattr(worker, "local_directory", None))
        self._own = threading.local()

    def classify(self, files: Sequence[tuple[str, Path]]) -> list[FileOutcome]:
        """Classify files, each given as its path in the records and its path on this machine."""
        own = self._own
        if not hasattr(own, "classifier"):
            own.classifier = Classifier(self._package, threads=1, level=self._level)
        return [self._classify(path, place) for path, place in files]

    def _classify(self, path: str, place: Path) -> FileOutcome:
        def work() -> FileOutcome:
            return classify_file(
                path,
                self._own.classifier,
                self._choice,
                self._maps,
                place=place,
                has_studies=self._has_studies,
            )

        return as_outcome(path, attempt(work, path), self._package.title)


@dataclass(frozen=True, slots=True)
class _HeldPackage(ModelPackage):
    """A package whose files are held in memory: a worker that is killed leaves none behind."""

    content: Mapping[str, bytes]

    def read(self, name: str) -> bytes:
        return self.content[name]


def _held(content: bytes, scratch: str | None) -> ModelPackage:
    """Open a package from the bytes of its zip, which are on the disk only while it is read."""
    # Dask clears its own folder of what a worker left that was killed while the package was on the disk.
    with tempfile.TemporaryDirectory(prefix="falx-", dir=scratch, ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "package.zip"
        path.write_bytes(content)
        package = ModelPackage.open(path)
        files = {name: package.read(name) for name in (HEAD_FILE, NETWORK_FILE)}
    return _HeldPackage(**{field.name: getattr(package, field.name) for field in fields(package)}, content=files)


def classify_chunk(model: str, files: Sequence[tuple[str, Path]]) -> list[FileOutcome]:
    """Classify files in a worker.

    Args:
        model: the name that its `ClusterModel` is registered under.
        files: each as its path in the records and its path on this machine.
    """
    plugin: ClusterModel = get_worker().plugins[model]
    return plugin.classify(files)

"""A batch on the workers of a Dask cluster: the same records in the same order, though workers may die."""

import io
import logging
import os
import uuid
import zipfile
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from core.batch.heat_map_files import HeatFiles
from core.errors import ClusterError, FalxError
from core.model.package import HEAD_FILE, NETWORK_FILE, PACKAGE_FILE, ModelPackage
from core.program import product
from core.program.wording import describe_error
from core.records.record import failed
from core.records.slice_choice import SliceChoice
from core.study.file_outcome import FileOutcome

_CONNECT_S, _CLOSE_S, _POLL_S = 10, 1, 5
# A cluster may restart its workers; this many checks in a row may find none.
_MOST_EMPTY_POLLS = 12
# Of tasks that fail in the worker itself, for other reasons than a file that cannot be read.
_RETRIES = 3
# Chunks grow to this many files, so that few files are spread too.
_MOST_FILES = 16
# How many chunks each thread of the cluster may be ahead of the one whose results are awaited.
_AHEAD = 3

Place = tuple[str, Path]


def classify_on_cluster(
    files: Iterable[str],
    package: ModelPackage,
    address: str,
    choice: SliceChoice = SliceChoice.ALL,
    maps: HeatFiles | None = None,
    level: float | None = None,
    has_studies: bool = False,
) -> Generator[FileOutcome, None, None]:
    """Read and classify files on a cluster. Its workers see them, and the folder for heat maps, at the same paths.

    Another worker repeats the chunk of a worker that died. If several workers die of a chunk, its files are sent one
    by one; a file that still kills its worker is reported as a failure.

    Args:
        files: which; consumed as the work continues.
        package: what to classify with; its bytes are sent.
        address: of the scheduler, as `tcp://host:port`.
        choice: which slices of a volume are reported.
        maps: where heat maps go, or None for none.
        level: share of verdicts that should be correct, as `Classifier` takes it.
        has_studies: whether to report what studies need too.

    Yields:
        The outcome of each file, in order.

    Raises:
        ClusterError: if Dask is not installed, the scheduler is out of reach or there are no workers.
    """
    settings = choice, maps, level, has_studies
    with _connected(address) as client, _registered(client, address, package, *settings) as model:
        waiting: deque[tuple[list[Place], Any]] = deque()
        try:
            for chunk in _chunks(files, client):
                waiting.append((chunk, _submit(client, model, chunk)))
                while len(waiting) >= _AHEAD * _threads(client):
                    yield from _outcomes_of(client, address, model, package.title, *waiting.popleft())
            while waiting:
                yield from _outcomes_of(client, address, model, package.title, *waiting.popleft())
        finally:
            with suppress(Exception):
                client.cancel([future for _, future in waiting], force=True)


@contextmanager
def _connected(address: str) -> Iterator[Any]:
    try:
        from distributed import Client
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == __name__.partition(".")[0]:
            # A defect of this program, which no installation would fix.
            raise
        if product.is_frozen():
            expected = "Dask, which the standalone program does not include"
            advice = "use Falx as a Python package: pip install dask distributed, on the workers too"
        else:
            expected = "Dask, which is not installed"
            advice = "install it: pip install dask distributed, on the workers too"
        raise ClusterError(expected=expected, advice=advice) from error
    # It writes to the screen for each lost connection, which the error here reports in one line.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        client = Client(address, timeout=_CONNECT_S, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise ClusterError(
            expected="a Dask scheduler, such as tcp://host:8786",
            found="none",
            subject=address,
            advice="check the address",
        ) from error
    try:
        try:
            client.wait_for_workers(1, timeout=_CONNECT_S)
        except TimeoutError as error:
            raise ClusterError(
                subject=address, expected="workers", found="none", advice=f"start some: dask worker {address}"
            ) from error
        yield client
    finally:
        with suppress(Exception):
            client.close(timeout=_CLOSE_S)


@contextmanager
def _registered(
    client: Any,
    address: str,
    package: ModelPackage,
    choice: SliceChoice,
    maps: HeatFiles | None,
    level: float | None,
    has_studies: bool,
) -> Iterator[str]:
    from core.batch.cluster_worker import ClusterModel

    name = f"falx-{uuid.uuid4().hex}"
    try:
        client.register_plugin(ClusterModel(_zipped(package), choice, maps, level, has_studies), name=name)
    except Exception as error:
        # What a worker raises arrives unchanged, such as a missing module.
        raise ClusterError(
            f"the workers cannot use the model ({error})", subject=address, advice="install the same Falx on each"
        ) from error
    try:
        yield name
    finally:
        with suppress(Exception):
            client.unregister_worker_plugin(name)


def _zipped(package: ModelPackage) -> bytes:
    """Pack what inference needs of a package."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(PACKAGE_FILE, package.about())
        for name in (HEAD_FILE, NETWORK_FILE):
            archive.writestr(name, package.read(name))
    return content.getvalue()


def _chunks(files: Iterable[str], client: Any) -> Iterator[list[Place]]:
    threads, sent = _threads(client), 0
    chunk: list[Place] = []
    for path in files:
        chunk.append((path, Path(os.path.abspath(path))))  # noqa: PTH100 - a link keeps its name
        if len(chunk) >= min(_MOST_FILES, 1 + sent // (2 * threads)):
            yield chunk
            sent, chunk = sent + len(chunk), []
    if chunk:
        yield chunk


def _threads(client: Any) -> int:
    return max(1, sum(client.nthreads().values()))


def _submit(client: Any, model: str, chunk: Sequence[Place]) -> Any:
    from core.batch.cluster_worker import classify_chunk

    return client.submit(classify_chunk, model, chunk, retries=_RETRIES, pure=False)


def _outcomes_of(
    client: Any, address: str, model: str, title: str, chunk: Sequence[Place], future: Any
) -> Iterator[FileOutcome]:
    from distributed import KilledWorker

    try:
        yield from _result(client, address, future)
    except KilledWorker:
        if len(chunk) > 1:
            for single in chunk:
                yield from _outcomes_of(client, address, model, title, [single], _submit(client, model, [single]))
        else:
            yield FileOutcome(chunk[0][0], (failed(chunk[0][0], "the workers that read it died", title),))


def _result(client: Any, address: str, future: Any) -> list[FileOutcome]:
    from distributed import KilledWorker

    empty = 0
    while True:
        try:
            outcomes: list[FileOutcome] = future.result(timeout=_POLL_S)
            return outcomes
        except KilledWorker:
            raise
        except FalxError:
            raise
        except CancelledError as error:
            raise ClusterError(
                "the connection to the scheduler is lost", subject=address, advice="start it, then resume"
            ) from error
        except Exception as error:
            if not isinstance(error, TimeoutError) or future.status == "error":
                raise ClusterError(
                    subject=address,
                    expected="the cluster to complete the batch",
                    got=describe_error(error),
                    advice="fix the cause, then resume",
                ) from error
        empty = 0 if client.nthreads() else empty + 1
        if empty > _MOST_EMPTY_POLLS:
            raise ClusterError("all workers are gone", subject=address, advice="start some, then resume")

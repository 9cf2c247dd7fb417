"""The same records from a cluster, whatever becomes of its workers."""

import dataclasses
import os
import signal
import sys
import tempfile
from pathlib import Path

import cv2
import nibabel
import numpy as np
import pytest

from core.batch.dask_cluster import _outcomes_of, classify_on_cluster
from core.batch.engine import classify_files
from core.batch.request import BatchRequest
from core.batch.run_batch import run_batch
from core.errors import ClusterError
from core.image.phantom import head_phantom, phantom_volume
from core.model.package import ModelPackage
from core.model.store import shipped_package
from core.reader_process.file_reader import FileReader
from core.reader_process.limits import ReadingLimits
from core.reader_process.shared_reader import shared_reader
from core.study.file_outcome import FileOutcome
from tests.core.batch.conftest import ignore
from tests.hidden_module import hide_module
from tests.threads import working_threads

distributed = pytest.importorskip("distributed", reason="needs the extra `cluster`")

# Dask leaves what it opened to the garbage collector, and its workers warn of the machine.
pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore:.*:UserWarning:distributed"),
]


@pytest.fixture(scope="module")
def package():
    return ModelPackage.open(shipped_package())


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("inputs")
    for seed in range(40):
        cv2.imwrite(str(folder / f"{seed:02d}.png"), head_phantom(seed % 5, size=64))
    (folder / "05.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    stack = np.transpose(phantom_volume(1, slices=4, size=64), (2, 1, 0))
    nibabel.save(nibabel.Nifti1Image(stack, np.eye(4)), folder / "20.nii")
    return sorted(str(path) for path in folder.iterdir())


@pytest.fixture(scope="module")
def cluster():
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs="CRITICAL"
    ) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def worker_pids(cluster):
    def find():
        with distributed.Client(cluster.scheduler_address, set_as_default=False) as client:
            return list(client.run(os.getpid).values())

    return find


def test_a_worker_killed_in_the_middle_costs_no_record(cluster, worker_pids, files, package):
    expected = [outcome.records for outcome in classify_files(files, package)]
    victim, *_ = worker_pids()
    found = []
    for outcome in classify_on_cluster(files, package, cluster.scheduler_address):
        found.append(outcome.records)
        if len(found) == 5:
            os.kill(victim, signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)
    assert found == expected


def test_the_cluster_gives_verdicts_at_the_level_that_was_asked_for(cluster, files, second_format):
    package = ModelPackage.open(second_format)
    expected = [outcome.records for outcome in classify_files(files[:4], package, level=0.99)]
    found = [
        outcome.records for outcome in classify_on_cluster(files[:4], package, cluster.scheduler_address, level=0.99)
    ]
    assert found == expected
    assert {record.finding.level for records in found for record in records} == {0.99}


def read_badly():
    from core.reader_process.shared_reader import _readers
    from tests.core.bad_decoder import serve_badly

    _readers.append(FileReader(ReadingLimits(processor_s=1), serve_badly))
    _readers.reverse()


def read_well():
    from core.reader_process.shared_reader import _readers

    _readers.pop(0).close()


def pids_of_readers():
    return shared_reader().pids


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_a_file_that_crashes_its_decoder_costs_neither_another_nor_its_worker(cluster, worker_pids, package, tmp_path):
    paths = [tmp_path / name for name in ("a.png", "crash.png", "hang.png", "z.png")]
    for seed, path in enumerate(paths):
        cv2.imwrite(str(path), head_phantom(seed, size=64))
    before = worker_pids()
    with distributed.Client(cluster.scheduler_address, set_as_default=False) as client:
        client.run(read_badly)
        try:
            outcomes = list(classify_on_cluster(map(str, paths), package, cluster.scheduler_address))
            assert any(client.run(pids_of_readers).values())
        finally:
            client.run(read_well)
    errors = [outcome.records[0].error for outcome in outcomes]
    assert (errors[0], errors[3]) == (None, None)
    assert "this file ended the process that reads files" in errors[1]
    assert "takes more than 1 s of processor time" in errors[2]
    assert worker_pids() == before


def packages_on_disk(dask_worker):
    here, scratch = Path(tempfile.gettempdir()), Path(dask_worker.local_directory)
    return [*map(str, here.glob("falx-*/package.zip")), *map(str, scratch.rglob("package.zip"))]


def test_a_worker_that_were_killed_would_leave_no_package(cluster, files, package):
    outcomes = classify_on_cluster(files, package, cluster.scheduler_address)
    next(outcomes)
    with distributed.Client(cluster.scheduler_address, set_as_default=False) as client:
        assert list(client.run(packages_on_disk).values()) == [[], []]
    outcomes.close()


def test_the_workers_import_core_alone(cluster, files, package):
    list(classify_on_cluster(files[:4], package, cluster.scheduler_address))

    def rooms():
        return {name.partition(".")[0] for name in sys.modules}

    with distributed.Client(cluster.scheduler_address, set_as_default=False) as client:
        imported = set().union(*client.run(rooms).values())
    assert "core" in imported
    assert not imported & {"cli", "gui", "training", "PySide6", "tensorflow"}


def test_a_batch_with_relative_paths_is_done_by_the_cluster(cluster, files, tmp_path, monkeypatch):
    monkeypatch.chdir(Path(files[0]).parent)
    here = BatchRequest(
        (".",), shipped_package(), tmp_path / "here.jsonl", heatmaps=tmp_path / "here", patterns=("0[3-6]*", "*.nii")
    )
    there = dataclasses.replace(
        here, jsonl=tmp_path / "there.jsonl", heatmaps=tmp_path / "there", cluster=cluster.scheduler_address
    )
    run_batch(here, ignore, ignore)
    summary = run_batch(there, ignore, ignore)
    assert there.jsonl.read_bytes() == here.jsonl.read_bytes()
    assert (summary.files, summary.failures) == (5, 1)
    maps = [sorted(path.name for path in request.heatmaps.iterdir()) for request in (here, there)]
    assert maps[0] == maps[1]
    assert len(maps[0]) == summary.records - 1


def test_who_stops_leaves_the_cluster_as_it_was(cluster, files, package):
    threads = working_threads()
    outcomes = classify_on_cluster(files, package, cluster.scheduler_address)
    next(outcomes)
    outcomes.close()
    with distributed.Client(cluster.scheduler_address, set_as_default=False) as client:
        assert not [name for name in client.run(plugins_of).popitem()[1] if name.startswith("falx-")]
    left = working_threads() - threads
    # The pool that Dask opens once for a process, for whoever sends it much.
    assert not [thread for thread in left if not thread.name.startswith("Dask-Offload")]


def plugins_of(dask_worker):
    return list(dask_worker.plugins)


class Answer:
    """What was submitted, and what the cluster says to it."""

    def __init__(self, chunk, deadly):
        self._chunk, self._deadly = chunk, deadly

    def result(self, timeout):
        paths = [path for path, _ in self._chunk]
        if self._deadly in paths:
            raise distributed.KilledWorker("task", None, 3)
        return [FileOutcome(path, ()) for path in paths]


def test_a_file_that_kills_its_workers_is_one_failure():
    class Client:
        def submit(self, work, model, chunk, **options):
            return Answer(chunk, "b.png")

    chunk = [(name, Path(name)) for name in ("a.png", "b.png", "c.png")]
    told = list(_outcomes_of(Client(), "tcp://x", "model", "m 1", chunk, Answer(chunk, "b.png")))
    assert [outcome.path for outcome in told] == ["a.png", "b.png", "c.png"]
    assert [[record.error for record in outcome.records] for outcome in told] == [
        [],
        ["the workers that read it died"],
        [],
    ]


def test_an_address_without_a_scheduler_is_reported(files, package, monkeypatch):
    monkeypatch.setattr("core.batch.dask_cluster._CONNECT_S", 0.2)
    with pytest.raises(ClusterError, match=r"tcp://127\.0\.0\.1:9: expected a Dask scheduler"):
        next(classify_on_cluster(files, package, "tcp://127.0.0.1:9"))
    with pytest.raises(ClusterError, match="nonsense://x: expected a Dask scheduler"):
        next(classify_on_cluster(files, package, "nonsense://x"))


@pytest.mark.parametrize(
    ("is_frozen", "words"),
    [(False, "is not installed; install it"), (True, "the standalone program does not include; ")],
)
def test_missing_dask_is_reported(is_frozen, words, files, package, monkeypatch):
    monkeypatch.setattr("core.program.product.is_frozen", lambda: is_frozen)
    hide_module(monkeypatch, "distributed")
    with pytest.raises(ClusterError, match=rf"expected Dask, which {words}.*: pip install dask distributed"):
        next(classify_on_cluster(files, package, "tcp://127.0.0.1:9"))

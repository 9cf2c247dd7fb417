"""Run one benchmark in its own process, so that none inherits another's memory and threads."""

import importlib
import multiprocessing
from concurrent.futures import ProcessPoolExecutor

from bench.comparison import Comparison

# The variable that passes the number of files to `bench.many_files`.
FILES = "FALX_BENCH_FILES"


def measure_in_own_process(name: str) -> list[Comparison]:
    """Run the benchmark `bench.NAME`."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_measure, name).result()


def _measure(name: str) -> list[Comparison]:
    comparisons: list[Comparison] = importlib.import_module(f"bench.{name}").measure()
    return comparisons

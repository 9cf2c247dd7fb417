"""`python -m tests.fuzz COUNT`: read damaged files of every kind; what goes wrong is kept as a seed."""

import argparse
import hashlib
import json
import os
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

# Imported by this process first: where it cannot be, the run ends at once.
from tests.fuzz import targets as targets
from tests.fuzz.drawn_seeds import Seed, draw_seeds
from tests.fuzz.worker import input_of, work

KEPT = Path(__file__).parent / "seeds"
# A process is replaced after as many, so that none hides what another leaves behind.
_AT_A_TIME = 500
_SILENCE_S = 90
_LARGEST_KEPT, _MOST_FINDINGS = 100_000, 50
_REPORT_EVERY = 20_000


def main(argv: Sequence[str] | None = None) -> int:
    """Read the damaged files; return 1 if one was read badly."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=20_000, help="of damaged files (default: 20000)")
    parser.add_argument("--first", type=int, default=0, metavar="N", help="number of the first, to go on from a run")
    parser.add_argument("--only", metavar="TARGET", help="damage only what this reads, such as slices or manifest")
    arguments = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="falx-seeds-") as folder:
        os.environ["XDG_DATA_HOME"] = folder
        seeds = [seed for seed in draw_seeds(Path(folder)) if arguments.only in (None, seed.target)]
    if not seeds:
        parser.error(f"argument --only: there is no {arguments.only!r}")
    began, findings = time.monotonic(), Counter[str]()

    def report(done: int) -> None:
        if done % _REPORT_EVERY == 0:
            tell(f"{done:,} of {arguments.count:,}, {time.monotonic() - began:,.0f} s: {findings.total()} findings")

    for number, fault in run(seeds, range(arguments.first, arguments.first + arguments.count), report):
        seed, content = input_of(seeds, number)
        tell(f"{number}: {seed.target} of {seed.name}: {fault}; {_keep(seed, content)}")
        findings[seed.target] += 1
        if findings.total() >= _MOST_FINDINGS:
            tell(f"stopped after {_MOST_FINDINGS} findings: something is wrong with more than single files")
            return 1
    minutes = (time.monotonic() - began) / 60
    kinds = len({seed.name for seed in seeds})
    tell(f"{arguments.count:,} damaged files of {kinds} kinds in {minutes:.1f} minutes: {findings.total()} findings")
    return int(bool(findings))


def tell(line: str) -> None:
    """Print a line, so that it is seen at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def run(
    seeds: Sequence[Seed], numbers: range, report: Callable[[int], None] = lambda done: None
) -> Iterator[tuple[int, str]]:
    """Read damaged files in processes.

    Args:
        seeds: that are damaged.
        numbers: of the damaged files.
        report: takes how many are done, after each process.

    Yields:
        The numbers of those that were read badly, and how.
    """
    left = numbers
    while left:
        part, last = left[:_AT_A_TIME], -1
        receiving, sending = os.pipe()
        child = os.fork()
        if child == 0:
            status = 1
            try:
                os.close(receiving)
                work(seeds, part, sending)
                status = 0
            finally:
                os._exit(status)
        os.close(sending)
        with os.fdopen(receiving) as lines:
            for line in _lines(lines, child):
                number, fault = json.loads(line)
                last = part.index(number)
                if fault:
                    yield number, fault
        _, status = os.waitpid(child, 0)
        if status:
            how = signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else f"status {status >> 8}"
            if last < 0:
                raise RuntimeError(f"the process that reads does not begin ({how})")
            yield part[last], f"the process ended ({how})"
        left = left[last + 1 if status else len(part) :]
        report(len(numbers) - len(left))


def _lines(lines, child: int) -> Iterator[str]:  # type: ignore[no-untyped-def]
    """Yield what a process tells; end one that tells nothing for too long."""
    signal.signal(signal.SIGALRM, lambda *_: os.kill(child, signal.SIGKILL))
    while True:
        signal.alarm(_SILENCE_S)
        line = lines.readline()
        signal.alarm(0)
        if not line.endswith("\n"):
            return
        yield line


def _keep(seed: Seed, content: bytes) -> str:
    """Keep a finding for the tests; say where."""
    if len(content) > _LARGEST_KEPT:
        return f"too large to keep ({len(content):,} bytes)"
    KEPT.mkdir(exist_ok=True)
    mark = hashlib.sha256(content).hexdigest()[:10]
    path = KEPT / f"{seed.target}-{mark}-{seed.name}"
    path.write_bytes(content)
    return f"kept as {path.name}"


if __name__ == "__main__":
    sys.exit(main())

"""One process that reads damaged files, one after the other, and tells what each of them cost."""

import contextlib
import json
import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from core.errors import FalxError
from tests.fuzz.damage import damage
from tests.fuzz.drawn_seeds import Seed

MOST_SECONDS, MOST_BYTES = 2.0, 512_000_000
# A worker that takes more is ended by the system.
_HARD_SECONDS, _HARD_BYTES = 20, 6_000_000_000


def input_of(seeds: Sequence[Seed], number: int) -> tuple[Seed, bytes]:
    """Return the seed that a number damages, and its damaged bytes."""
    seed = seeds[number % len(seeds)]
    return seed, damage(seed.content, seeds[(number * 7 + 3) % len(seeds)].content, number)


def judge(seed: Seed, content: bytes, folder: Path) -> str:
    """Read damaged bytes as its seed would be.

    Returns:
        What is wrong about how they were read; "" for nothing.
    """
    from tests.fuzz.targets import TARGETS

    folder.mkdir()
    path = folder / seed.name
    for name, whole in seed.beside:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(whole)
    path.write_bytes(content)
    size, before, began = 0, _memory("VmRSS"), time.process_time()
    _forget_peak()
    try:
        size = TARGETS[seed.target](path)
    except FalxError as error:
        if "\n" in str(error):
            return f"an error of several lines: {error}"
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        return f"{type(error).__name__}: {str(error)[:200]}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    seconds, taken = time.process_time() - began, _memory("VmHWM") - before
    if seconds > MOST_SECONDS:
        return f"{seconds:.1f} s of processor time"
    if taken > MOST_BYTES + size:
        return f"{taken / 1e6:,.0f} MB for a picture of {size / 1e6:,.0f} MB"
    return ""


def work(seeds: Sequence[Seed], numbers: Sequence[int], output: int) -> None:
    """Read the damaged files of some numbers; each begin and each finding is a line of JSON to a file descriptor."""
    _confine()
    with tempfile.TemporaryDirectory(prefix="falx-fuzz-") as home, open(output, "w", buffering=1) as lines:
        os.environ.update(dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"), home))
        for number in numbers:
            lines.write(json.dumps([number, None]) + "\n")
            _allow_seconds()
            seed, content = input_of(seeds, number)
            fault = judge(seed, content, Path(home) / "input")
            if fault:
                lines.write(json.dumps([number, fault]) + "\n")


def _confine() -> None:
    os.nice(19)
    # What libraries print about damaged files is no finding.
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    resource.setrlimit(resource.RLIMIT_DATA, (_HARD_BYTES, _HARD_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _allow_seconds() -> None:
    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(used) + _HARD_SECONDS, hard))


def _memory(kind: str) -> int:
    """Return the bytes of memory of this process that Linux tells; 0 elsewhere."""
    if sys.platform != "linux":
        return 0
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(kind))
    return 1024 * int(line.split()[1])


def _forget_peak() -> None:
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            Path("/proc/self/clear_refs").write_text("5")

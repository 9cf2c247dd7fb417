"""`python -m tests.mutants COUNT`: change the code in small ways, and see which changes the tests notice."""

import argparse
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.mutants.mutations import Mutation, mutations_of

# What is changed: folders and modules, whose tests are in the folder of the same name, or in those named here.
ROOMS = {
    "core/image": ("tests/core/image",),
    "core/model": ("tests/core/model",),
    "core/records": ("tests/core/records", "tests/core/batch/test_run_batch.py", "tests/core/batch/test_study_rows.py"),
    "gui/viewer/overlay.py": ("tests/gui/viewer",),
    "gui/viewer/viewer.py": ("tests/gui/viewer",),
    "gui/widgets": ("tests/gui/widgets",),
}
# A change that lets its tests wait for ever uses no processor time: noticed after this.
_WAIT_S = 600
_TREE = ("core", "gui", "cli", "web", "training", "resources", "release", "bench", "tests", "docs", "falx.py")
# Of the processor time that the tests take without a change; one that takes longer counts as noticed.
_PATIENCE, _LEAST_S = 4, 20


@dataclass(frozen=True, slots=True)
class Mutant:
    """A changed module, and where.

    Attributes:
        room: a key of `ROOMS`.
        path: of the module, within the repository.
        mutation: of it.
    """

    room: str
    path: Path
    mutation: Mutation


def main(argv: Sequence[str] | None = None) -> int:
    """Try changes; return 1 if the tests of a room fail without any."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=100, help="of changes, drawn from all (default: 100)")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="of the draw (default: 0)")
    parser.add_argument(
        "--only", nargs="+", choices=ROOMS, default=list(ROOMS), metavar="ROOM", help="change these only"
    )
    parser.add_argument("--first", type=int, default=0, metavar="N", help="how many of the draw to leave out")
    arguments = parser.parse_args(argv)
    drawn = draw(arguments.only, arguments.first + arguments.count, arguments.seed)[arguments.first :]
    survivors: list[Mutant] = []
    done: Counter[Path] = Counter()
    with tempfile.TemporaryDirectory(prefix="falx-mutants-") as place:
        tree = copy_tree(Path(place))
        patience: dict[str, int] = {}
        for number, mutant in enumerate(drawn, 1):
            if mutant.room not in patience:
                is_sound, seconds = run_tests(tree, ROOMS[mutant.room], None)
                if not is_sound:
                    tell(f"{mutant.room}: its tests fail without a change")
                    return 1
                patience[mutant.room] = int(_PATIENCE * seconds + _LEAST_S)
            has_survived = try_out(tree, mutant, patience[mutant.room])
            done[mutant.path] += 1
            survivors += [mutant] * has_survived
            state = "SURVIVED" if has_survived else "killed"
            tell(f"{number}/{len(drawn)} {state} {mutant.path}:{mutant.mutation.line}: {mutant.mutation.change}")
    report(done, survivors)
    return 0


def draw(rooms: Sequence[str], count: int, seed: int) -> list[Mutant]:
    """Draw changes of some rooms: the same ones for the same code and seed, and of fewer the first ones."""
    mutants = [
        Mutant(room, path, mutation)
        for room in rooms
        for path in ([Path(room)] if room.endswith(".py") else sorted(Path(room).rglob("*.py")))
        for mutation in mutations_of(path.read_text("utf-8"))
    ]
    random.Random(seed).shuffle(mutants)
    return mutants[:count]


def copy_tree(place: Path) -> Path:
    """Copy what the tests need, so that the code itself stays as it is."""
    for name in _TREE:
        source = Path(name)
        if source.is_dir():
            shutil.copytree(source, place / name, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
        else:
            shutil.copy(source, place / name)
    for path in Path().glob("*.*"):
        if path.is_file():
            shutil.copy(path, place / path.name)
    return place


def try_out(tree: Path, mutant: Mutant, patience_s: int) -> bool:
    """Change the copy, run the tests, and restore it; return whether they all pass.

    Those of the module's name are run first: most changes are noticed there.
    """
    path = tree / mutant.path
    own = [str(test.relative_to(tree)) for test in (tree / "tests").rglob(f"test_{path.stem}.py")]
    before = path.read_bytes()
    _write(path, mutant.mutation.source.encode())
    try:
        return all(run_tests(tree, tests, patience_s)[0] for tests in (own, ROOMS[mutant.room]) if tests)
    finally:
        _write(path, before)


def _write(path: Path, content: bytes) -> None:
    """Write a module with a time of its own: Python keeps its bytecode by that, in whole seconds."""
    changed = path.stat().st_mtime + 10
    path.write_bytes(content)
    os.utime(path, (changed, changed))


def run_tests(tree: Path, tests: Sequence[str], patience_s: int | None) -> tuple[bool, float]:
    """Run the fast ones of some tests; return whether they pass, and the seconds of processor time that they took."""

    def limit() -> None:
        if patience_s is not None:
            resource.setrlimit(resource.RLIMIT_CPU, (patience_s, patience_s))

    marks = "not slow and not data"
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-m", marks, "-p", "no:randomly", "-p", "no:cacheprovider"]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = resource.getrusage(resource.RUSAGE_CHILDREN)
    try:
        status = subprocess.run(
            [*command, *tests],
            cwd=tree,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=limit,
            check=False,
            # One that waits for ever uses no processor time.
            timeout=_WAIT_S if patience_s is None else _WAIT_S + 20 * patience_s,
        ).returncode
    except subprocess.TimeoutExpired:
        status = 1
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    # 5: there is no fast one among them.
    return status in (0, 5), now.ru_utime + now.ru_stime - began.ru_utime - began.ru_stime


def report(done: Counter[Path], survivors: Sequence[Mutant]) -> None:
    """Print the figures by module, and what survived."""
    alive = Counter(mutant.path for mutant in survivors)
    tell(f"\n{'noticed':>8} {'of':>5}  module")
    for path in sorted(done):
        tell(f"{done[path] - alive[path]:>8} {done[path]:>5}  {path}")
    total, noticed = done.total(), done.total() - len(survivors)
    tell(f"{noticed:>8} {total:>5}  in all: {noticed / max(1, total):.0%}")
    for mutant in sorted(survivors, key=lambda one: (one.path, one.mutation.line)):
        tell(f"survived: {mutant.path}:{mutant.mutation.line}: {mutant.mutation.change}")


def tell(line: str) -> None:
    """Print a line, so that it is seen at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())

"""The driver of `make fuzz`: it finds what goes wrong, its seeds are sound, and what it has kept is read well."""

import faulthandler
import os
import shutil
import sys
import time
from pathlib import Path

import pytest

from core.errors import FalxError
from tests.fuzz import __main__ as driver
from tests.fuzz import targets, worker
from tests.fuzz.damage import damage
from tests.fuzz.drawn_seeds import Seed, draw_seeds

# Processes are started, which are copies of this one.
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="its limits are those of Linux"),
    pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning"),
]
KEPT = sorted(driver.KEPT.glob("*-*")) if driver.KEPT.is_dir() else []


@pytest.fixture
def seeds(home, tmp_path):
    place = tmp_path / "drawn"
    place.mkdir()
    return draw_seeds(place)


def test_every_seed_is_read_while_it_is_whole(seeds, tmp_path):
    # A zip without a network is refused for that; whole ones are too large to damage many times.
    refused = []
    for seed in seeds:
        try:
            assert worker.judge(seed, seed.content, tmp_path / "input") == ""
            for name, content in (*seed.beside, (seed.name, seed.content)):
                path = tmp_path / "whole" / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            targets.TARGETS[seed.target](tmp_path / "whole" / seed.name)
        except FalxError:
            refused.append(seed.target)
        finally:
            shutil.rmtree(tmp_path / "whole", ignore_errors=True)
    assert refused == ["install"]
    assert {seed.target for seed in seeds} == set(targets.TARGETS)


def test_damage_is_the_same_for_the_same_number():
    content = bytes(range(256)) * 3
    found = [damage(content, content, number) for number in range(200)]
    assert found == [damage(content, content, number) for number in range(200)]
    assert len(set(found)) > 150


def test_some_hundred_damaged_files_are_read_well(seeds):
    assert list(driver.run(seeds, range(400))) == []


def crash(path):
    # Not on the screen of the tests.
    faulthandler.disable()
    os.abort()


def hang(path):
    while True:
        pass


def take_time(path):
    began = time.process_time()
    while time.process_time() - began < 0.3:
        pass
    return 0


def take_memory(path):
    bytearray(60_000_000)[::4096] = bytes(14649)
    return 0


def fail(path):
    raise ValueError("it is damaged")


def refuse(path):
    raise FalxError("it is damaged")


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (crash, "the process ended (SIGABRT)"),
        (hang, "the process ended (SIGXCPU)"),
        (take_time, "s of processor time"),
        (take_memory, "MB for a picture of 0 MB"),
        (fail, "ValueError: it is damaged"),
    ],
)
def test_what_goes_wrong_is_found_and_the_next_one_is_read(monkeypatch, act, told):
    monkeypatch.setattr(worker, "MOST_SECONDS", 0.2)
    monkeypatch.setattr(worker, "MOST_BYTES", 30_000_000)
    monkeypatch.setattr(worker, "_HARD_SECONDS", 2)
    monkeypatch.setitem(targets.TARGETS, "bad", act)
    monkeypatch.setitem(targets.TARGETS, "good", refuse)
    seeds = [Seed("good", "a", b"a"), Seed("bad", "b", b"b"), Seed("good", "c", b"c")]
    [(number, fault)] = driver.run(seeds, range(3))
    assert number == 1
    assert told in fault


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.name)
def test_what_was_found_is_read_well_now(path: Path, seeds, tmp_path):
    target, _, name = path.name.split("-", 2)
    seed = next(seed for seed in seeds if (seed.target, seed.name) == (target, name))
    assert worker.judge(seed, path.read_bytes(), tmp_path / "input") == ""

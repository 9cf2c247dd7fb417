"""Locks that end with their process, of one holder at a time, and leave nothing."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from core.lock import Lock, is_held

ROOT = Path(__file__).resolve().parents[2]

HOLD = """
import sys, threading
from pathlib import Path
from core.lock import Lock
lock = Lock.take(Path(sys.argv[1]))
print("held" if lock else "refused", flush=True)
sys.stdin.read()
"""


def start(path):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    return process, process.stdout.readline()


def test_one_holds_it_at_a_time_and_nothing_is_left(tmp_path):
    path = tmp_path / "a.lock"
    lock = Lock.take(path)
    assert is_held(path)
    assert Lock.take(path) is None
    process, said = start(path)
    process.communicate()
    assert said == "refused\n"
    lock.release()
    assert not is_held(path)
    assert list(tmp_path.iterdir()) == []


def test_that_of_a_killed_process_is_free(tmp_path):
    path = tmp_path / "a.lock"
    process, said = start(path)
    assert said == "held\n"
    assert Lock.take(path) is None
    process.kill()
    process.communicate()
    assert path.exists()
    lock = Lock.take(path)
    assert lock
    lock.release()
    assert list(tmp_path.iterdir()) == []


def test_many_threads_that_take_and_release_never_hold_it_together(tmp_path):
    path, counting, holders, most = tmp_path / "a.lock", threading.Lock(), [0], [0]

    def work():
        for _ in range(200):
            if lock := Lock.take(path):
                with counting:
                    holders[0] += 1
                    most[0] = max(most[0], holders[0])
                with counting:
                    holders[0] -= 1
                lock.release()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1]
    assert list(tmp_path.iterdir()) == []


def test_a_place_where_there_can_be_none_is_told(tmp_path):
    with pytest.raises(OSError, match="No such file"):
        Lock.take(tmp_path / "nowhere" / "a.lock")

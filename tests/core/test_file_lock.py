"""Locks that end with their process, of one holder at a time, and leave nothing."""

import errno
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from filelock import FileLock, Timeout

from core import file_lock as locks
from core.file_lock import Lock, is_held

ROOT = Path(__file__).resolve().parents[2]

HOLD = """
import sys, threading
from pathlib import Path
from core.file_lock import Lock
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


def test_a_place_where_there_can_be_none_is_reported(tmp_path):
    with pytest.raises(OSError, match="No such file"):
        Lock.take(tmp_path / "nowhere" / "a.lock")


def link(path, target):
    try:
        path.symlink_to(target)
    except OSError:
        pytest.skip("no links can be made here")


def test_a_link_in_its_place_is_reported_and_not_followed(tmp_path):
    path, other = tmp_path / "a.lock", tmp_path / "other"
    other.write_text("kept", "utf-8")
    link(path, other)
    with pytest.raises(OSError, match=r"a\.lock"):
        Lock.take(path)
    assert other.read_text("utf-8") == "kept"
    assert not is_held(path)


def test_a_place_where_files_are_never_the_same_is_reported(tmp_path, monkeypatch):
    monkeypatch.setattr(locks, "is_at", lambda *_: False)
    with pytest.raises(OSError, match=r"a\.lock"):
        Lock.take(tmp_path / "a.lock")


@pytest.mark.skipif(sys.platform == "win32", reason="there it cannot be asked without taking it")
def test_asking_for_a_lock_does_not_take_it(tmp_path, monkeypatch):
    path = tmp_path / "a.lock"
    path.touch()
    number = os.open(path, os.O_RDWR)
    locks.can_lock(number)
    assert not is_held(path)
    # It asks for a moment; whoever takes the lock meanwhile waits for so long.
    clock = SimpleNamespace(monotonic=time.monotonic, sleep=lambda _: os.close(number))
    monkeypatch.setattr(locks, "time", clock)
    lock = Lock.take(path)
    assert lock
    assert is_held(path)
    lock.release()


def test_it_is_the_library_s_lock(tmp_path):
    path = tmp_path / "a.lock"
    lock = Lock.take(path)
    with pytest.raises(Timeout):
        FileLock(path).acquire(blocking=False)
    lock.release()
    with FileLock(path):
        assert is_held(path)
        assert Lock.take(path, patience_s=0) is None


def test_a_file_system_that_knows_no_locks_is_distinguished_from_one_that_is_held(tmp_path, monkeypatch):
    def refuse(_number, blocking):
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr("filelock.lock_descriptor", refuse)
    number = os.open(tmp_path / "a.lock", os.O_RDWR | os.O_CREAT)
    assert locks.lock_open_file(number) is None
    os.close(number)

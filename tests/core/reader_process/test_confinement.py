"""What a confined process can no longer do, tried in a process that is confined as the one that reads is."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]

# Processes are started.
pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="Linux alone confines")]

PROGRAM = """
import ctypes, json, os, pathlib, resource, signal, socket, sys, threading
from core.reader_process.confinement import allow_processor_time, confine
folder = pathlib.Path(sys.argv[1])
def attempt(act):
    try:
        act()
    except (OSError, MemoryError) as error:
        return type(error).__name__
    return "done"
acts = {
    "read": lambda: (folder / "there").read_text(),
    "make": lambda: (folder / "new").write_text("x"),
    "change": lambda: (folder / "there").write_text("x"),
    "shorten": lambda: os.truncate(folder / "there", 0),
    "remove": lambda: (folder / "there").unlink(),
    "rename": lambda: (folder / "there").rename(folder / "elsewhere"),
    "folder": lambda: (folder / "made").mkdir(),
    "link": lambda: (folder / "link").symlink_to("there"),
    "connect": lambda: socket.create_connection(("127.0.0.1", int(sys.argv[2])), 1),
    "datagram": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
    "program": lambda: os.execv("/bin/true", ["true"]),
    "memory": lambda: bytearray(2_000_000_000),
    "signal": lambda: os.kill(os.getppid(), 0),
    "signal of all": lambda: os.kill(-1, 0),
    "signal of the group": lambda: os.kill(0, 0),
    "limit of another": lambda: resource.prlimit(os.getppid(), resource.RLIMIT_CORE),
    "handle of a process": lambda: os.pidfd_open(os.getppid()),
    "own signal": lambda: os.kill(os.getpid(), 0),
    "own signal by thread": lambda: signal.pthread_kill(threading.get_ident(), 0),
    "own limit": lambda: resource.prlimit(0, resource.RLIMIT_CORE),
    "permissions": lambda: os.chmod(folder / "there", 0o777),
    "permissions by number": lambda: os.fchmod(os.open(folder / "there", os.O_RDONLY), 0o777),
    "owner": lambda: os.chown(folder / "there", os.getuid(), os.getgid()),
    "owner of a link": lambda: os.lchown(folder / "there", os.getuid(), os.getgid()),
    "owner by number": lambda: os.fchown(os.open(folder / "there", os.O_RDONLY), os.getuid(), os.getgid()),
    "times": lambda: os.utime(folder / "there", (0, 0)),
    "attribute": lambda: os.setxattr(folder / "there", "user.a", b"a"),
    "attribute away": lambda: os.removexattr(folder / "there", "user.a"),
    "namespace": lambda: call(libc.unshare, 0),
    "debugging": lambda: call(libc.ptrace, 0, 0, 0, 0),
}
libc = ctypes.CDLL(None, use_errno=True)
def call(function, *arguments):
    if function(*arguments) < 0:
        raise OSError(ctypes.get_errno(), "refused")
took = confine(1_000_000_000)
found = {name: attempt(act) for name, act in acts.items()}
found["hard limits"] = [resource.getrlimit(kind)[1] for kind in (resource.RLIMIT_DATA, resource.RLIMIT_CORE)]
# A thread that starts later is confined too.
thread = threading.Thread(target=lambda: found.update(thread=attempt(acts["make"])))
thread.start()
thread.join()
print(json.dumps([[took.limits_memory, took.forbids_writing, took.forbids_network], found]), flush=True)
allow_processor_time(1)
while True:
    pass
"""


@pytest.fixture(scope="module")
def tried(tmp_path_factory):
    import socket

    folder = tmp_path_factory.mktemp("confined")
    (folder / "there").write_text("as it was")
    with socket.create_server(("127.0.0.1", 0)) as server:
        process = subprocess.run(
            [sys.executable, "-c", PROGRAM, str(folder), str(server.getsockname()[1])],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    took, found = json.loads(process.stdout)
    return took, found, folder, process.returncode


def test_reading_goes_on(tried):
    assert tried[1]["read"] == "done"


def test_memory_has_an_end(tried):
    (limits_memory, _, _), found, _, _ = tried
    assert limits_memory
    assert found["memory"] == "MemoryError"


def test_nothing_is_written(tried):
    (_, forbids_writing, _), found, folder, _ = tried
    if not forbids_writing:
        pytest.skip("this system has no Landlock")
    tries = ("make", "change", "shorten", "remove", "rename", "folder", "link", "thread")
    assert {found[name] for name in tries} == {"PermissionError"}
    assert [path.name for path in folder.iterdir()] == ["there"]
    assert (folder / "there").read_text() == "as it was"


def test_there_is_no_network_and_no_other_program(tried):
    (_, _, forbids_network), found, _, _ = tried
    if not forbids_network:
        pytest.skip("this system has no seccomp, or is of a machine that is not known")
    assert {found[name] for name in ("connect", "datagram", "program")} == {"PermissionError"}


def test_nothing_about_a_file_is_changed(tried):
    (_, forbids_writing, _), found, folder, _ = tried
    if not forbids_writing:
        pytest.skip("this system has no Landlock")
    about = ("permissions", "permissions by number", "owner", "owner of a link", "owner by number")
    tries = (*about, "times", "attribute", "attribute away")
    assert {name: found[name] for name in tries} == dict.fromkeys(tries, "PermissionError")
    assert (folder / "there").stat().st_mtime > 0


def test_no_other_process_is_touched(tried):
    (_, _, forbids_network), found, _, _ = tried
    if not forbids_network:
        pytest.skip("this system has no seccomp, or is of a machine that is not known")
    tries = ("signal", "signal of all", "signal of the group", "limit of another", "handle of a process")
    tries = (*tries, "namespace", "debugging")
    assert {name: found[name] for name in tries} == dict.fromkeys(tries, "PermissionError")
    own = ("own signal", "own signal by thread", "own limit")
    assert {name: found[name] for name in own} == dict.fromkeys(own, "done")


def test_a_limit_cannot_be_raised_again(tried):
    assert tried[1]["hard limits"] == [1_000_000_000, 0]


def test_a_machine_that_is_not_known_is_said_to_have_no_filter(tmp_path):
    program = (
        "import platform; platform.machine = lambda: 'unknown'\n"
        "from core.reader_process.confinement import confine\n"
        "print(confine(1_000_000_000).words)"
    )
    found = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "writing cannot be forbidden on this system, the network cannot be forbidden on this system" in found.stdout


def test_processor_time_has_an_end(tried):
    import signal

    assert tried[3] == -signal.SIGXCPU

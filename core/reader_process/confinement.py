"""Take from this process what reading does not need: memory without end, writing, the network, other programs.

Landlock (Linux 5.13; network from 6.7) and seccomp by their system calls: both need no privilege, and hold for this
process and all of its threads that start later. Other systems offer nothing alike to a program without privileges.
"""

import ctypes
import os
import platform
import struct
import sys
from dataclasses import dataclass

_PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS, _SECCOMP_MODE_FILTER = 22, 38, 2
_LANDLOCK_CREATE_RULESET, _LANDLOCK_RESTRICT_SELF, _CREATE_VERSION = 444, 446, 1

# Rights to files by the version of Landlock that knows them (linux/landlock.h); reading is not among them.
_WRITE_FILE = 1 << 1
_REMOVE_AND_MAKE = sum(1 << bit for bit in range(4, 13))
_EXECUTE, _REFER, _TRUNCATE = 1 << 0, 1 << 13, 1 << 14
_BIND_TCP, _CONNECT_TCP = 1 << 0, 1 << 1
_SCOPE_ABSTRACT_SOCKET, _SCOPE_SIGNAL = 1 << 0, 1 << 1

# By the machine: its AUDIT_ARCH, the numbers of the system calls that reading never makes, and of those that it makes
# for itself alone: with its own number as the first argument, or 0 where that stands for itself.
_SAME_ON_ALL = {
    "pidfd_send_signal": 424,
    "io_uring_setup": 425,
    "pidfd_open": 434,
    "pidfd_getfd": 438,
    "process_madvise": 440,
    "fchmodat2": 452,
    "setxattrat": 463,
    "removexattrat": 466,
}
_MACHINES = {
    "x86_64": (
        0xC000003E,
        {
            "socket": 41,
            "connect": 42,
            "bind": 49,
            "listen": 50,
            "execve": 59,
            "truncate": 76,
            "chmod": 90,
            "fchmod": 91,
            "chown": 92,
            "fchown": 93,
            "lchown": 94,
            "ptrace": 101,
            "rt_sigqueueinfo": 129,
            "utime": 132,
            "pivot_root": 155,
            "chroot": 161,
            "mount": 165,
            "umount2": 166,
            "setxattr": 188,
            "lsetxattr": 189,
            "fsetxattr": 190,
            "removexattr": 197,
            "lremovexattr": 198,
            "fremovexattr": 199,
            "tkill": 200,
            "utimes": 235,
            "fchownat": 260,
            "futimesat": 261,
            "fchmodat": 268,
            "unshare": 272,
            "utimensat": 280,
            "rt_tgsigqueueinfo": 297,
            "perf_event_open": 298,
            "open_by_handle_at": 304,
            "setns": 308,
            "process_vm_readv": 310,
            "process_vm_writev": 311,
            "bpf": 321,
            "execveat": 322,
            "userfaultfd": 323,
        }
        | _SAME_ON_ALL,
        {"kill": 62, "tgkill": 234},
        {"prlimit64": 302},
    ),
    "aarch64": (
        0xC00000B7,
        {
            "setxattr": 5,
            "lsetxattr": 6,
            "fsetxattr": 7,
            "removexattr": 14,
            "lremovexattr": 15,
            "fremovexattr": 16,
            "umount2": 39,
            "mount": 40,
            "pivot_root": 41,
            "truncate": 45,
            "chroot": 51,
            "fchmod": 52,
            "fchmodat": 53,
            "fchownat": 54,
            "fchown": 55,
            "utimensat": 88,
            "unshare": 97,
            "ptrace": 117,
            "tkill": 130,
            "rt_sigqueueinfo": 138,
            "socket": 198,
            "bind": 200,
            "listen": 201,
            "connect": 203,
            "execve": 221,
            "rt_tgsigqueueinfo": 240,
            "perf_event_open": 241,
            "open_by_handle_at": 265,
            "setns": 268,
            "process_vm_readv": 270,
            "process_vm_writev": 271,
            "bpf": 280,
            "execveat": 281,
            "userfaultfd": 282,
        }
        | _SAME_ON_ALL,
        {"kill": 129, "tgkill": 131},
        {"prlimit64": 261},
    ),
}
# x86_64 has a second set of numbers for the same calls (x32).
_X32 = 0x40000000
_ALLOW, _KILL, _REFUSE = 0x7FFF0000, 0x80000000, 0x00050000 | 1


@dataclass(frozen=True, slots=True)
class Confinement:
    """What was taken from a process.

    Attributes:
        limits_memory: whether its memory has a limit.
        forbids_writing: whether it can change no file, neither its content nor its permissions, owner, times or name.
        forbids_network: whether it can open no connection, start no other program and touch no other process.
    """

    limits_memory: bool
    forbids_writing: bool
    forbids_network: bool

    @property
    def words(self) -> str:
        """What the process can and cannot do, in a sentence without its subject."""
        return ", ".join(
            (
                "limited memory" if self.limits_memory else "no limit of memory on this system",
                "no writing" if self.forbids_writing else "writing cannot be forbidden on this system",
                "no network" if self.forbids_network else "the network cannot be forbidden on this system",
            )
        )


def confine(memory: int) -> Confinement:
    """Confine this process as far as its system can; to be called before any other thread starts.

    Args:
        memory: bytes of data that it may hold.
    """
    limits_memory = _limit_memory(memory)
    if sys.platform != "linux":
        return Confinement(limits_memory, forbids_writing=False, forbids_network=False)
    try:
        library = ctypes.CDLL(None, use_errno=True)
        library.syscall.restype = ctypes.c_long
        if library.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
            return Confinement(limits_memory, forbids_writing=False, forbids_network=False)
        # What Landlock leaves, such as permissions and times, the filter of system calls forbids.
        has_landlock, has_filter = _restrict_files(library), _restrict_calls(library)
        return Confinement(limits_memory, forbids_writing=has_landlock and has_filter, forbids_network=has_filter)
    except (OSError, AttributeError):
        return Confinement(limits_memory, forbids_writing=False, forbids_network=False)


def allow_processor_time(seconds: float) -> None:
    """Let this process take some seconds of processor time from now on; the system ends it after that."""
    if sys.platform == "win32":
        return
    import resource

    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    _set_limit(resource.RLIMIT_CPU, int(used + seconds) + 1)


def _limit_memory(most: int) -> bool:
    if sys.platform != "linux":
        return False
    import resource

    # A core dump would hold the picture.
    _set_limit(resource.RLIMIT_CORE, 0, is_final=True)
    return _set_limit(resource.RLIMIT_DATA, most, is_final=True)


def _set_limit(kind: int, most: int, is_final: bool = False) -> bool:
    """Set a soft limit, within the hard one; a final one cannot be raised again."""
    import resource

    hard = resource.getrlimit(kind)[1]
    try:
        soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (soft, soft if is_final else hard))
    except (OSError, ValueError):
        return False
    return True


def _restrict_files(library: ctypes.CDLL) -> bool:
    version = library.syscall(_LANDLOCK_CREATE_RULESET, None, ctypes.c_size_t(0), _CREATE_VERSION)
    if version < 1:
        return False
    files = _WRITE_FILE | _REMOVE_AND_MAKE | _EXECUTE
    files |= _REFER if version >= 2 else 0
    files |= _TRUNCATE if version >= 3 else 0
    parts = [files]
    if version >= 4:
        parts.append(_BIND_TCP | _CONNECT_TCP)
    if version >= 6:
        parts.append(_SCOPE_ABSTRACT_SOCKET | _SCOPE_SIGNAL)
    # What is handled and allowed by no rule is forbidden.
    attributes = struct.pack(f"={len(parts)}Q", *parts)
    ruleset = library.syscall(_LANDLOCK_CREATE_RULESET, attributes, ctypes.c_size_t(len(attributes)), 0)
    if ruleset < 0:
        return False
    try:
        return bool(library.syscall(_LANDLOCK_RESTRICT_SELF, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _restrict_calls(library: ctypes.CDLL) -> bool:
    machine = _MACHINES.get(platform.machine())
    if machine is None or struct.calcsize("P") != 8:
        return False
    program = _filter(*machine)

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))

    holder = Program(len(program) // 8, program)
    return bool(library.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(holder), 0, 0) == 0)


def _filter(architecture: int, refused: dict[str, int], own: dict[str, int], own_or_none: dict[str, int]) -> bytes:
    """Write the program that refuses the calls: classic BPF over `struct seccomp_data`, for this process alone."""
    load, equal, at_least, end = 0x20, 0x15, 0x35, 0x06
    number, machine, first_argument = 0, 4, 16
    # (code, value, label to jump to where it holds); a text alone is a label.
    lines: list[str | tuple[int, int, str]] = [
        (load, machine, ""),
        (equal, architecture, "known"),
        (end, _KILL, ""),
        "known",
        (load, number, ""),
        (at_least, _X32, "refuse"),
        *((equal, call, "refuse") for call in refused.values()),
        *((equal, call, "own") for call in own.values()),
        *((equal, call, "own or none") for call in own_or_none.values()),
        (end, _ALLOW, ""),
        "own or none",
        (load, first_argument, ""),
        (equal, 0, "allow"),
        "own",
        (load, first_argument, ""),
        (equal, os.getpid(), "allow"),
        "refuse",
        (end, _REFUSE, ""),
        "allow",
        (end, _ALLOW, ""),
    ]
    places: dict[str, int] = {}
    program: list[tuple[int, int, str]] = []
    for line in lines:
        if isinstance(line, str):
            places[line] = len(program)
        else:
            program.append(line)
    # Jumps count the instructions between.
    return b"".join(
        struct.pack("=HBBI", code, places[label] - at - 1 if label else 0, 0, value)
        for at, (code, value, label) in enumerate(program)
    )

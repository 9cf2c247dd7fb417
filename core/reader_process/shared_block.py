"""A block of memory that two processes share, through which pixels come back."""

import importlib
import mmap
import os
import secrets
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from multiprocessing.shared_memory import SharedMemory

# Several slices at a time; larger, it would only take more of the processor's cache.
SIZE = 8 << 20
# While one is read, the other is written.
HALVES = 2
# Of linux/memfd.h and linux/fcntl.h; Python has them only where its C library had them.
_CLOSE_ON_EXEC, _ALLOW_SEALING = 1, 2
_ADD_SEALS, _SEALS = 1033, 1 | 2 | 4


class SharedBlock:
    """Memory of `SIZE` bytes, made by one process and passed to a child process as an argument.

    On Linux and macOS it has no name: no other program reaches it, and it is gone with the last process that has it,
    however that ends. Where the system and Python can (Linux), its size is sealed too, so that a child cannot take it
    away. On Windows, which frees such memory in the same way, it is shared by a random name.

    Attributes:
        halves: the bytes, in equal parts.
    """

    halves: tuple[memoryview, ...]
    _named: "SharedMemory | None"
    _map: mmap.mmap | None
    _view: memoryview

    def __init__(self) -> None:
        """Make a block.

        Raises:
            OSError: if there is no memory for it.
        """
        self._prepare()
        # Missing outside Linux, and in a Python that was built with an old C library.
        make_memory = getattr(os, "memfd_create", None)
        if make_memory:
            self._descriptor = make_memory("falx-pixels", _CLOSE_ON_EXEC | _ALLOW_SEALING)
            os.ftruncate(self._descriptor, SIZE)
            _seal(self._descriptor)
        elif os.name == "posix":
            self._descriptor = _unnamed_memory()
            os.ftruncate(self._descriptor, SIZE)
        else:
            from multiprocessing.shared_memory import SharedMemory

            self._named = SharedMemory(create=True, size=SIZE)
        self._open()

    def close(self) -> None:
        """Let go of the memory; it is gone once the other process has ended too."""
        for half in self.halves:
            half.release()
        self._view.release()
        if self._map is not None:
            self._map.close()
            os.close(self._descriptor)
        if self._named is not None:
            self._named.close()

    def _prepare(self) -> None:
        self._descriptor = -1
        self._named = self._map = None

    def _open(self) -> None:
        if self._named is None:
            self._map = mmap.mmap(self._descriptor, SIZE)
            self._view = memoryview(self._map)
        else:
            # Systems round the size up.
            self._view = memoryview(self._named.buf or b"")[:SIZE]
        length = SIZE // HALVES
        self.halves = tuple(self._view[length * half : length * (half + 1)] for half in range(HALVES))

    def __getstate__(self) -> Any:
        """Pass the block to a process that is being started."""
        if self._named is not None:
            return self._named.name
        from multiprocessing.reduction import DupFd

        return DupFd(self._descriptor)

    def __setstate__(self, state: Any) -> None:
        """Open, in the process that was started, the block that was passed."""
        self._prepare()
        if isinstance(state, str):
            from multiprocessing.shared_memory import SharedMemory

            self._named = SharedMemory(name=state)
        else:
            self._descriptor = state.detach()
        self._open()


def _unnamed_memory() -> int:
    """Make shared memory and take its name away at once: what a killed process leaves has no name to stay under."""
    # `multiprocessing.shared_memory` uses it too, but keeps the name until the end.
    shared: Any = importlib.import_module("_posixshmem")
    name = f"/falx-{secrets.token_hex(8)}"
    descriptor: int = shared.shm_open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL, mode=0o600)
    try:
        shared.shm_unlink(name)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def _seal(descriptor: int) -> None:
    """Fix the size of a file in memory: it can neither shrink nor grow, and no seal is added."""
    import fcntl

    fcntl.fcntl(descriptor, _ADD_SEALS, _SEALS)

"""The child's end of the pipe: what is sent over it, one message at a time, and a sign of life while a file is read."""

import os
import threading
import time
from multiprocessing.connection import Connection

from core.reader_process.confinement import allow_processor_time
from core.reader_process.limits import ReadingLimits
from core.reader_process.messages import Alive, Message, pack

# Signs of life within the time that may pass without one, and the seconds between two at most.
_SIGNS, _MOST_S = 4, 10.0
# Of processor time between two signs of life at least; a file that comes slowly takes more.
_LEAST_WORK_S = 0.001


class ParentGoneError(Exception):
    """The other end of the pipe is gone; no reader raises it, as it may an `EOFError`."""


class ChildPipe:
    """Sends and receives; a separate thread sends `Alive` from `begin` to `end`.

    It falls silent once the processor time of a file is used up, so that a decoder that never ends is ended on systems
    too that have no such limit; and while none is used, as when a file is on a share that is gone. It ends the process
    once the other end is gone, whatever a decoder does meanwhile.
    """

    def __init__(self, connection: Connection, limits: ReadingLimits) -> None:
        """Start the thread."""
        self._connection, self._limits = connection, limits
        self._sending = threading.Lock()
        self._is_busy, self._from_s, self._worked_s = False, 0.0, 0.0
        self._is_over = threading.Event()
        threading.Thread(target=self._live, name="falx sign of life", daemon=True).start()

    def begin(self) -> None:
        """Give signs of life from now on."""
        self.renew()
        self._is_busy = True

    def renew(self) -> None:
        """Allow the processor time of a file from now on."""
        allow_processor_time(self._limits.processor_s)
        self._from_s = time.process_time()

    def send(self, message: Message) -> None:
        """Send a message.

        Raises:
            ParentGoneError: if the other end is gone.
        """
        with self._sending:
            self._send(message)

    def end(self, message: Message) -> None:
        """Send the last message of a request; no sign of life follows it.

        Raises:
            ParentGoneError: if the other end is gone.
        """
        with self._sending:
            self._is_busy = False
            self._send(message)

    def close(self) -> None:
        """Give no sign of life from now on; the connection stays open."""
        self._is_over.set()

    def receive(self) -> bytes:
        """Wait for a message.

        Raises:
            ParentGoneError: if the other end is gone.
        """
        try:
            return self._connection.recv_bytes()
        except (EOFError, OSError) as error:
            raise ParentGoneError from error

    def has_message(self) -> bool:
        """Return whether one waits.

        Raises:
            ParentGoneError: if the other end is gone.
        """
        try:
            return self._connection.poll(0)
        except (EOFError, OSError) as error:
            raise ParentGoneError from error

    def _send(self, message: Message) -> None:
        try:
            self._connection.send_bytes(pack(message))
        except OSError as error:
            raise ParentGoneError from error

    def _live(self) -> None:
        pause_s, parent = min(self._limits.silence_s / _SIGNS, _MOST_S), os.getppid()
        while not self._is_over.wait(pause_s):
            if os.getppid() != parent:
                os._exit(1)
            with self._sending:
                if self._is_busy and self._is_working():
                    try:
                        self._send(Alive())
                    except ParentGoneError:
                        os._exit(1)

    def _is_working(self) -> bool:
        """Return whether other threads than this one have done something since the last sign of life."""
        used_s = time.process_time()
        worked_s = used_s - time.thread_time()
        if used_s - self._from_s > self._limits.processor_s or worked_s - self._worked_s < _LEAST_WORK_S:
            return False
        self._worked_s = worked_s
        return True

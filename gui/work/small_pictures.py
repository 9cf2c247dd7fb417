"""Small pictures that are made on a separate thread when they are first needed, and kept."""

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage, QPixmap
from shiboken6 import isValid

from core.errors import FalxError
from core.jobs.events import Cancelled
from core.program.crash_log import keep_crash
from core.program.log_text import LogText
from gui.translated_messages.relay import relayed
from gui.work.answers import unforeseen
from gui.work.background_worker import BackgroundWorker

_log = logging.getLogger(__name__)

_SHUTDOWN_S = 0.5

Subject = TypeVar("Subject")


class SmallPictures(BackgroundWorker, Generic[Subject]):
    """Gives pictures that are there, and makes those that are not; `made` reports that there is one more.

    The pictures that were asked for last are kept, and of the requests that wait, the last ones.
    """

    made = Signal()
    _drawn = Signal(object, object)

    def __init__(
        self,
        draw: Callable[[Subject, Callable[[], bool]], QImage | None],
        kept: int,
        most_waiting: int,
        begins_with_last: bool,
        parent: QObject | None = None,
    ) -> None:
        """Start without pictures; the first request starts the thread.

        Args:
            draw: draws the picture of a subject, on the thread, and is given whether it is still wanted; None, or a
                `FalxError`, where there can be none.
            kept: how many pictures are kept.
            most_waiting: how many requests wait; in fast scrolling, only the last stop matters.
            begins_with_last: whether the newest request is worked on first.
            parent: of the object.
        """
        super().__init__(parent)
        self._draw, self._kept, self._most_waiting = draw, kept, most_waiting
        self._begins_with_last = begins_with_last
        self._pictures: OrderedDict[Hashable, QPixmap | None] = OrderedDict()
        self._reasons: dict[Hashable, str] = {}
        self._waiting: OrderedDict[Hashable, Subject] = OrderedDict()
        # Requested, and not yet arrived.
        self._underway: set[Hashable] = set()
        self._changed = threading.Condition()
        self._is_held = self._is_stopping = False
        self._thread = threading.Thread(target=self._serve, name="falx small pictures", daemon=True)
        self._drawn.connect(self._on_self_drawn)

    @property
    def count(self) -> int:
        """How many pictures are there, or are known to be impossible."""
        return len(self._pictures)

    def find(self, key: Hashable, subject: Subject) -> QPixmap | None:
        """Return a picture; None if it is not there yet, or cannot be made.

        Args:
            key: of the picture.
            subject: what it is drawn of.
        """
        if key in self._pictures:
            self._pictures.move_to_end(key)
            return self._pictures[key]
        with self._changed:
            if self._is_stopping or key in self._underway:
                return None
            self._waiting[key] = subject
            self._waiting.move_to_end(key)
            while len(self._waiting) > self._most_waiting:
                self._waiting.popitem(last=False)
            self._changed.notify()
        if self._thread.ident is None:
            self._thread.start()
        return None

    def reason(self, key: Hashable) -> str:
        """Return why there can be no picture; "" if there is one, or none was tried yet."""
        return self._reasons.get(key, "")

    def hold(self, is_held: bool) -> None:
        """Let the pictures wait while something is read that the user waits for."""
        with self._changed:
            self._is_held = is_held
            self._changed.notify()

    def stop(self) -> None:
        """End the thread; one that is within a huge file is not waited for."""
        with self._changed:
            self._is_stopping = True
            self._changed.notify()
        if self._thread.ident is not None:
            self._thread.join(_SHUTDOWN_S)

    def _serve(self) -> None:
        # Qt deletes the object with the window.
        while isValid(self):
            with self._changed:
                self._changed.wait_for(lambda: self._is_stopping or (self._waiting and not self._is_held))
                if self._is_stopping:
                    return
                key, subject = self._waiting.popitem(last=self._begins_with_last)
                self._underway.add(key)
            self.tell(self._drawn, key, self._attempt(subject))

    def _attempt(self, subject: Subject) -> QImage | str | None:
        """Draw a picture; return why not where it cannot be drawn."""
        try:
            return self._draw(subject, self._is_wanted)
        except FalxError as error:
            return relayed(error.reason)
        except OSError as error:
            return error.strerror or str(error)
        except Cancelled:
            return None
        except Exception as error:  # noqa: BLE001 - one picture that cannot be drawn must not cost all others
            keep_crash(error)
            _log.error(LogText("a small picture could not be drawn"), exc_info=error)
            return unforeseen(error).text

    def _is_wanted(self) -> bool:
        return not self._is_stopping

    @Slot(object, object)
    def _on_self_drawn(self, key: Hashable, image: QImage | str | None) -> None:
        with self._changed:
            self._underway.discard(key)
        # A pixmap can only be made on this thread.
        self._pictures[key] = QPixmap.fromImage(image) if isinstance(image, QImage) else None
        if isinstance(image, str):
            self._reasons[key] = image
        while len(self._pictures) > self._kept:
            self._reasons.pop(self._pictures.popitem(last=False)[0], None)
        self.made.emit()

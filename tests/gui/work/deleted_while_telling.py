"""Deletes objects while their threads tell of something; the process survives where the threads do not touch them."""

import sys
import threading

import shiboken6
from PySide6.QtCore import QCoreApplication, QDeadlineTimer, Signal

from gui.work.background_worker import BackgroundWorker

OBJECTS = 1000


class Worker(BackgroundWorker):
    """Tells one number after the other."""

    found = Signal(int)

    def work(self, stopping):
        number = 0
        while not stopping.is_set():
            self.tell(self.found, number)
            number += 1


def main():
    application = QCoreApplication([])
    sys.setswitchinterval(1e-5)
    numbers = []
    for _ in range(OBJECTS):
        worker, stopping = Worker(), threading.Event()
        worker.found.connect(numbers.append)
        thread = threading.Thread(target=worker.work, args=(stopping,))
        thread.start()
        told = QDeadlineTimer(1)
        while not told.hasExpired():
            application.processEvents()
        shiboken6.delete(worker)
        stopping.set()
        thread.join()
    assert numbers


if __name__ == "__main__":
    main()

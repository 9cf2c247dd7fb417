"""Handles a failed start of Qt, where Qt would abort the process with no chance to do something else."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QMessageLogContext, QtMsgType, qFormatLogMessage, qInstallMessageHandler


@contextmanager
def watched_start(on_failed: Callable[[str], object]) -> Iterator[None]:
    """Watch for a failure while the application is created.

    Args:
        on_failed: receives the message of Qt if it cannot start. It must not return, because Qt aborts then.
    """
    said: list[tuple[str, str]] = []

    def handle(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if kind is QtMsgType.QtFatalMsg:
            on_failed(" ".join(text.strip() for text, _ in said) or message.strip().partition("\n")[0])
        said.append((message, qFormatLogMessage(kind, context, message)))

    before = qInstallMessageHandler(handle)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
        for _, line in said:
            sys.stderr.write(f"{line}\n")

"""A start of Qt that fails: Qt would abort the process, with no way to do something else instead."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QMessageLogContext, QtMsgType, qFormatLogMessage, qInstallMessageHandler


@contextmanager
def watched_start(on_failed: Callable[[str], object]) -> Iterator[None]:
    """Watch while the application is made.

    Args:
        on_failed: is given what Qt said where it cannot start. It must not come back: Qt aborts then.
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

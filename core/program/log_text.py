"""Texts that may be in the log; small, since every module that logs needs it."""


class LogText(str):
    """A text that may be in the log: one of the program's own, never one from a file."""

    __slots__ = ()

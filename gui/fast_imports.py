"""Faster imports: by Python's own `__import__`, and without Python's garbage collector.

PySide replaces `__import__` by its own function. That serves `from __feature__ import snake_case`, which renames the
methods of Qt for one module, and `from PySide6.QtCore import *`; so that it can, it reads the source of every module
that is imported later, about 0.2 ms each. Nothing here uses either.
"""

import builtins
import gc

# Taken before PySide is imported; a program that has imported it earlier keeps PySide's function.
_PLAIN_IMPORT = builtins.__import__

import PySide6.QtCore  # noqa: E402, F401

_REPLACEMENT = builtins.__import__


def use_plain_import() -> None:
    """Import by Python's own `__import__` again, unless something else has replaced PySide's function in turn."""
    if builtins.__import__ is _REPLACEMENT:
        builtins.__import__ = _PLAIN_IMPORT


def pause_collection() -> None:
    """Pause Python's garbage collector: imports leave nothing to collect, and it would look at all of them many times.

    The window takes its turns from then on (`gui.work.garbage_collection`); `gc.enable` ends the pause.
    """
    gc.disable()

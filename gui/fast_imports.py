"""Faster imports: by Python's own `__import__`, without its garbage collector, and with less of PySide.

PySide replaces `__import__` by its own function. That serves `from __feature__ import snake_case`, which renames the
methods of Qt for one module, and `from PySide6.QtCore import *`; so that it can, it reads the source of every module
that is imported later, about 0.2 ms each. Nothing here uses either.

PySide also compiles modules that describe its functions from their source at each start, an eighth of the time to the
first paint. They serve `help` and messages about wrong arguments. Here they are compiled when something of them is
needed, or after the first paint (`describe_functions`).
"""

import builtins
import gc
import sys
import threading
import zlib
from typing import Any

# Taken before PySide is imported; a program that has imported it earlier keeps PySide's function.
_PLAIN_IMPORT, _PLAIN_COMPILE = builtins.__import__, builtins.compile

# The modules and the checksums of their sources in PySide 6.11.3, which was tested to work without them at first. C++
# code asks for them, and ends the program where it does not find what it expects, so all are compiled at once where
# one differs.
_DESCRIBING = {
    "shibokensupport/signature/errorhandler.py": 0x097485F4,
    "shibokensupport/signature/layout.py": 0x5A9065C3,
    "shibokensupport/signature/lib/enum_sig.py": 0x2DAA4418,
    "shibokensupport/signature/lib/pyi_generator.py": 0x66004E69,
    "shibokensupport/signature/lib/tool.py": 0x35E890F1,
    "shibokensupport/signature/parser.py": 0x105CFC9F,
}
_STAND_IN = "from functools import partial; from {here} import fill_in; __getattr__ = partial(fill_in, globals())"

_waiting: dict[str, tuple[Any, ...]] = {}
_filling_in = threading.RLock()


def fill_in(module: dict[str, Any], name: str) -> object:
    """Compile and run a module of which something is needed for the first time.

    Args:
        module: its names.
        name: what is needed.

    Raises:
        AttributeError: if the module has no such name.
    """
    if not name.startswith("__"):
        _fill_in(module)
        if name in module:
            return module[name]
    raise AttributeError(f"module {module['__name__']!r} has no attribute {name!r}")


def _compile_later(source: Any, filename: Any, *arguments: Any, **options: Any) -> Any:
    if isinstance(source, bytes) and _DESCRIBING.get(filename) == zlib.crc32(source) and not options:
        _waiting[filename] = (source, filename, *arguments)
        source = _STAND_IN.format(here=__name__)
    return _PLAIN_COMPILE(source, filename, *arguments, **options)


def _fill_in(module: dict[str, Any]) -> None:
    with _filling_in:
        # Modules that need each other ask again meanwhile.
        if (source := _waiting.pop(module["__file__"], None)) is None:
            return
        try:
            exec(_PLAIN_COMPILE(*source), module)
        except BaseException:
            _waiting[module["__file__"]] = source
            raise
        # Another thread that asks before has to come here, and wait.
        module.pop("__getattr__", None)


def describe_functions() -> bool:
    """Compile and run one of the modules that still wait; return whether there are more.

    Two threads that use one of them before, at the same moment, would end the program.
    """
    for module in list(sys.modules.values()):
        if getattr(module, "__file__", None) in _waiting:
            _fill_in(vars(module))
            break
    return bool(_waiting)


builtins.compile = _compile_later
try:
    import PySide6.QtCore  # noqa: F401
finally:
    builtins.compile = _PLAIN_COMPILE
while len(_waiting) < len(_DESCRIBING) and describe_functions():
    # Another version of PySide.
    pass

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

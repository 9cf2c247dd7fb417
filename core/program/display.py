"""Check whether there is a display to open a window on. On Linux, one may be named that does not answer."""

import os
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

# How long a display on another computer may take; one on this computer takes milliseconds.
_PATIENCE_S = 5.0


def why_no_window() -> str | None:
    """Return why no window can be opened here, as the first half of a sentence; None if one can, as far as is known.

    If one of two displays answers, Qt is set to use that one: it might wait for the other forever.
    """
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    wanted = {name.partition(":")[0].partition("-")[0] for name in platform.split(";") if name}
    if not sys.platform.startswith("linux") or not wanted <= {kind.platform for kind in _KINDS}:
        return None
    if os.environ.get("WAYLAND_SOCKET"):
        # A connection that is open already; probing it would close it.
        return None
    named = [kind for kind in _KINDS if os.environ.get(kind.variable) and (not wanted or kind.platform in wanted)]
    if wanted and not named:
        # Qt knows displays that it tries without a name.
        return None
    if not named:
        return "There is no display to open a window on"
    dead = [kind for kind in named if not _is_answered(kind.ask)]
    names = [os.environ[kind.variable] for kind in dead]
    if len(dead) == len(named):
        verbs = "does not answer or refuses" if len(dead) == 1 else "do not answer or refuse"
        return f"The display{'s' * (len(dead) > 1)} {' and '.join(names)} {verbs} a window"
    if dead:
        os.environ["QT_QPA_PLATFORM"] = next(kind.platform for kind in named if kind not in dead)
    return None


def _is_answered(ask: Callable[[], bool]) -> bool:
    """Probe in a thread, which is abandoned if no answer comes; if a library is missing, leave the question to Qt."""
    answers: list[bool] = []

    def run() -> None:
        try:
            answers.append(ask())
        except (OSError, AttributeError):
            answers.append(True)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(_PATIENCE_S)
    return any(answers)


def _ask_x11() -> bool:
    """Connect as Qt does, with the user's authorization."""
    import ctypes

    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    is_connected = not xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return is_connected


def _ask_wayland() -> bool:
    """Connect as Qt does, and wait for the first answer: a hanging compositor accepts connections all the same."""
    import ctypes

    if not Path(os.environ.get("XDG_RUNTIME_DIR", ""), os.environ["WAYLAND_DISPLAY"]).is_absolute():
        # The library reports that on stderr.
        return False
    wayland = ctypes.CDLL("libwayland-client.so.0")
    wayland.wl_display_connect.restype = ctypes.c_void_p
    wayland.wl_display_connect.argtypes = [ctypes.c_char_p]
    wayland.wl_display_roundtrip.argtypes = wayland.wl_display_disconnect.argtypes = [ctypes.c_void_p]
    display = wayland.wl_display_connect(None)
    if not display:
        return False
    is_connected = bool(wayland.wl_display_roundtrip(display) >= 0)
    wayland.wl_display_disconnect(display)
    return is_connected


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of display: the name of Qt's plugin, the variable that names one, and how to probe it."""

    platform: str
    variable: str
    ask: Callable[[], bool]


_KINDS = (_Kind("wayland", "WAYLAND_DISPLAY", _ask_wayland), _Kind("xcb", "DISPLAY", _ask_x11))

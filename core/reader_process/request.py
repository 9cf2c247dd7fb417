"""Requests to the reader process, as JSON: they come from a process that is trusted, and hold paths and numbers."""

import contextlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.image.slice import VoiFunction, Window

NEXT, STOP = b"next", b"stop"


@dataclass(frozen=True, slots=True)
class ReadRequest:
    """What is to be read.

    Attributes:
        kind: "slices" of a file or folder, a "stack" of files, "frames" of one of them, "list" of paths,
            "neighbours" of a file, "elements" of one, "looks" at files, "series" that files are of, "contents" of an
            archive or a medium, or an "upload".
        paths: of it.
        damaged: of a stack, how many further files are damaged.
        password: of a protected archive among the paths.
        passwords: of archives that were opened before.
        most_pictures: of an upload.
        most_entries: of an archive that is uploaded.
        windows: that the stack shows the frames through.
        keywords: of the elements.
    """

    kind: str
    paths: tuple[Path, ...] = ()
    damaged: int = 0
    password: str | None = None
    passwords: dict[str, bytes] | None = None
    most_pictures: int = 0
    most_entries: int = 0
    windows: tuple[Window, ...] = ()
    keywords: tuple[str, ...] = ()

    def pack(self) -> bytes:
        """Write the request."""
        head: dict[str, Any] = {
            "kind": self.kind,
            "paths": [str(path) for path in self.paths],
            "damaged": self.damaged,
            "password": self.password,
            "passwords": {path: word.hex() for path, word in (self.passwords or {}).items()},
            "most_pictures": self.most_pictures,
            "most_entries": self.most_entries,
            "windows": [(window.width, window.center, window.function.value) for window in self.windows],
            "keywords": self.keywords,
            # Paths may be relative to it, and it may have changed since the process was started.
            "folder": _folder(),
        }
        return json.dumps(head).encode("ascii")

    @classmethod
    def unpack(cls, content: bytes) -> "ReadRequest":
        """Read a request, and work in its folder from now on."""
        head = json.loads(content)
        if head["folder"] and head["folder"] != _folder():
            with contextlib.suppress(OSError):
                os.chdir(head["folder"])
        return cls(
            head["kind"],
            tuple(map(Path, head["paths"])),
            head["damaged"],
            head["password"],
            {path: bytes.fromhex(word) for path, word in head["passwords"].items()},
            head["most_pictures"],
            head["most_entries"],
            tuple(Window(width, center, VoiFunction(name)) for width, center, name in head["windows"]),
            tuple(head["keywords"]),
        )


def _folder() -> str:
    try:
        return os.getcwd()  # noqa: PTH109 - pathlib's is slower, and this is asked for each file
    except OSError:
        # It was removed.
        return ""

"""Which files a batch is about: what was given, folders expanded, and how many there are."""

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from core.errors import NoImagesError
from core.readers import find_images


def find_inputs(
    paths: Iterable[str],
    is_recursive: bool = True,
    on_skipped: Callable[[Path], None] | None = None,
    patterns: Sequence[str] = (),
    on_empty: Callable[[str], None] | None = None,
) -> Iterator[str]:
    """Expand files and folders to files.

    Args:
        paths: as the user gave them; a folder stands for the images in it. One that is given again counts once.
        is_recursive: whether folders within folders count.
        on_skipped: is told of each file in a folder that is no image.
        patterns: that the names of files in folders have to fit, such as `*.dcm`; none to take all.
        on_empty: is told of each given folder with nothing to take in it.

    Yields:
        Each file, as given or joined with what was found under it.
    """
    for path in dict.fromkeys(paths):
        # Unlike pathlib's, this one also answers for a name that is too long.
        if not os.path.isdir(path):  # noqa: PTH112
            yield path
            continue
        is_empty = True
        try:
            for found in find_images(Path(path), is_recursive, on_skipped, patterns):
                is_empty = False
                yield str(found)
        except NoImagesError:
            # Reading it will tell why it cannot be listed.
            is_empty = False
            yield path
        if is_empty and on_empty:
            on_empty(path)


class GivenFolders:
    """The given folders, watched for one that goes away, such as an unplugged disk or a share out of reach.

    Attributes:
        lost: those that were found to be gone; what lies in them is left for another time.
    """

    def __init__(self, paths: Iterable[str], is_known: Callable[[str], bool]) -> None:
        """Note which of the paths are folders.

        Args:
            paths: as the user gave them.
            is_known: tells of one that is not there, or empty, whether it was a folder with images earlier.
        """
        self.lost: list[str] = []
        self._prefixes: dict[str, str] = {}
        for path in dict.fromkeys(paths):
            if _is_gone(path) and is_known(path):
                self.lost.append(path)
            elif os.path.isdir(path):  # noqa: PTH112 - as above
                self._prefixes[path] = prefix_of(path)

    def has_lost(self, path: str) -> bool:
        """Tell whether a file that could not be read lay in a folder that is gone, found so now or before."""
        for folder, prefix in self._prefixes.items():
            if path == folder or path.startswith(prefix):
                if folder not in self.lost and _is_gone(folder):
                    self.lost.append(folder)
                if folder in self.lost:
                    return True
        return False


def prefix_of(folder: str) -> str:
    """Give what the paths of all files begin with that `find_inputs` finds in a folder."""
    return "" if Path(folder) == Path() else os.path.join(Path(folder), "")  # noqa: PTH118 - with its end


def _is_gone(folder: str) -> bool:
    """Tell whether a folder is not there, or empty as the place of a disk that was taken out."""
    try:
        with os.scandir(folder) as entries:
            return next(entries, None) is None
    except FileNotFoundError:
        return True
    except OSError:
        # It is a file, or may not be listed, which reading it tells.
        return False


class InputCounter:
    """Counts the inputs on a thread of its own, ahead of the work and without keeping their names."""

    def __init__(self, paths: Sequence[str], is_recursive: bool, patterns: Sequence[str]) -> None:
        """Prepare to count what `find_inputs` would give."""
        self._arguments = (paths, is_recursive, None, patterns)
        self._total = 0
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._count, name="input-counter", daemon=True)

    @property
    def total(self) -> int:
        """How many inputs there are; 0 until that is known."""
        return self._total

    def __enter__(self) -> Self:
        """Start to count."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop counting."""
        self._stopping.set()
        self._thread.join()

    def _count(self) -> None:
        count = 0
        try:
            for _ in find_inputs(*self._arguments):
                count += 1
                if self._stopping.is_set():
                    return
        except OSError:
            # Who goes through the inputs for the work tells it.
            return
        self._total = count

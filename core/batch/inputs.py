"""Find the files of a batch: expand the folders that were given, and count the files."""

import os
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from core.errors import FalxError, LostFolderError, NoImagesError, ReaderNotStartedError
from core.files import is_out_of_reach
from core.jobs.events import Cancelled
from core.program.wording import one_line
from core.reader_process.isolated_looking import IsolatedLooking
from core.readers import find_images
from core.readers.containers import find_contents, is_container, is_directory, is_zip
from core.readers.folder import fits, is_image
from core.readers.looking import Looking
from core.readers.system_files import is_system_file

# What to do where a folder disappeared from work that can be resumed.
RECONNECT = "reconnect or restore it, then resume; the results so far are kept"


def find_inputs(
    paths: Iterable[str],
    is_recursive: bool = True,
    on_skipped: Callable[[Path], None] | None = None,
    patterns: Sequence[str] = (),
    on_empty: Callable[[str], None] | None = None,
    on_left_out: Callable[[str], None] | None = None,
    looking: Looking | None = None,
) -> Iterator[str]:
    """Expand files and folders to files.

    Args:
        paths: as the user gave them; a folder or zip archive stands for the images in it, a DICOMDIR for those that it
            lists. What is given again counts once, within a folder that is given too.
        is_recursive: whether folders within folders count.
        on_skipped: is called with each file in a folder that is not an image.
        patterns: that the names of files in folders have to match, such as `*.dcm`; none to take all.
        on_empty: is called with each given folder in which no image is found.
        on_left_out: is called with one line on each file in an archive that is never read.
        looking: looks at files, and lists archives and media; by default in separate processes.

    Yields:
        Each file, as given or joined with what was found under it.

    Raises:
        ReaderNotStartedError: if there is no process to look in.
    """
    if not looking:
        with IsolatedLooking() as own:
            yield from find_inputs(paths, is_recursive, on_skipped, patterns, on_empty, on_left_out, own)
        return
    files: set[str] = set()
    folders: set[Path] = set()
    # For each folder, those that were given before and are in it.
    inner: dict[Path, list[str]] = {}
    for path in paths:
        # Unlike pathlib's, this one also works for a name that is too long.
        is_folder = os.path.isdir(path)  # noqa: PTH112
        around = [folder for folder in _up_from(path) if folder in folders]
        if path in files or any(_is_found_in(path, one, is_folder, is_recursive, patterns, looking) for one in around):
            continue
        if not is_folder:
            files.add(path)
            yield from _contents_of(path, files, is_recursive, on_skipped, patterns, on_empty, looking)
            if on_left_out:
                for name, reason in left_out_of(path, looking):
                    on_left_out(one_line(f"{path}: {name}: {reason}; it is left out"))
            continue
        is_empty = True
        earlier = inner.get(Path(path), [])
        folders.add(Path(path))
        for folder in Path(path).parents:
            inner.setdefault(folder, []).append(prefix_of(path))
        try:
            for found in map(str, find_images(Path(path), is_recursive, on_skipped, patterns, looking)):
                is_empty = False
                if found not in files and not _lies_in(found, earlier, is_recursive):
                    yield found
        except NoImagesError:
            # Reading it will report why it cannot be listed.
            is_empty = False
            yield path
        if is_empty and on_empty:
            on_empty(path)


def _contents_of(
    path: str,
    files: set[str],
    is_recursive: bool,
    on_skipped: Callable[[Path], None] | None,
    patterns: Sequence[str],
    on_empty: Callable[[str], None] | None,
    looking: Looking,
) -> Iterator[str]:
    """Give a file itself, or what a zip archive holds, or the directory of a medium lists."""
    if not is_container(Path(path)):
        yield path
        return
    is_empty = True
    try:
        for found in map(str, find_contents(Path(path), is_recursive, on_skipped, patterns, looking)):
            is_empty = False
            if found not in files:
                files.add(found)
                yield found
    except ReaderNotStartedError:
        raise
    except FalxError:
        # Reading it shows why it cannot be listed.
        yield path
        return
    if is_empty and on_empty:
        on_empty(path)


def left_out_of(path: str, looking: Looking) -> tuple[tuple[str, str], ...]:
    """List the files of a zip archive that are never read, each with the reason; none of any other path."""
    try:
        return looking.list_contents(Path(path)).left_out if is_zip(Path(path)) else ()
    except ReaderNotStartedError:
        raise
    except FalxError:
        # Reading an archive that cannot be listed shows why.
        return ()


def places_given(paths: Iterable[str]) -> frozenset[Path]:
    """Give the files and folders that stand for all that is asked for; of a DICOMDIR the folder that it is in."""
    given = frozenset(map(Path, paths))
    return given | {path.parent for path in given if is_directory(path)}


def is_asked_for(path: str, given: Collection[Path], patterns: Sequence[str]) -> bool:
    """Return whether `find_inputs` may yield a file that an earlier run found: one given, or in a given folder."""
    itself, *around = _up_from(path)
    return itself in given or (fits(itself.name, patterns) and any(folder in given for folder in around))


def _up_from(path: str) -> tuple[Path, ...]:
    """List a path and the folders that contain it, from the inside."""
    return Path(path), *Path(path).parents


def _is_found_in(
    path: str, whole: Path, is_folder: bool, is_recursive: bool, patterns: Sequence[str], looking: Looking
) -> bool:
    """Return whether the search in a folder that was given earlier finds a given path too."""
    given = Path(path)
    if given == whole:
        return True
    between = given.relative_to(whole)
    is_reached = is_recursive or (not is_folder and len(between.parts) == 1)
    if not is_reached or any(map(is_system_file, between.parts)):
        return False
    if any((whole / part).is_symlink() for part in (between, *between.parents)[:-1]):
        return False
    return is_folder or (fits(given.name, patterns) and is_image(given, looking))


def _lies_in(found: str, prefixes: Sequence[str], is_recursive: bool) -> bool:
    return any(found.startswith(one) and (is_recursive or os.sep not in found[len(one) :]) for one in prefixes)


class GivenFolders:
    """Watch the given folders for one that disappears, such as an unplugged disk or an unreachable share.

    Attributes:
        lost: those that have disappeared; their files are left for a later run.
    """

    def __init__(self, paths: Iterable[str], known: Collection[str], recorded: Callable[[], Collection[str]]) -> None:
        """Check which of the paths are folders.

        Args:
            paths: as the user gave them.
            known: those that were folders with something in them earlier.
            recorded: gives the folders that images of an earlier run lay in.
        """
        self.lost: list[str] = []
        self._folders: dict[Path, str] = {}
        self._filled: set[str] = set()
        lain_in: Collection[str] | None = None
        for path in dict.fromkeys(paths):
            # Unlike pathlib's, this one also works for a name that is too long.
            is_there = os.path.isdir(path)  # noqa: PTH112
            if is_gone(path):
                lain_in = recorded() if lain_in is None else lain_in
                # The mount point of a removed disk may still exist.
                if (path in known and not is_there) or str(Path(path)) in lain_in:
                    self.lost.append(path)
            elif is_there:
                self._filled.add(path)
            if is_there or path in self.lost:
                self._folders[Path(path)] = path

    def has_lost(self, path: str) -> bool:
        """Return whether a file that could not be read is in a folder that has disappeared, now or earlier."""
        for place in _up_from(path):
            folder = self._folders.get(place)
            if folder and folder not in self.lost and is_gone(folder):
                self.lost.append(folder)
            if folder in self.lost:
                return True
        return False

    def is_lost_empty(self, folder: str) -> bool:
        """Return whether a given folder in which nothing was found held something at first."""
        is_lost = folder in self._filled and is_gone(folder)
        if is_lost and folder not in self.lost:
            self.lost.append(folder)
        return is_lost


class FoldersRead:
    """Notice that a folder that files were read from disappears, as with an unplugged disk or a share out of reach."""

    def __init__(self, advice: str) -> None:
        """Know no folder yet.

        Args:
            advice: what to do once it is there again.
        """
        self._advice = advice
        self._last: Path | None = None
        self._read = set[Path]()
        # By each folder above them, the last folder that a file was read from.
        self._last_below: dict[Path, Path] = {}

    def note(self, path: Path) -> None:
        """Take the folder of a file that was read, now or in an earlier run."""
        folder = path.parent
        if folder != self._last:
            self._last = folder
            self._read.add(folder)
            self._last_below |= dict.fromkeys((folder, *folder.parents), folder)

    def require(self, path: Path) -> None:
        """Raise an error if a file cannot be read because its folder, or the nearest one known, has disappeared.

        Raises:
            LostFolderError: if so.
        """
        places = (place for place in path.parents if place in self._last_below)
        folder = path.parent if path.parent in self._read else next(map(self._last_below.get, places), None)
        if folder and is_gone(str(folder)):
            raise lost_folder(str(folder), self._advice)


def lost_folder(name: str, advice: str) -> LostFolderError:
    """Make the error of a folder that was there before."""
    return LostFolderError(
        "expected the folder of the images, which is missing or empty now", subject=name, advice=advice
    )


def prefix_of(folder: str) -> str:
    """Return what the paths of all files that `find_inputs` finds in a folder begin with."""
    return "" if Path(folder) == Path() else os.path.join(Path(folder), "")  # noqa: PTH118 - with its end


def is_gone(folder: str) -> bool:
    """Return whether a folder is missing or unreachable, or is an empty mount point (only hidden files)."""
    try:
        with os.scandir(folder) as entries:
            return all(entry.name.startswith(".") for entry in entries)
    except OSError as error:
        # Otherwise it is a file, or may not be listed; reading it reports that.
        return is_out_of_reach(error)
    except ValueError:
        # No name of any file.
        return False


class InputCounter:
    """Counts the inputs on its own thread, ahead of the work and without keeping their names."""

    def __init__(self, paths: Sequence[str], is_recursive: bool, patterns: Sequence[str], looking: Looking) -> None:
        """Prepare to count what `find_inputs` would give."""
        self._arguments = (paths, is_recursive, None, patterns)
        self._looking = looking
        self._total = 0
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._count, name="falx input counter", daemon=True)

    @property
    def total(self) -> int:
        """How many inputs there are; 0 until that is known."""
        return self._total

    def wait(self) -> None:
        """Wait until all inputs are counted."""
        self._thread.join()

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
            for _ in find_inputs(*self._arguments, looking=self._looking):
                count += 1
                if self._stopping.is_set():
                    return
        except (OSError, ReaderNotStartedError, Cancelled):
            # The walk that feeds the work reports the error.
            return
        self._total = count

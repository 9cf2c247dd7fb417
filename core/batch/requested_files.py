"""The files of one folder that a batch is asked for."""

from collections.abc import Iterator
from pathlib import Path

from core.batch.inputs import is_asked_for, is_gone, places_given
from core.batch.request import BatchRequest
from core.errors import NoImagesError
from core.readers.folder import find_images
from core.readers.looking import Looking


def asked_files(folder: str, request: BatchRequest, looking: Looking) -> Iterator[str]:
    """Find the files of a folder, not of those within it, that a batch is asked for.

    Args:
        folder: which.
        request: of the batch.
        looking: looks at the files whose names do not tell.

    Raises:
        NoImagesError: if the folder cannot be listed, or is gone at the end, when some of its files may be missing.
    """
    given = places_given(request.paths)
    listed: set[Path] = set()
    for path in find_images(Path(folder), is_recursive=False, looking=looking):
        listed.add(path)
        is_reached = request.is_recursive or not given.isdisjoint((Path(folder), path))
        if is_reached and is_asked_for(str(path), given, request.patterns):
            yield str(path)
    # What is named is taken whatever its name.
    yield from (str(path) for path in given - listed if path.parent == Path(folder) and path.is_file())
    if is_gone(folder):
        raise NoImagesError("this folder is away or empty now", subject=folder)

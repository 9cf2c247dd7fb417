"""From what a user opens to the series in it."""

from pathlib import Path

from core.errors import NoImagesError, ProtectedArchiveError, UnreadableImageError
from core.program.wording import one_line
from core.readers.archive import give_password, list_members
from core.readers.containers import is_container, is_zip
from core.readers.folder import OnProgress
from core.series.catalogue import catalogue_files, read_catalogue
from core.series.entry import Catalogue, Series


def list_series(paths: list[Path], on_progress: OnProgress) -> list[Catalogue]:
    """Find the series in folders, archives, directories of media and files.

    Args:
        paths: of what is opened. Files, of which several may be of one series, are looked at together.
        on_progress: is given how many files are done, and of how many, 0 while that is not known.

    Returns:
        What each folder, archive or directory holds, and then what the files are, stacks first, then the
        others in the order in which they came.

    Raises:
        FalxError: if one cannot be listed, or there is no picture in any.
    """
    catalogues, files = [], []
    for path in paths:
        if path.is_dir() or is_container(path):
            catalogues.append(read_catalogue(path, on_progress=on_progress))
        else:
            files.append(path)
    if files:
        place = {path: index for index, path in enumerate(files)}

        def rank(series: Series) -> tuple[bool, bool, int, int]:
            number = series.number if series.is_stack else 0
            return series.is_localizer, not series.is_stack, number, min(place[file] for file in series.files)

        series = sorted(catalogue_files(list(place), on_progress), key=rank)
        catalogues.append(Catalogue(files[0], tuple(series), sources=tuple(files)))
    if paths and not any(catalogue.series for catalogue in catalogues):
        if left_out := [one for catalogue in catalogues for one in catalogue.left_out]:
            raise UnreadableImageError(left_out[0][1], subject=one_line(left_out[0][0]), advice="choose another file")
        is_folder = paths[0].is_dir()
        raise NoImagesError(
            subject=paths[0],
            expected="images in this folder" if is_folder else "images in it",
            found="none",
            advice="choose another folder" if is_folder else "choose another file",
        )
    return catalogues


def use_password(paths: list[Path], password: str) -> Path | None:
    """Give a password to the first protected archive among some paths; return that, or None if there is none.

    Raises:
        ProtectedArchiveError: if it does not fit.
    """
    for path in filter(is_zip, paths):
        try:
            list_members(path)
        except ProtectedArchiveError:
            give_password(path, password)
            return path
    return None

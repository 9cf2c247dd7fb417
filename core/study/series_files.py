"""Of which series the files of a folder are, by their headers alone; and whether all those of a series have come."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from core.errors import NoImagesError
from core.readers.looking import Looking

# Headers read for each file that arrives: the folder is known soon, and nothing waits for long.
_HEADERS_AT_A_TIME = 16


class SeriesCount:
    """Counts the files that a folder has of each series, and those that have come."""

    def __init__(self, files: Iterator[str], looking: Looking) -> None:
        """Begin without any.

        Args:
            files: those of the folder that will come, in any order; `NoImagesError` if that is unknown.
            looking: reads of which series they are.
        """
        self._looking = looking
        self._files: Iterator[str] | None = files
        self._there: Counter[str] = Counter()
        self._come: Counter[str] = Counter()
        self._is_known = False

    def add(self, series: str | None) -> None:
        """Count a file that arrived, by its series as `Looking.series_of` gives it."""
        if series is not None:
            self._come[series] += 1

    def look_ahead(self) -> None:
        """Read some more headers of the folder."""
        if self._files is None:
            return
        try:
            paths = list(map(Path, islice(self._files, _HEADERS_AT_A_TIME)))
        except NoImagesError:
            # Then no series is known to be whole before the folder ends.
            self._files = None
            return
        for series in self._looking.series_of(paths):
            if series is not None:
                self._there[series] += 1
        if len(paths) < _HEADERS_AT_A_TIME:
            self._files, self._is_known = None, True

    def is_whole(self, series: str) -> bool:
        """Return whether all files of a series have arrived."""
        if not self._is_known or self._come[series] != self._there[series]:
            return False
        # A file that states no series may be of the only one of the folder.
        return self._come[""] == self._there[""] or self.is_shared()

    def is_shared(self) -> bool:
        """Return whether the folder holds several series; reads all remaining headers."""
        while self._files is not None:
            self.look_ahead()
        return sum(1 for series in self._there | self._come if series) > 1

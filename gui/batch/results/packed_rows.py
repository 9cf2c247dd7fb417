"""Rows in little memory; without Qt.

As objects, a hundred thousand rows take a hundred megabytes. So arrays hold their values, what rows have in common
stands once, and a row is made when it is asked for. Those that were looked at last are kept.
"""

import os
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar, overload

from core.batch.row import BatchRow

if TYPE_CHECKING:
    # The window imports NumPy only once it is needed.
    import numpy as np
    import numpy.typing as npt

T = TypeVar("T")

_NAN = float("nan")
_SHA256_BYTES = 32
# More than a table shows at once.
_MOST_KEPT = 1_000


class PackedRows(Sequence[BatchRow]):
    """Rows as they arrived.

    Attributes:
        verdicts: of the rows.
        disagreements: 1 for each row whose most probable class differs from its folder's, else 0.
    """

    def __init__(self) -> None:
        """Start without rows."""
        self.verdicts = SharedColumn[str]()
        self.disagreements = bytearray()
        self._folders = SharedColumn[str]()
        self._names = PackedTexts()
        self._errors, self._labels, self._truths = (SharedColumn[str]() for _ in range(3))
        self._classes, self._sets, self._reasons = (SharedColumn[tuple[str, ...]]() for _ in range(3))
        self._frames, self._slices = array("i"), array("i")
        self._novelties, self._urgencies, self._tumours = array("d"), array("d"), array("d")
        self._widths, self._centers = array("d"), array("d")
        self._probabilities, self._probability_ends = array("d"), array("I", [0])
        self._hashes = bytearray()
        # What is no SHA-256 in small hexadecimal digits, by the number of its row.
        self._odd_hashes: dict[int, str] = {}
        self._kept: dict[int, BatchRow] = {}

    def __len__(self) -> int:
        """Count the rows."""
        return len(self._frames)

    @overload
    def __getitem__(self, place: int) -> BatchRow: ...

    @overload
    def __getitem__(self, place: slice) -> list[BatchRow]: ...

    def __getitem__(self, place: int | slice) -> BatchRow | list[BatchRow]:
        """Make the row of a number, or those of a slice.

        Raises:
            IndexError: if there is none.
        """
        if isinstance(place, slice):
            return list(map(self._made, range(*place.indices(len(self)))))
        number = range(len(self))[place]
        row = self._kept.get(number)
        if row is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            row = self._kept[number] = self._made(number)
        return row

    def __iter__(self) -> Iterator[BatchRow]:
        """Make one row after the other, none of which is kept."""
        return map(self._made, range(len(self)))

    def extend(self, rows: Iterable[BatchRow]) -> None:
        """Add rows."""
        for row in rows:
            # An error for one that is too large comes before anything is added.
            frame, slices = array("i", (row.frame, row.slices))
            folder, name = divided(row.path)
            width, center = row.window or (_NAN, _NAN)
            self._hashes += self._packed_hash(row.input_sha256)
            self._folders.append(folder)
            self._names.append(name)
            self.verdicts.append(row.verdict)
            self._labels.append(row.label)
            self._classes.append(row.classes)
            self._sets.append(row.prediction_set)
            self._errors.append(row.error)
            self._reasons.append(row.reasons)
            self._truths.append(row.truth)
            self._widths.append(width)
            self._centers.append(center)
            self._slices.append(slices)
            self._novelties.append(_NAN if row.novelty is None else row.novelty)
            self._urgencies.append(row.urgency)
            self._tumours.append(_NAN if row.tumour_probability is None else row.tumour_probability)
            self._probabilities.extend(row.probabilities)
            self._probability_ends.append(len(self._probabilities))
            self.disagreements.append(row.is_disagreement)
            self._frames.append(frame)

    def path(self, number: int) -> str:
        """Return the path of a row."""
        return self._folders[number] + self._names[number]

    def of_files(self, sha256: Collection[str]) -> list[int]:
        """List the rows of files with one of these fingerprints."""
        import numpy as np

        wanted = _beginnings(b"".join(filter(None, map(_packed, sha256))))
        likely = np.flatnonzero(np.isin(_beginnings(bytes(self._hashes)), wanted)).tolist()
        return [number for number in sorted({*likely, *self._odd_hashes}) if self._sha256(number) in sha256]

    def _made(self, number: int) -> BatchRow:
        first, end = self._probability_ends[number : number + 2]
        width, center = self._widths[number], self._centers[number]
        return BatchRow(
            self.path(number),
            self._frames[number],
            self.verdicts[number],
            self._labels[number],
            self._classes[number],
            tuple(self._probabilities[first:end]),
            self._sets[number],
            _known(self._novelties[number]),
            self._errors[number],
            self._reasons[number],
            self._urgencies[number],
            self._truths[number],
            _known(self._tumours[number]),
            self._sha256(number),
            None if width != width else (width, center),
            self._slices[number],
        )

    def _sha256(self, number: int) -> str:
        content = self._hashes[number * _SHA256_BYTES : (number + 1) * _SHA256_BYTES]
        return content.hex() if any(content) else self._odd_hashes.get(number, "")

    def _packed_hash(self, sha256: str) -> bytes:
        packed = _packed(sha256)
        if packed is None:
            self._odd_hashes[len(self)] = sha256
        return packed or bytes(_SHA256_BYTES)


class SharedColumn(Generic[T]):
    """A column of values that rows have in common: each stands once.

    Attributes:
        values: that differ, in the order of their first rows.
        places: for each row the place of its value.
    """

    def __init__(self) -> None:
        """Start without rows."""
        self.values: list[T] = []
        self.places = array("i")
        self._known: dict[T, int] = {}

    def __getitem__(self, number: int) -> T:
        """Return the value of a row."""
        return self.values[self.places[number]]

    def append(self, value: T) -> None:
        """Add the value of the next row."""
        place = self._known.setdefault(value, len(self.values))
        if place == len(self.values):
            self.values.append(value)
        self.places.append(place)

    def places_of(self, accepts: Callable[[T], bool]) -> set[int]:
        """Return the places of the values that are accepted."""
        return {place for place, value in enumerate(self.values) if accepts(value)}


class PackedTexts:
    """Texts in one piece, which is searched at once."""

    def __init__(self) -> None:
        """Start without texts."""
        self._bytes = bytearray()
        self._ends = array("I", [0])

    def __getitem__(self, number: int) -> str:
        """Return a text."""
        return self._bytes[self._ends[number] : self._ends[number + 1]].decode(errors="surrogatepass")

    def append(self, text: str) -> None:
        """Add a text. A name of a file that is no UTF-8 has surrogates, and keeps them."""
        self._bytes += text.encode(errors="surrogatepass")
        self._ends.append(len(self._bytes))

    def holding(self, text: str, first: int, end: int) -> set[int]:
        """Find the texts, from a number to before another, that contain a text, which is not empty."""
        from bisect import bisect_right

        wanted, found = text.encode(errors="surrogatepass"), set()
        last = self._ends[end]
        at = self._bytes.find(wanted, self._ends[first], last)
        while at >= 0:
            number = bisect_right(self._ends, at) - 1
            next_text = self._ends[number + 1]
            # What begins in one text and ends in the next is in neither.
            if at + len(wanted) <= next_text:
                found.add(number)
                at = next_text - 1
            at = self._bytes.find(wanted, at + 1, last)
        return found


def divided(path: str) -> tuple[str, str]:
    """Divide a path into its folder, with the separator, and its name."""
    at = path.rfind(os.sep) + 1
    return path[:at], path[at:]


def _packed(sha256: str) -> bytes | None:
    """Return the bytes of a SHA-256, none of ""; None for anything else."""
    if not sha256:
        return bytes(_SHA256_BYTES)
    try:
        packed = bytes.fromhex(sha256)
    except ValueError:
        return None
    return packed if len(packed) == _SHA256_BYTES and packed.hex() == sha256 and any(packed) else None


def _beginnings(hashes: bytes) -> "npt.NDArray[np.uint64]":
    """Return the first 8 bytes of each."""
    import numpy as np

    return np.frombuffer(hashes, np.uint64)[:: _SHA256_BYTES // 8]


def _known(value: float) -> float | None:
    return None if value != value else value

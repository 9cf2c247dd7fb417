"""The pages of a TIFF or BigTIFF, as their directories describe them, and single pages written again.

Own code: pages that are too large are refused before a decoder opens them, and pages that OpenCV misreads are rewritten
in a form that it reads.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, BITS, COMPRESSION, PHOTOMETRIC = 256, 257, 258, 259, 262
STRIP_OFFSETS, SAMPLES, STRIP_LENGTHS, PLANAR = 273, 277, 279, 284
TILE_OFFSETS, TILE_LENGTHS, EXTRA_SAMPLES, SAMPLE_FORMAT = 324, 325, 338, 339
_NEW_SUBFILE_TYPE, _SUBFILE_TYPE = 254, 255
# Bits of NewSubfileType: a reduced version, a mask.
_LEFT_OUT = 1 | 4
_BYTE, SHORT, LONG, LONG_8 = 1, 3, 4, 16
_LETTERS = {_BYTE: "B", SHORT: "H", LONG: "I", 13: "I", LONG_8: "Q", 18: "Q"}
_MOST_VALUES = 1_000_000


@dataclass(frozen=True, slots=True)
class TiffPage:
    """A page, and its directory's entries.

    Attributes:
        width: in pixels.
        height: in pixels.
        is_left_out: whether it is a reduced version or the mask of another page.
        entries: by tag: type, number of values, and where they begin.
        raw: by tag: the entry's bytes.
    """

    width: int
    height: int
    is_left_out: bool
    entries: Mapping[int, tuple[int, int, int]]
    raw: Mapping[int, bytes]


@dataclass(frozen=True, slots=True)
class TiffFile:
    """The bytes of a TIFF, and how they are laid out.

    Attributes:
        content: the bytes.
        order: "<" or ">".
        is_big: whether it is a BigTIFF, whose offsets are of eight bytes.
    """

    content: bytes
    order: str
    is_big: bool

    @classmethod
    def of(cls, content: bytes) -> "TiffFile":
        """Read the byte order and the kind."""
        order = "<" if content[:2] == b"II" else ">"
        return cls(content, order, struct.unpack_from(f"{order}H", content, 2)[0] == 43)

    def pages(self) -> Iterator[TiffPage]:
        """Read one page after the other.

        Raises:
            ValueError: where a page leads back to itself or one before.
            struct.error: where a directory leaves the file.
        """
        offset, entry_length = ("Q", 20) if self.is_big else ("I", 12)
        at, seen = self._read(offset, 8 if self.is_big else 4), set[int]()
        while at or not seen:
            if at in seen:
                raise ValueError("pages that lead in a circle")
            seen.add(at)
            count = self._read("Q" if self.is_big else "H", at)
            first = at + (8 if self.is_big else 2)
            following = self._read(offset, first + entry_length * count)
            yield self._page(range(first, first + entry_length * count, entry_length), entry_length)
            at = following

    def values(self, page: TiffPage, tag: int, otherwise: Sequence[int] = ()) -> tuple[int, ...]:
        """Read whole numbers; `otherwise` if the page has no such tag, or one of another type."""
        kind, count, at = page.entries.get(tag, (0, 0, 0))
        if kind not in _LETTERS or not 0 < count <= _MOST_VALUES:
            return tuple(otherwise)
        return struct.unpack_from(f"{self.order}{count}{_LETTERS[kind]}", self.content, at)

    def alone(self, page: TiffPage, changes: Mapping[int, tuple[int, Sequence[int]]]) -> bytes:
        """Write the file again with one page only.

        Args:
            page: to keep.
            changes: type and values by tag.
        """
        offset, entry_head, most = ("Q", "HHQ", 8) if self.is_big else ("I", "HHI", 4)
        at = len(self.content) + len(self.content) % 2
        tags = sorted({*page.raw, *changes})
        beyond = at + (16 if self.is_big else 6) + len(tags) * (20 if self.is_big else 12)
        entries, values = [], b""
        for tag in tags:
            if tag not in changes:
                entries.append(page.raw[tag])
                continue
            kind, numbers = changes[tag]
            body = struct.pack(f"{self.order}{len(numbers)}{_LETTERS[kind]}", *numbers)
            if len(body) > most:
                place = struct.pack(self.order + offset, beyond + len(values))
                values += body + b"\0" * (len(body) % 2)
            else:
                place = body.ljust(most, b"\0")
            entries.append(struct.pack(self.order + entry_head, tag, kind, len(numbers)) + place)
        directory = struct.pack(self.order + ("Q" if self.is_big else "H"), len(tags)) + b"".join(entries)
        head = self.content[: 8 if self.is_big else 4] + struct.pack(self.order + offset, at)
        body = self.content[len(head) :] + b"\0" * (len(self.content) % 2)
        return b"".join((head, body, directory, struct.pack(self.order + offset, 0), values))

    def _page(self, places: range, entry_length: int) -> TiffPage:
        entries: dict[int, tuple[int, int, int]] = {}
        raw: dict[int, bytes] = {}
        sides = {WIDTH: 0, HEIGHT: 0}
        for place in places:
            tag, kind = self._read("H", place), self._read("H", place + 2)
            count = self._read("Q" if self.is_big else "I", place + 4)
            at = place + (12 if self.is_big else 8)
            if count * struct.calcsize(f"={_LETTERS.get(kind, 'B')}") > (8 if self.is_big else 4):
                at = self._read("Q" if self.is_big else "I", at)
            elif tag in sides:
                # Of two sizes, the larger counts.
                sides[tag] = max(sides[tag], self._read(_LETTERS.get(kind, "I"), at))
            if tag not in entries:
                entries[tag] = (kind, count, at)
                raw[tag] = self.content[place : place + entry_length]
        page = TiffPage(sides[WIDTH], sides[HEIGHT], False, entries, raw)
        kinds = self.values(page, _NEW_SUBFILE_TYPE, [0])[0], self.values(page, _SUBFILE_TYPE, [1])[0]
        is_left_out = bool(kinds[0] & _LEFT_OUT) or (kinds[0] == 0 and kinds[1] == 2)
        return TiffPage(sides[WIDTH], sides[HEIGHT], is_left_out, entries, raw)

    def _read(self, letter: str, at: int) -> int:
        value: int = struct.unpack_from(self.order + letter, self.content, at)[0]
        return value

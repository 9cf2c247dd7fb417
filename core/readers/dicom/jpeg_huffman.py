"""The Huffman code of JPEG lossless (ITU-T T.81, annexes C and H.1.2.2), in NumPy."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]

# This many bytes are decoded at a time, which bounds the memory.
_BLOCK = 1 << 15
# After the end of any stream: where an unknown code leads.
_NOWHERE = 1 << 40
_SHIFTS = np.arange(8, 0, -1, dtype=np.uint32)


@dataclass(frozen=True, slots=True)
class HuffmanTable:
    """The meaning of codes, by the 16 bits that start with them.

    Attributes:
        lengths: (65536,) of the code, 0 if none fits.
        sizes: (65536,) of the difference: the number of bits after the code that hold it.
        steps: (65536,) from here to the next code.
    """

    lengths: Numbers
    sizes: Numbers
    steps: Numbers


def read_huffman_tables(body: bytes) -> Iterator[tuple[int, HuffmanTable]]:
    """Read the tables of a DHT segment, each with its number.

    Raises:
        ValueError: if one is damaged.
    """
    while body:
        counts, total = body[1:17], sum(body[1:17])
        symbols = body[17 : 17 + total]
        if len(counts) < 16 or len(symbols) < total or max(symbols, default=0) > 16:
            raise ValueError("a damaged Huffman table")
        lengths, sizes = np.zeros(1 << 16, np.int64), np.zeros(1 << 16, np.int64)
        code = used = 0
        for length, count in enumerate(counts, 1):
            for symbol in symbols[used : used + count]:
                share = slice(code, code + (1 << (16 - length)))
                if share.stop > 1 << 16:
                    raise ValueError("a Huffman table of too many codes")
                lengths[share], sizes[share] = length, symbol
                code = share.stop
            used += count
        # Size 16 means 32768, without any bits (H.1.2.2).
        steps = np.where(lengths > 0, lengths + np.where(sizes == 16, 0, sizes), _NOWHERE)
        yield body[0] & 15, HuffmanTable(lengths, sizes, steps)
        body = body[17 + total :]


def read_differences(coded: bytes, tables: Sequence[HuffmanTable], count: int) -> list[Numbers]:
    """Undo the code of an interval.

    A code starts where the one before it ends. So each bit is looked up at once as if a code started there, and a
    plain walk then finds the real starts.

    Args:
        coded: the interval, without stuffed bytes.
        tables: of the components that alternate in it.
        count: number of pixels.

    Returns:
        (count,) differences of each component.

    Raises:
        ValueError: if the interval is cut off, or holds a code that is not in its table.
    """
    total, bits = count * len(tables), 8 * len(coded)
    # A code has at least one bit; so a stream that states a false size costs no memory.
    if total > bits:
        raise ValueError("data that are cut off")
    differences = np.empty(total, np.int64)
    padded = np.frombuffer(coded + bytes(4), np.uint8)
    done = at = 0
    while done < total and at < bits:
        first = at // 8
        block = padded[first : min(first + _BLOCK, len(coded)) + 4]
        steps = {id(table): _steps(block, table).tolist() for table in tables}
        # The component whose turn it is comes first.
        turn = [tables[(done + place) % len(tables)] for place in range(len(tables))]
        starts, here = _walk([steps[id(table)] for table in turn], at - 8 * first, total - done)
        for place, table in enumerate(turn):
            values = _values(block, table, starts[place :: len(tables)])
            differences[done + place : done + len(starts) : len(tables)] = values
        done, at = done + len(starts), 8 * first + here
    if done < total or at > bits:
        raise ValueError("data that are cut off, or a code that is not in its table")
    return [differences[place :: len(tables)] for place in range(len(tables))]


def _walk(steps: list[list[int]], here: int, most: int) -> tuple[Numbers, int]:
    starts, end = [], len(steps[0])
    for step in islice(cycle(steps), most):
        if here >= end:
            break
        starts.append(here)
        here += step[here]
    return np.array(starts, np.int64), here


def _steps(block: npt.NDArray[np.uint8], table: HuffmanTable) -> Numbers:
    """Return, for each bit, how far the next code is if one starts here."""
    wide = block.astype(np.uint32)
    ahead = wide[:-4] << 16 | wide[1:-3] << 8 | wide[2:-2]
    return table.steps[ahead[:, None] >> _SHIFTS & 0xFFFF].reshape(-1)


def _values(block: npt.NDArray[np.uint8], table: HuffmanTable, starts: Numbers) -> Numbers:
    """Return the differences whose codes start at these bits."""
    forty_bits = np.zeros(len(starts), np.int64)
    for place in range(5):
        forty_bits = forty_bits << 8 | block[starts // 8 + place]
    ahead = forty_bits >> (8 - starts % 8) & 0xFFFFFFFF
    lengths, sizes = table.lengths[ahead >> 16], table.sizes[ahead >> 16]
    values = (ahead << lengths & 0xFFFFFFFF) >> (32 - sizes)
    # A first bit of 0 means a negative difference.
    negative = (sizes > 0) & (values < 1 << np.maximum(sizes - 1, 0))
    return np.where(sizes == 16, 32_768, np.where(negative, values - (1 << sizes) + 1, values))

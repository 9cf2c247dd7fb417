"""The Huffman code of JPEG lossless (ITU-T T.81, annexes C and H.1.2.2), in NumPy."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]

# So many bytes are looked up at a time, which bounds the memory.
_BLOCK = 1 << 15
# Behind the end of any stream: where an unknown code leads.
_NOWHERE = 1 << 40


@dataclass(frozen=True, slots=True)
class HuffmanTable:
    """What codes mean, by the 16 bits that start with them.

    Attributes:
        lengths: (65536,) of the code, 0 where none fits.
        sizes: (65536,) number of bits behind the code, that tell the difference.
    """

    lengths: Numbers
    sizes: Numbers


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
        yield body[0] & 15, HuffmanTable(lengths, sizes)
        body = body[17 + total :]


def read_differences(coded: bytes, tables: Sequence[HuffmanTable], count: int) -> list[Numbers]:
    """Undo the code of an interval.

    Only the code before tells where a code starts. So what would stand at each single bit is looked up at once, and a
    plain walk then finds which of them count.

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
    # A code has a bit at least; so a stream that lies about its size costs no memory.
    if total > bits:
        raise ValueError("data that are cut off")
    differences = np.empty(total, np.int64)
    padded = np.frombuffer(coded + bytes(4), np.uint8)
    done = at = 0
    while done < total and at < bits:
        first = at // 8
        last = min(first + _BLOCK, len(coded))
        seen = {id(table): _look_up(padded[first : last + 4], table) for table in tables}
        # The component whose turn it is comes first.
        turn = [seen[id(tables[(done + place) % len(tables)])] for place in range(len(tables))]
        starts, here = _walk([steps.tolist() for steps, _ in turn], at - 8 * first, total - done)
        for place, (_, values) in enumerate(turn):
            differences[done + place : done + len(starts) : len(tables)] = values[starts[place :: len(tables)]]
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


def _look_up(padded: npt.NDArray[np.uint8], table: HuffmanTable) -> tuple[Numbers, Numbers]:
    """Give, for each bit, how far it is to the next code and the difference, were a code to start here."""
    wide = padded.astype(np.int64)
    forty_bits = wide[:-4] << 32 | wide[1:-3] << 24 | wide[2:-2] << 16 | wide[3:-1] << 8 | wide[4:]
    ahead = (forty_bits[:, None] >> np.arange(8, 0, -1) & 0xFFFFFFFF).reshape(-1)
    lengths, sizes = table.lengths[ahead >> 16], table.sizes[ahead >> 16]
    # Size 16 means 32768, without any bits (H.1.2.2).
    behind = np.where(sizes == 16, 0, sizes)
    values = (ahead << lengths & 0xFFFFFFFF) >> (32 - behind)
    is_negative = (behind > 0) & (values < 1 << np.maximum(behind - 1, 0))
    values = np.where(sizes == 16, 32_768, np.where(is_negative, values - (1 << behind) + 1, values))
    return np.where(lengths > 0, lengths + behind, _NOWHERE), values

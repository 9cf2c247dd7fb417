"""What a reader process may use, in one place."""

import os
from dataclasses import dataclass, field

_LEAST_MEMORY, _MOST_MEMORY = 2_000_000_000, 8_000_000_000


def _half_of_memory() -> int:
    """Return half of the memory of this computer, in bytes, within bounds."""
    try:
        half = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2
    except (AttributeError, OSError, ValueError):
        return _MOST_MEMORY
    return min(max(half, _LEAST_MEMORY), _MOST_MEMORY)


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """The limits of a reader process.

    Attributes:
        memory: bytes of data that it may hold, where the system can limit that (Linux); by default half of what the
            computer has, from 2 to 8 GB.
        processor_s: seconds of processor time for one file; the system ends the process after that on Linux and macOS,
            and it gives no more signs of life elsewhere.
        silence_s: seconds without a word from it. It gives signs of life while it uses processor time; none while it
            waits for a file that does not come, nor if a decoder stops all of its threads.
        file_s: seconds for one file, whatever signs of life there are; counted again from each file of several that is
            done, and from each part of the pixels.
        total_s: seconds for one request, or None for no limit.
        most_decoded: bytes of pixels of one request.
        most_words: bytes of all messages of one request; the catalogue of 200,000 files takes a fifth of it.
        start_s: seconds that it may take to start.
    """

    memory: int = field(default_factory=_half_of_memory)
    processor_s: float = 120.0
    silence_s: float = 300.0
    file_s: float = 3600.0
    total_s: float | None = None
    most_decoded: int = 6_000_000_000
    most_words: int = 256_000_000
    start_s: float = 60.0

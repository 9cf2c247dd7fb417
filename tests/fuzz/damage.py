"""Damage bytes as broken disks, broken programs and attackers do; the same number always gives the same damage."""

import random
import re

# Values that lengths and sizes are tried with, in both orders of bytes.
_LIMITS = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF)
_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
_TEXTS = (
    b"-1",
    b"0",
    b"1e308",
    b"1e-320",
    b"nan",
    b"inf",
    b"99999999999999999999",
    b"",
    b"\xff\xfe",
    b"\0",
    b"[[[[",
    b"{",
)
# Headers are at the beginning, and what is there matters most.
_HEAD = 400


def damage(content: bytes, other: bytes, number: int) -> bytes:
    """Return damaged bytes.

    Args:
        content: of a whole file.
        other: of another one, of which pieces may come.
        number: of the damage.
    """
    chance = random.Random(number)
    found = bytearray(content)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        chance.choice(_WAYS)(found, other, chance)
    return bytes(found)


def _place(found: bytearray, chance: random.Random) -> int:
    if not found:
        return 0
    return chance.randrange(min(_HEAD, len(found)) if chance.random() < 0.6 else len(found))


def _flip_bit(found: bytearray, _: bytes, chance: random.Random) -> None:
    if found:
        found[_place(found, chance)] ^= 1 << chance.randrange(8)


def _set_byte(found: bytearray, _: bytes, chance: random.Random) -> None:
    if found:
        found[_place(found, chance)] = chance.choice((0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256)))


def _set_length(found: bytearray, _: bytes, chance: random.Random) -> None:
    at, width = _place(found, chance), chance.choice((2, 4, 8))
    value = chance.choice((*_LIMITS, chance.getrandbits(16), chance.getrandbits(32), len(found), len(found) + 1))
    found[at : at + width] = (value & (1 << 8 * width) - 1).to_bytes(width, chance.choice(("little", "big")))


def _cut(found: bytearray, _: bytes, chance: random.Random) -> None:
    del found[_place(found, chance) :]


def _leave_out(found: bytearray, _: bytes, chance: random.Random) -> None:
    at = _place(found, chance)
    del found[at : at + chance.choice((1, 2, 4, 16, 64, 512))]


def _repeat(found: bytearray, _: bytes, chance: random.Random) -> None:
    at = _place(found, chance)
    piece = found[at : at + chance.choice((1, 4, 16, 128))]
    found[at:at] = piece * chance.choice((1, 2, 50))


def _splice(found: bytearray, other: bytes, chance: random.Random) -> None:
    at, start = _place(found, chance), chance.randrange(len(other) + 1)
    piece = other[start : start + chance.choice((4, 32, 256))]
    found[at : at + chance.choice((0, len(piece)))] = piece


def _change_number(found: bytearray, _: bytes, chance: random.Random) -> None:
    """Write another number, or what is none, for one that stands there as text."""
    numbers = [match.span() for match in _NUMBER.finditer(bytes(found[:4096]))]
    if numbers:
        start, end = chance.choice(numbers)
        found[start:end] = chance.choice((*_TEXTS, str(chance.choice(_LIMITS)).encode()))


def _blank(found: bytearray, _: bytes, chance: random.Random) -> None:
    at, count = _place(found, chance), chance.choice((4, 16, 512, 4096))
    count = min(count, len(found) - at)
    found[at : at + count] = bytes([chance.choice((0, 0xFF, 0x20))]) * count


_WAYS = (
    _flip_bit,
    _flip_bit,
    _set_byte,
    _set_byte,
    _set_length,
    _set_length,
    _set_length,
    _cut,
    _leave_out,
    _repeat,
    _splice,
    _change_number,
    _blank,
)

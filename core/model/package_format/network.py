"""Check that a network's file is consistent, before LiteRT follows the numbers in it.

LiteRT checks the outer form of a file (a FlatBuffer) but trusts the numbers by which operators name their tensors: a
wrong one ends the process. This reads just those numbers, in plain Python, by the layout of TensorFlow Lite's schema.
"""

import struct
from collections.abc import Sequence

_IDENTIFIER = b"TFL3"
# The largest tensor that is ever needed: 1 GB in float32.
_MOST_ELEMENTS = 1 << 28
_MOST_ENTRIES = 100_000
_NONE, _FIRST_OPTIONAL = -1, 2


class NetworkFormError(ValueError):
    """A file is not a network, or its parts do not fit together; the text says why."""


class _Table:
    """A table of a FlatBuffer: fields by their number in the schema."""

    def __init__(self, content: bytes, position: int) -> None:
        self._content, self._position = content, position
        self._fields = position - _read(content, position, "<i")
        self._size = _read(content, self._fields, "<H")

    def field(self, number: int) -> int:
        """Return where a field is; 0 if the table has none."""
        slot = 4 + 2 * number
        offset = _read(self._content, self._fields + slot, "<H") if slot < self._size else 0
        return self._position + offset if offset else 0

    def number(self, number: int, form: str) -> int:
        """Read a field that is a number; 0 where there is none."""
        place = self.field(number)
        return _read(self._content, place, form) if place else 0

    def numbers(self, number: int) -> tuple[int, ...]:
        """Read a field that is a list of 32-bit numbers."""
        start, count = self._vector(number)
        return _read_all(self._content, start, f"<{count}i")

    def tables(self, number: int) -> list["_Table"]:
        """Read a field that is a list of tables."""
        start, count = self._vector(number)
        offsets = _read_all(self._content, start, f"<{count}I")
        return [_Table(self._content, start + 4 * index + offset) for index, offset in enumerate(offsets)]

    def length(self, number: int) -> int:
        """Count what a list holds."""
        return self._vector(number)[1]

    def _vector(self, number: int) -> tuple[int, int]:
        place = self.field(number)
        if not place:
            return 0, 0
        start = place + _read(self._content, place, "<I")
        count = _read(self._content, start, "<I")
        if count > max(_MOST_ENTRIES, len(self._content)):
            raise NetworkFormError("a list runs beyond its end")
        return start + 4, count


def require_network(content: bytes) -> None:
    """Refuse a file that is not a network, or whose operators name tensors that are missing or not yet computed.

    Args:
        content: of the `.tflite` file.

    Raises:
        NetworkFormError: saying what is wrong.
    """
    if content[4:8] != _IDENTIFIER:
        raise NetworkFormError(f"expected a network that begins with {_IDENTIFIER.decode()}, got another file")
    model = _Table(content, _read(content, 0, "<I"))
    codes, buffers, graphs = model.length(1), model.tables(4), model.tables(2)
    if len(graphs) != 1:
        raise NetworkFormError(f"expected one graph, got {len(graphs)}")
    has_data = [buffer.length(0) > 0 or buffer.number(2, "<Q") > 0 for buffer in buffers]
    _require_sound(graphs[0], codes, has_data)


def _require_sound(graph: _Table, codes: int, has_data: Sequence[bool]) -> None:
    tensors = graph.tables(0)
    known: set[int] = set(graph.numbers(1))
    _require_among(known, len(tensors), "an input of the graph")
    for index, tensor in enumerate(tensors):
        buffer = tensor.number(2, "<I")
        if buffer >= len(has_data):
            raise NetworkFormError(f"tensor {index}: expected one of {len(has_data)} buffers, got {buffer}")
        _require_size(index, tensor.numbers(0))
        if has_data[buffer]:
            known.add(index)
    for index, operator in enumerate(graph.tables(3)):
        name = f"operator {index}"
        if operator.number(0, "<I") >= codes:
            raise NetworkFormError(f"{name}: expected one of {codes} kinds, got {operator.number(0, '<I')}")
        named, outputs = operator.numbers(1), operator.numbers(2)
        # Only what follows the data and the weights, such as the bias, may be left out.
        inputs = {tensor for place, tensor in enumerate(named) if tensor != _NONE or place < _FIRST_OPTIONAL}
        _require_among({*inputs, *outputs}, len(tensors), name)
        if missing := inputs - known:
            raise NetworkFormError(f"{name}: takes tensor {min(missing)} before it is computed")
        if twice := known & set(outputs) or len(set(outputs)) < len(outputs):
            raise NetworkFormError(f"{name}: computes a tensor that is there already ({twice})")
        known |= set(outputs)
    if missing := set(graph.numbers(2)) - known:
        raise NetworkFormError(f"an output of the graph is never computed: tensor {min(missing)}")


def _require_among(indices: set[int], count: int, name: str) -> None:
    if wrong := [index for index in indices if not 0 <= index < count]:
        raise NetworkFormError(f"{name}: expected one of {count} tensors, got {wrong[0]}")


def _require_size(index: int, shape: Sequence[int]) -> None:
    elements = 1
    for length in shape:
        # A size that is only known when the network runs is written as -1.
        elements *= max(length, 1)
        if length < _NONE or elements > _MOST_ELEMENTS:
            raise NetworkFormError(f"tensor {index}: expected a shape that fits in memory, got {tuple(shape)[:8]}")


def _read(content: bytes, position: int, form: str) -> int:
    return _read_all(content, position, form)[0]


def _read_all(content: bytes, position: int, form: str) -> tuple[int, ...]:
    # Python would count a negative position from the end.
    if not 0 <= position <= len(content) - struct.calcsize(form):
        raise NetworkFormError("a part is outside the file")
    return struct.unpack_from(form, content, position)

"""A network whose parts do not belong together is refused before LiteRT follows them."""

import contextlib
import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from core.model.classifier import open_interpreter
from core.model.package import NETWORK_FILE
from core.model.package_format.network import NetworkFormError, require_network
from core.model.store import shipped_package

ROOT = Path(__file__).resolve().parents[3]
CONTENT = (shipped_package() / NETWORK_FILE).read_bytes()


def graph_of(content):
    schema = pytest.importorskip("ai_edge_litert.schema_py_generated")
    return schema.Model.GetRootAsModel(content, 0).Subgraphs(0)


def with_number(pick, place, value):
    """Change a number in one of the network's lists."""
    content = bytearray(CONTENT)
    numbers = pick(graph_of(content))
    numbers.setflags(write=True)
    numbers[place] = value
    return bytes(content)


def test_the_shipped_network_is_one():
    require_network(CONTENT)


@pytest.mark.parametrize("content", [b"", b"TFL3", b"garbage" * 100, b"\0\0\0\0TFL3", b"\xff\xff\xff\xffTFL3" * 9])
def test_what_is_no_network_is_refused(content):
    with pytest.raises(NetworkFormError):
        require_network(content)
    with pytest.raises(ValueError, match=r"expected|outside"):
        open_interpreter(content, 1)


@pytest.mark.parametrize("keep", [8, 100, 5_000, 100_000, 1_000_000, len(CONTENT) - 20_000])
def test_a_network_that_is_cut_off_is_refused_or_safe(keep):
    with pytest.raises((ValueError, RuntimeError)):
        open_interpreter(CONTENT[:keep], 1)


def last_operator():
    return graph_of(bytearray(CONTENT)).OperatorsLength() - 1


@pytest.mark.parametrize(
    "value", [-2, -1, 2**31 - 1, -(2**31), None], ids=lambda value: "next" if value is None else None
)
@pytest.mark.parametrize("operator", [0, 100, None], ids=lambda operator: "last" if operator is None else None)
def test_an_operator_that_takes_what_is_not_there_is_refused(operator, value):
    operator = last_operator() if operator is None else operator
    value = graph_of(bytearray(CONTENT)).TensorsLength() if value is None else value
    content = with_number(lambda graph: graph.Operators(operator).InputsAsNumpy(), 0, value)
    with pytest.raises(NetworkFormError, match=f"operator {operator}: "):
        require_network(content)


def test_an_operator_that_takes_what_comes_later_is_refused():
    last = int(graph_of(bytearray(CONTENT)).Operators(last_operator()).OutputsAsNumpy()[0])
    content = with_number(lambda graph: graph.Operators(20).InputsAsNumpy(), 0, last)
    with pytest.raises(NetworkFormError, match=f"operator 20: takes tensor {last} before it is computed"):
        require_network(content)


def test_an_operator_that_computes_a_weight_is_refused():
    last, weight = last_operator(), int(graph_of(bytearray(CONTENT)).Operators(0).InputsAsNumpy()[0])
    content = with_number(lambda graph: graph.Operators(last).OutputsAsNumpy(), 0, weight)
    with pytest.raises(NetworkFormError, match=f"operator {last}: computes a tensor that is there already"):
        require_network(content)


@pytest.mark.parametrize("value", [-3, 2**31 - 1])
def test_a_tensor_that_fits_into_no_memory_is_refused(value):
    content = with_number(lambda graph: graph.Tensors(300).ShapeAsNumpy(), 0, value)
    with pytest.raises(NetworkFormError, match="tensor 300: expected a shape that fits in memory"):
        require_network(content)


@pytest.mark.parametrize("seed", range(100))
def test_other_bytes_raise_nothing_else(seed):
    random = np.random.default_rng(seed)
    content = bytearray(CONTENT)
    # The lists are at both ends, the weights between them.
    for place in random.integers(-60_000, 60_000, random.integers(1, 30)):
        content[place] = random.integers(256)
    if seed % 3 == 0:
        place = int(random.integers(0, 60_000))
        content[place : place + 4] = struct.pack("<i", int(random.integers(-(2**31), 2**31)))
    with contextlib.suppress(NetworkFormError):
        require_network(bytes(content))


CHILD = """
import sys
import numpy as np
from ai_edge_litert import schema_py_generated as schema
from core.model.classifier import open_interpreter
from core.model.package import NETWORK_FILE
from core.model.store import shipped_package

whole = (shipped_package() / NETWORK_FILE).read_bytes()
for seed in range(80):
    random = np.random.default_rng(seed)
    content = bytearray(whole)
    graph = schema.Model.GetRootAsModel(content, 0).Subgraphs(0)
    for _ in range(random.integers(1, 4)):
        operator = graph.Operators(int(random.integers(graph.OperatorsLength())))
        numbers = operator.InputsAsNumpy() if seed % 2 else operator.OutputsAsNumpy()
        numbers.setflags(write=True)
        numbers[random.integers(len(numbers))] = random.choice([-1, -2, 0, 1, 100, 300, 400, 2**31 - 1, -(2**31)])
    try:
        interpreter = open_interpreter(bytes(content), 1)
        interpreter.invoke()
    except (ValueError, RuntimeError):
        pass
print("survived")
"""


@pytest.mark.slow
def test_networks_with_wrong_numbers_do_not_end_the_process():
    process = subprocess.run(
        [sys.executable, "-c", CHILD], cwd=ROOT, capture_output=True, text=True, check=False, timeout=600
    )
    assert process.stdout == "survived\n"

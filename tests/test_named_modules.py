"""Modules that are named rather than imported: in settings of tools, in the standalone program, behind TensorFlow."""

import ast
import importlib.util
import inspect
import tomllib
from pathlib import Path

import pytest

import core.readers
from release.bundled_modules import HIDDEN_MODULES
from training.runs import execute

ROOT = Path(__file__).resolve().parents[1]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
ROOMS = ("cli", "core", "gui", "release", "resources", "training", "web")


def of_tools():
    """Give the modules of ours that pyproject.toml names, for mypy, import-linter and setuptools."""
    tool = SETTINGS["tool"]
    yield from tool["setuptools"]["packages"]
    yield from tool["mypy"]["packages"]
    for override in tool["mypy"]["overrides"]:
        yield from (name.removesuffix(".*") for name in override["module"] if name.partition(".")[0] in ROOMS)
    for contract in tool["importlinter"]["contracts"]:
        yield from contract.get("source_modules", [])
        yield from (name for name in contract.get("forbidden_modules", []) if name.partition(".")[0] in ROOMS)
        for container in contract.get("containers", []):
            layers = (name.strip() for layer in contract["layers"] for name in layer.split("|"))
            yield from (f"{container}.{name}" for name in layers)


def behind_tensorflow():
    """Give the modules that a training asks for by name."""
    for node in ast.walk(ast.parse(inspect.getsource(execute))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_needing_tensorflow":
            yield node.args[0].value


def readers():
    """Give the modules of the readers, which are imported when a file of theirs comes."""
    yield from (f"core.readers.{module}" for module, _ in core.readers.READERS.values())


@pytest.mark.parametrize("name", sorted({*of_tools(), *behind_tensorflow(), *readers(), *HIDDEN_MODULES}))
def test_a_module_that_is_named_exists(name):
    assert importlib.util.find_spec(name), name


def test_the_names_are_found_where_they_are_written():
    assert len(set(behind_tensorflow())) >= 3
    assert {"core.batch", "training.fitting", "core.batch.cluster_worker", "gui.widgets"} <= set(of_tools())


def test_every_room_is_a_package_that_is_installed():
    packages = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for room in ("cli", "core", "gui", "resources", "training", "web")
        for path in (ROOT / room).rglob("__init__.py")
    }
    assert packages == set(SETTINGS["tool"]["setuptools"]["packages"])

"""Every job that a child process can be asked to do leads to a function, and nobody spells one out besides."""

import ast
import importlib
import inspect
from pathlib import Path

import pytest

from core.jobs import job_targets

ROOT = Path(__file__).resolve().parents[3]
TARGETS = {name: value for name, value in vars(job_targets).items() if name.isupper()}


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_leads_to_a_function_that_is_given_a_wire(name):
    module, _, function = TARGETS[name].rpartition(".")
    found = getattr(importlib.import_module(module), function)
    assert "pipe" in inspect.signature(found).parameters


def test_no_two_names_are_of_one_target():
    assert len(set(TARGETS.values())) == len(TARGETS)


def test_targets_are_spelt_out_in_one_module_alone():
    spelt = {
        f"{path.relative_to(ROOT)}: {node.value}"
        for room in ("cli", "core", "gui", "training")
        for path in (ROOT / room).rglob("*.py")
        if path != Path(inspect.getfile(job_targets))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and node.value in TARGETS.values()
    }
    assert not spelt

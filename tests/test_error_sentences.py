"""Errors are raised with fields; none of their sentences is put together by hand."""

import ast
import inspect
import re
from pathlib import Path

from core import errors

ROOT = Path(__file__).resolve().parents[1]
KINDS = {name for name, kind in vars(errors).items() if inspect.isclass(kind) and issubclass(kind, errors.FalxError)}
# A subject before a colon, or advice behind a semicolon, or what came behind what was expected.
BY_HAND = re.compile(r"^\{\}: |; (?!the first)|expected .*, (got|found) ")


def by_hand(source):
    """Give the lines at which an error gets a text of which parts have fields."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KINDS and node.args:
            text = re.sub(r"\{.*?\}", "{}", ast.unparse(node.args[0]).strip("f'\""))
            if isinstance(node.args[0], ast.Constant | ast.JoinedStr) and BY_HAND.search(text):
                yield node.lineno


def test_errors_are_raised_with_fields():
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for room in ("core", "training", "gui", "web", "cli")
        for path in sorted((ROOT / room).rglob("*.py"))
        for line in by_hand(path.read_text("utf-8"))
    ]
    assert found == []


def test_a_sentence_by_hand_is_found():
    by = [
        'FalxError(f"{path}: is taken")',
        'FalxError("is taken; choose another")',
        "InvalidRunError(f'expected a run, got {x}')",
    ]
    assert [line for text in by for line in by_hand(text)] == [1, 1, 1]
    assert list(by_hand('FalxError("is taken", subject=path, advice="choose another")')) == []

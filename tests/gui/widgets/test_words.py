"""What the window says is in plain words."""

import ast
import re
from pathlib import Path

import pytest

GUI = Path(__file__).resolve().parents[3] / "gui"
AVOIDED = re.compile(
    r"\b(go(es)? on|went on|gone on|lies? (at|in|from|within)|anew|told|heed|whoever)\b", re.IGNORECASE
)


def texts_in(source):
    """List the texts of a module but its docstrings."""
    nodes = list(ast.walk(ast.parse(source)))
    docstrings = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
    ]


@pytest.mark.parametrize("path", sorted(GUI.rglob("*.py")), ids=lambda path: path.stem)
def test_texts_avoid_odd_words(path):
    assert [text for text in texts_in(path.read_text("utf-8")) if AVOIDED.search(text)] == []

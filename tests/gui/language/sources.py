"""What core and training say in their sources."""

import ast
from pathlib import Path

import core
import training

# Whose errors and remarks the window shows.
READING = ("readers", "image", "series", "reader_process", "batch")
_PARTS = ("problem", "expected", "got", "found", "came", "advice", "claim", "most", "thing")
# Makers of errors with the parts of the sentence in their order.
_MAKERS = ("unreadable", "unsupported", "_refusal", "_damaged")
# These never reach a user as they are: a `FalxError` is made of them.
_INNER = ("TypeError", "ValueError", "FileNotFoundError", "InvalidMessageError", "ProcessLostError")


def phrases():
    """Join all texts of core and training; the parts of a template follow each other with a gap."""
    found = []
    for room in (core, training):
        for path in sorted(Path(room.__file__).parent.rglob("*.py")):
            tree = ast.parse(path.read_text("utf-8"))
            found += [
                node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
            ]
    # Names of protocols are shown with gaps.
    return "\n".join([*found, *(text.replace("_", " ") for text in found)])


def said_while_reading():
    """List the parts of errors and the remarks of what reads files, each as a template with `{}` for its values."""
    found = {}
    for room in READING:
        for path in sorted((Path(core.__file__).parent / room).rglob("*.py")):
            for text, line in said_in(path.read_text("utf-8")):
                found.setdefault(text, f"{path.name}:{line}")
    return found


def said_in(source):
    """Yield the parts of errors and the remarks that a module makes, each with its line."""
    tree = ast.parse(source)
    constants = {
        node.targets[0].id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    }
    for node in ast.walk(tree):
        for expression in _parts(node):
            for text in _templates(expression, constants):
                yield text, node.lineno


def _parts(node):
    if isinstance(node, ast.FunctionDef):
        names = [argument.arg for argument in node.args.args]
        defaults = dict(zip(reversed(names), reversed(node.args.defaults), strict=False))
        yield from (value for name, value in defaults.items() if name in _PARTS)
    elif isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
        # A result with its remark.
        yield from (value for value in node.value.elts if isinstance(value, ast.IfExp))
    elif isinstance(node, ast.Assign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        names = [target.id for target in targets if isinstance(target, ast.Name)]
        if node.value is not None and any(name in (*_PARTS, "remark", "remarks") for name in names):
            yield node.value
    elif isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in _INNER:
            return
        if name.endswith("Error") or name in (*_MAKERS, "Foreign"):
            yield from node.args
            yield from (keyword.value for keyword in node.keywords if keyword.arg in _PARTS)
        elif name == "add_remark":
            yield from node.args[1:]


def _templates(node, constants):
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(piece.value) if isinstance(piece, ast.Constant) else "{}" for piece in node.values)
    elif isinstance(node, ast.IfExp):
        yield from _templates(node.body, constants)
        yield from _templates(node.orelse, constants)
    elif isinstance(node, ast.Tuple):
        for element in node.elts:
            yield from _templates(element, constants)
    elif isinstance(node, ast.Name) and node.id in constants:
        yield constants[node.id]

"""Small changes of a module, each of which a test should notice."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_SUMS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
}


@dataclass(frozen=True, slots=True)
class Mutation:
    """A changed module.

    Attributes:
        line: where it is changed, from 1.
        change: what stands there, and what instead.
        source: the whole module.
    """

    line: int
    change: str
    source: str


def mutations_of(source: str) -> Iterator[Mutation]:
    """Change a module in every way, one change at a time, in the order of its lines.

    Comparisons, sums, products, `and` and `or`, `not`, numbers and truth values are swapped; a value that is returned
    becomes None. Annotations, decorators and texts stay.
    """
    starts = [0]
    for line in source.encode().splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    content = source.encode()
    found: list[tuple[int, Mutation]] = []
    for node, instead in _changes(ast.parse(source)):
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        at = starts[node.lineno - 1] + node.col_offset
        end = starts[node.end_lineno - 1] + node.end_col_offset
        before, after = content[at:end].decode(), ast.unparse(instead)
        if isinstance(node, ast.expr):
            after = f"({after})"
        change = f"{' '.join(before.split())} -> {' '.join(after.split())}"
        changed = (content[:at] + after.encode() + content[end:]).decode()
        found.append((at, Mutation(node.lineno, change, changed)))
    for _, mutation in sorted(found, key=lambda one: one[0]):
        yield mutation


def _changes(tree: ast.AST) -> Iterator[tuple[ast.expr | ast.stmt, ast.AST]]:
    for node in _code(tree):
        match node:
            case ast.Compare(ops=[operator]) if type(operator) in _COMPARISONS:
                yield node, ast.Compare(node.left, [_COMPARISONS[type(operator)]()], node.comparators)
            case ast.BinOp() if type(node.op) in _SUMS:
                yield node, ast.BinOp(node.left, _SUMS[type(node.op)](), node.right)
            case ast.BoolOp():
                yield node, ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
            case ast.UnaryOp(op=ast.Not()):
                yield node, node.operand
            case ast.Constant(value=bool() as value):
                yield node, ast.Constant(not value)
            case ast.Constant(value=int() | float() as value):
                yield node, ast.Constant(value + 1)
            case ast.Return(value=ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
                yield node, ast.Return(ast.Constant(None))


def _code(node: ast.AST) -> Iterator[ast.AST]:
    """Walk through what is run, and can be replaced by itself."""
    # Places within a formatted text are wrong in Python 3.11.
    if isinstance(node, ast.JoinedStr):
        return
    yield node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "type_params", "pattern"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _code(child)

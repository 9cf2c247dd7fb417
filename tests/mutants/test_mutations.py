"""The changes that `make mutants` makes."""

import ast

from tests.mutants.mutations import mutations_of

SOURCE = '''
@dataclass(frozen=True)
class A:
    """A text."""
    size: Literal[3] = 2

    def f(self, a: int = 1) -> bool:
        é = "é"; return a + 1 < 3 and not self.is_on

    def g(self): return None
'''


def test_each_change_is_one_and_gives_a_module():
    found = list(mutations_of(SOURCE))
    assert [(one.line, one.change) for one in found] == [
        (5, "2 -> (3)"),
        (7, "1 -> (2)"),
        (8, "return a + 1 < 3 and not self.is_on -> return None"),
        (8, "a + 1 < 3 and not self.is_on -> (a + 1 < 3 or not self.is_on)"),
        (8, "a + 1 < 3 -> (a + 1 <= 3)"),
        (8, "a + 1 -> (a - 1)"),
        (8, "1 -> (2)"),
        (8, "3 -> (4)"),
        (8, "not self.is_on -> (self.is_on)"),
    ]
    for one in found:
        assert ast.dump(ast.parse(one.source)) != ast.dump(ast.parse(SOURCE))


def test_what_is_formatted_into_a_text_stays():
    assert list(mutations_of('def f(a):\n    print(f"{a + 1}")\n')) == []

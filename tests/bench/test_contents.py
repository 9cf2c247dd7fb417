"""What is in `bench`, as its docstring lists it."""

import re
from pathlib import Path

import bench


def test_the_docstring_lists_each_module_once():
    folder = Path(bench.__file__).parent
    modules = {path.stem for path in folder.glob("*.py")} | {path.parent.name for path in folder.glob("*/__init__.py")}
    listed = re.findall(r"`(\w+)`", bench.__doc__)
    assert sorted(listed) == sorted(modules - {"__init__", "__main__"})

"""A module that is not installed, as far as a test is concerned."""

import builtins

import pytest


def hide_module(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Have a module, and what is in it, not be found until the end of the test; what is loaded stays as it is."""
    find = builtins.__import__

    def import_others(wanted, *rest):
        if wanted == name or wanted.startswith(f"{name}."):
            raise ModuleNotFoundError(f"No module named {wanted!r}", name=wanted)
        return find(wanted, *rest)

    monkeypatch.setattr(builtins, "__import__", import_others)

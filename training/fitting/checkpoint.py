"""Checkpoints: what a stopped training needs to continue, as arrays and JSON; nothing is ever unpickled."""

import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from core.errors import InvalidConfigError
from core.files import replacing

Arrays = Sequence[npt.NDArray[Any]]


def save_checkpoint(path: Path, groups: Mapping[str, Arrays], state: Mapping[str, Any]) -> None:
    """Write named groups of arrays and a state of plain values, whole or not at all."""
    arrays: dict[str, Any] = {
        f"{name}/{index}": array for name, group in groups.items() for index, array in enumerate(group)
    }
    with replacing(path, is_durable=True) as temporary, temporary.open("wb") as file:
        np.savez(file, __state__=np.frombuffer(json.dumps(dict(state)).encode(), np.uint8), **arrays)


def load_state(path: Path) -> dict[str, Any]:
    """Read only the state of what `save_checkpoint` wrote, which takes no time.

    Raises:
        InvalidConfigError: if the file is damaged or missing.
    """
    try:
        with np.load(path, allow_pickle=False) as stored:
            return dict(json.loads(stored["__state__"].tobytes()))
    except (OSError, EOFError, ValueError, TypeError, KeyError, zipfile.BadZipFile) as error:
        raise _damaged(path) from error


def load_checkpoint(path: Path) -> tuple[dict[str, list[npt.NDArray[Any]]], dict[str, Any]]:
    """Read what `save_checkpoint` wrote.

    Raises:
        InvalidConfigError: if the file is damaged.
    """
    try:
        with np.load(path, allow_pickle=False) as stored:
            state = json.loads(stored["__state__"].tobytes())
            groups: dict[str, list[npt.NDArray[Any]]] = {}
            # The order of a group is that of its numbers, and they were written in order.
            for key in stored.files:
                if key != "__state__":
                    groups.setdefault(key.rpartition("/")[0], []).append(stored[key])
    except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise _damaged(path) from error
    return groups, state


def _damaged(path: Path) -> InvalidConfigError:
    return InvalidConfigError(subject=path.name, expected="a checkpoint", got="a damaged file", advice="start over")

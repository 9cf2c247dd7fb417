"""Wait for work on another thread, and look meanwhile at whether it is still wanted."""

from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import TypeVar

# Between two looks.
_LOOK_S = 0.5

Result = TypeVar("Result")


def await_result(future: Future[Result], on_wait: Callable[[], object]) -> Result:
    """Wait for a result; `on_wait` is called twice a second until it is there, and what it raises ends the waiting."""
    while not wait((future,), _LOOK_S).done:
        on_wait()
    return future.result()

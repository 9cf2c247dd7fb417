"""Falx's own licence, which goes with each copy of it."""

from importlib import metadata

from core.errors import UnreadableFileError
from core.program.locations import resource
from core.program.product import COMMAND


def read_licence_text(name: str) -> bytes:
    """Read LICENSE or NOTICE: beside the modules in a checkout and the standalone program, else of the installed wheel.

    Raises:
        UnreadableFileError: if it is in neither place.
    """
    try:
        return resource("..", name).read_bytes()
    except OSError as error:
        try:
            text = metadata.distribution(COMMAND).read_text(f"licenses/{name}")
        except metadata.PackageNotFoundError:
            text = None
        if text is None:
            raise UnreadableFileError(
                subject=name, expected="the text that Falx comes with", got="none", advice="install Falx again"
            ) from error
    return text.encode()

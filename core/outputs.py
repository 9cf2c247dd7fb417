"""Where results must not go."""

from pathlib import Path

from core.errors import UnwritableOutputError
from core.formats import is_data_name
from core.readers.folder import is_image


def require_no_image(output: Path) -> None:
    """Refuse to write a text over an image, which may be one of those that it is about.

    Raises:
        UnwritableOutputError: if the output is an image that exists.
    """
    if output.is_file() and (is_image(output) or is_data_name(output.name)):
        raise UnwritableOutputError(
            f"{output}: expected a place for a text, got an image, which would be lost; choose another name"
        )

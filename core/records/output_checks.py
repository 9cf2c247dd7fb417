"""Check that outputs overwrite neither images nor each other."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from core.errors import UnwritableOutputError
from core.files import require_distinct
from core.formats import is_data_name
from core.readers.folder import is_image


def require_no_image(output: Path) -> None:
    """Refuse to write a text over an image, which may be one of those that it describes.

    Raises:
        UnwritableOutputError: if the output is an image that exists.
    """
    if output.is_file() and (is_image(output) or is_data_name(output.name)):
        raise UnwritableOutputError(
            subject=str(output),
            expected="a place for a text",
            got="an image, which would be lost",
            advice="choose another name",
        )


def require_separate_outputs(outputs: Sequence[Path], inputs: Iterable[str]) -> None:
    """Refuse to write texts over each other, over an image, or over their own inputs.

    Raises:
        UnwritableOutputError: if one would be.
    """
    paths = [Path(path) for path in inputs]
    for output in outputs:
        require_distinct(output, paths)
        require_no_image(output)
    if len({output.resolve() for output in outputs}) < len(outputs):
        raise UnwritableOutputError(
            subject=str(outputs[0]), expected="a file for each output", got="the same twice", advice="choose another"
        )

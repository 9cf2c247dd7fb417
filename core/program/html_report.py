"""HTML reports: each one self-contained file, without network or scripts.

Their templates are the files of `resources/templates`, for Jinja2, which escapes all values.
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import cv2
import numpy as np
import numpy.typing as npt

from core.program.locations import resource

if TYPE_CHECKING:
    from jinja2 import Environment


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a page.

    Attributes:
        head: titles of the columns.
        rows: a cell for each column; whole numbers are right-aligned.
    """

    head: Sequence[str]
    rows: Sequence[Sequence[str | int]]


def render_page(template: str, **values: object) -> str:
    """Write a whole page.

    Args:
        template: name of its file in `resources/templates`.
        values: what the template shows, all of it; texts are escaped.
    """
    return template_environment().get_template(template).render(values)


def embed_picture(picture: npt.NDArray[np.uint8]) -> str:
    """Encode a picture, (H, W) grey or (H, W, 3) BGR uint8, as JPEG in the source of a page's image."""
    return _embed(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 85])[1].tobytes(), "jpeg")


def embed_png(content: bytes) -> str:
    """Encode the bytes of a PNG file as the source of a page's image."""
    return _embed(content, "png")


def _embed(content: bytes, kind: str) -> str:
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"


@lru_cache(1)
def template_environment() -> "Environment":
    """Return what renders the templates; it escapes all values."""
    # Imported here: only what writes a page needs it.
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        loader=FunctionLoader(read_template),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["grouped"] = "{:,}".format
    return environment


def read_template(name: str) -> str:
    """Read a template by its file name."""
    return resource("templates", name).read_text("utf-8")

"""What the HTML reports share: one file each that needs nothing else, no network, no scripts."""

import base64
from collections.abc import Iterable, Sequence
from html import escape

import cv2
import numpy as np
import numpy.typing as npt

_STYLE = """
:root { color-scheme: light dark; --ink: #1c2128; --paper: #ffffff; --card: #f3f5f7; --line: #d5dae0;
  --problem: #b3261e; --note: #8a5a00; --fine: #1b6e3c; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e8ec; --paper: #16191d; --card: #21262c; --line: #3a424b;
  --problem: #ff8a80; --note: #f2c14e; --fine: #7bd99a; } }
body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; }
h2 { margin-top: 2.5rem; }
table { border-collapse: collapse; }
th, td { padding: .25rem .8rem; border-bottom: 1px solid var(--line); text-align: left; overflow-wrap: anywhere; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
.remark { margin: .8rem 0; padding: .6rem 1rem; background: var(--card); border-left: .35rem solid; }
.remark p { margin: .2rem 0; color: var(--ink); }
.problem { border-color: var(--problem); } .note { border-color: var(--note); } .fine { border-color: var(--fine); }
.pairs { display: grid; grid-template-columns: repeat(auto-fill, minmax(13.5rem, 1fr)); gap: .8rem; }
figure { margin: 0; padding: .5rem; background: var(--card); border-radius: .3rem; }
figcaption { font-size: .8rem; line-height: 1.35; overflow-wrap: anywhere; }
"""


def format_page(title: str, sections: Iterable[str], style: str = "") -> str:
    """Put sections of HTML together to a whole page, with a style of its own besides the common one."""
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}{style}</style>\n</head>\n<body>\n"
        + "\n".join(sections)
        + "\n</body>\n</html>\n"
    )


def format_table(head: Sequence[str], rows: Iterable[Sequence[str | int]]) -> str:
    """Write a table as HTML; whole numbers stand to the right."""
    lines = ["".join(f"<th>{escape(title)}</th>" for title in head)]
    for row in rows:
        lines.append(
            "".join(
                f'<td class="number">{cell:,}</td>' if isinstance(cell, int) else f"<td>{escape(cell)}</td>"
                for cell in row
            )
        )
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


def format_picture(picture: npt.NDArray[np.uint8], alternative: str = "") -> str:
    """Embed a picture, (H, W) grey or (H, W, 3) BGR uint8, as JPEG."""
    content = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 85])[1].tobytes()
    return _embed(content, "jpeg", alternative)


def format_png(content: bytes, alternative: str) -> str:
    """Embed the bytes of a PNG file."""
    return _embed(content, "png", alternative)


def _embed(content: bytes, kind: str, alternative: str) -> str:
    return f'<img alt="{escape(alternative)}" src="data:image/{kind};base64,{base64.b64encode(content).decode()}">'

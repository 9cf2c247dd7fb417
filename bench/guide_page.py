"""`python -m bench.guide_page`: render docs/guide.md into resources/guide, which Help > Guide opens."""

import hashlib
import re
import unicodedata
from pathlib import Path

import cv2
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from core.program.html_report import render_page

ROOT = Path(__file__).resolve().parents[1]
SOURCE, TARGET = ROOT / "docs" / "guide.md", ROOT / "resources" / "guide"
PAGE = TARGET / "guide.html"
# Wide enough for the text's column on a screen of high resolution.
_WIDTH, _QUALITY = 1100, 75


def render_guide(source: Path = SOURCE) -> str:
    """Write the page. Its pictures are files beside it; each states the SHA-256 of the picture that it was made from.

    Links to other pages, which are not bundled, become plain text.

    Args:
        source: the guide as Markdown; pictures are relative to it.
    """
    markdown = MarkdownIt("commonmark").enable("table")
    tokens = markdown.parse(source.read_text("utf-8"))
    _name_headings(tokens)
    for token in tokens:
        if token.children:
            token.children = _offline(token.children, source.parent)
    body = markdown.renderer.render(tokens, markdown.options, {})
    title = next(tokens[place + 1].content for place, token in enumerate(tokens) if token.type == "heading_open")
    # It was made of our own page, and Markdown's HTML is not enabled by any text of it.
    return render_page("guide.html", title=title, body=Markup(body))


def write_pictures(target: Path = TARGET, source: Path = SOURCE) -> None:
    """Write the pictures of the guide beside its page, smaller than in docs."""
    for name in pictures_of(source):
        picture = cv2.imread(str(source.parent / name))
        height, width = picture.shape[:2]
        if width > _WIDTH:
            size = (_WIDTH, round(height * _WIDTH / width))
            picture = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
        cv2.imwrite(str(target / _bundled(name)), picture, [cv2.IMWRITE_WEBP_QUALITY, _QUALITY])


def pictures_of(source: Path = SOURCE) -> list[str]:
    """List the pictures that the guide shows, relative to it."""
    return re.findall(r"^!\[[^\]]*\]\(([^)]+)\)", source.read_text("utf-8"), flags=re.MULTILINE)


def _bundled(name: str) -> str:
    return f"{Path(name).stem}.webp"


def _name_headings(tokens: list[Token]) -> None:
    """Give each heading the name that links within the page lead to, as GitHub does."""
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            text = unicodedata.normalize("NFC", tokens[place + 1].content).lower()
            token.attrSet("id", re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", text)))


def _offline(children: list[Token], folder: Path) -> list[Token]:
    """Let pictures lead to the bundled ones, and drop links that lead out of the page."""
    kept = []
    is_link_kept = True
    for child in children:
        if child.type == "link_open":
            is_link_kept = str(child.attrGet("href")).startswith("#")
        if child.type in ("link_open", "link_close") and not is_link_kept:
            continue
        if child.type == "image":
            name = str(child.attrGet("src"))
            child.attrSet("src", _bundled(name))
            child.attrSet("data-made-from", hashlib.sha256((folder / name).read_bytes()).hexdigest())
        kept.append(child)
    return kept


def main() -> None:
    """Write page and pictures, and remove those that are no longer shown."""
    TARGET.mkdir(exist_ok=True)
    for file in TARGET.iterdir():
        file.unlink()
    write_pictures()
    PAGE.write_text(render_guide(), "utf-8")


if __name__ == "__main__":
    main()

"""The files of the page, read once from `resources/web/`."""

from dataclasses import dataclass

from core.program.locations import resource

_KINDS = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}
_ICON = ("icons", "falx.svg")


@dataclass(frozen=True, slots=True)
class PageFile:
    """A file of the page.

    Attributes:
        content: its bytes.
        kind: its media type.
    """

    content: bytes
    kind: str


def read_page() -> dict[str, PageFile]:
    """Read the files of the page, by the paths at which they are served; no other path leads to a file."""
    files = {
        f"/{path.name}": PageFile(path.read_bytes(), _KINDS[path.suffix])
        for path in sorted(resource("web").iterdir())
        if path.suffix in _KINDS
    }
    files["/"] = files.pop("/index.html")
    icon = resource(*_ICON)
    files["/icon.svg"] = PageFile(icon.read_bytes(), _KINDS[icon.suffix])
    return files

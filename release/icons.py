"""The program's icon in the formats of the systems, drawn from `resources/icons/falx.svg`."""

import io
import sys
from pathlib import Path

from PIL import Image

from core.program.desktop_entry import ICON_FILE
from core.program.product import COMMAND
from gui.widgets.icons import icon_drawing, icon_png

SIDES = (16, 24, 32, 48, 64, 128, 256, 512)
_ICO_SIDES = (16, 24, 32, 48, 64, 128, 256)
_ICON = "falx"


def write_icon(folder: Path, platform: str = sys.platform) -> Path:
    """Write the icon in the format of a system: .ico, .icns, or .png."""
    suffix = {"win32": ".ico", "darwin": ".icns"}.get(platform, ".png")
    path = folder / f"{COMMAND}{suffix}"
    if suffix == ".png":
        path.write_bytes(icon_png(_ICON, 256))
    else:
        pictures = [Image.open(io.BytesIO(icon_png(_ICON, side))) for side in (*_ICO_SIDES, 512)]
        largest, others = pictures[-1], pictures[:-1]
        if suffix == ".ico":
            largest.save(path, append_images=others, sizes=[(side, side) for side in _ICO_SIDES])
        else:
            largest.save(path, append_images=others)
    return path


def write_hicolor(folder: Path) -> list[Path]:
    """Write the icon set for Linux desktops, in `icons/hicolor` of a folder."""
    places = []
    for side in SIDES:
        path = folder / "icons" / "hicolor" / f"{side}x{side}" / "apps" / f"{COMMAND}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(icon_png(_ICON, side))
        places.append(path)
    path = folder / ICON_FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(icon_drawing(_ICON))
    return [*places, path]

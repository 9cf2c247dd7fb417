"""The guide shows pictures that one command takes, each of them there, and all of them small."""

import io
import re

import numpy as np
import pytest
from PIL import Image

from bench.screenshots.shots import DOCS, Shot
from bench.screenshots.small_png import write_small_png
from bench.screenshots.variants import VARIANTS, folder_of
from core.image.phantom import draw_head

_PICTURE = re.compile(r"!\[[^\]]+\]\(([^)]+)\)")


def pictures_of(name):
    return _PICTURE.findall((DOCS / name).read_text("utf-8"))


def test_each_picture_of_the_guide_is_one_that_the_command_takes():
    named = pictures_of("guide.md")
    assert len(named) == len(set(named))
    assert {*named, "window.png"} == {shot.value for shot in Shot}


def test_the_readme_shows_the_window_and_leads_to_the_guide():
    readme = (DOCS.parent / "README.md").read_text("utf-8")
    assert [name for name in _PICTURE.findall(readme) if name.endswith(".png")] == [f"docs/{Shot.WINDOW.value}"]
    assert "(docs/guide.md)" in readme


@pytest.mark.parametrize("shot", Shot, ids=lambda shot: shot.name)
def test_each_picture_is_there_in_a_palette(shot):
    with Image.open(shot.path) as picture:
        assert picture.mode == "P"
        # The smallest is a dialog.
        assert min(picture.size) >= 440


def test_nothing_else_is_beside_them_and_they_are_small():
    files = {path for path in (DOCS / "screenshots").iterdir() if path.is_file()}
    assert files == {shot.path for shot in Shot} - {Shot.WINDOW.path}
    assert sum(path.stat().st_size for path in files) < 1_100_000


def test_no_two_of_them_show_the_same():
    pictures = [path.read_bytes() for path in (DOCS / "screenshots").rglob("*.png")]
    assert len(set(pictures)) == len(pictures)


def test_the_variants_are_in_both_themes_at_both_scales_and_not_committed():
    folders = [folder_of(*variant) for variant in VARIANTS]
    assert [folder.name for folder in folders] == ["light-100", "light-200", "dark-100", "dark-200"]
    ignored = (DOCS.parent / ".gitignore").read_text("utf-8").splitlines()
    assert all(f"{folder.relative_to(DOCS.parent).parts[0]}/" in ignored for folder in folders)


def test_the_standalone_program_is_shown_where_it_is_explained():
    folder = DOCS / "screenshots" / "standalone"
    text = (DOCS / "packaging.md").read_text("utf-8")
    assert set(re.findall(r"\(screenshots/standalone/([\w-]+\.png)\)", text)) == {
        path.name for path in folder.iterdir()
    }
    assert sum(path.stat().st_size for path in folder.iterdir()) < 250_000


def test_the_colours_of_a_theme_stay_exact_and_others_nearly(tmp_path):
    head = draw_head(1, "glioma", 96).pixels
    pixels = np.repeat(head[..., None], 3, axis=2)
    pixels[..., 2] = pixels[:, ::-1, 1]
    pixels[:40] = (29, 102, 176)
    png = io.BytesIO()
    Image.fromarray(pixels).save(png, "PNG")
    write_small_png(png.getvalue(), tmp_path / "small.png")
    small = np.asarray(Image.open(tmp_path / "small.png").convert("RGB"))
    assert (small[:40] == (29, 102, 176)).all()
    assert np.abs(small.astype(int) - pixels).max() < 24
    assert (tmp_path / "small.png").stat().st_size < len(png.getvalue())


def test_a_picture_of_few_colours_stays_as_it_is(tmp_path):
    pixels = np.zeros((20, 30, 3), np.uint8)
    pixels[5:, 7:] = (230, 159, 0)
    png = io.BytesIO()
    Image.fromarray(pixels).save(png, "PNG")
    write_small_png(png.getvalue(), tmp_path / "small.png")
    assert (np.asarray(Image.open(tmp_path / "small.png").convert("RGB")) == pixels).all()

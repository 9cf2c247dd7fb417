"""Each page of a TIFF is looked at before one is decoded."""

import struct

import cv2
import numpy as np
import pytest

from core.errors import UnreadableImageError, UnsupportedImageError

PIXELS = np.arange(32 * 32, dtype=np.uint16).astype(np.uint8).reshape(32, 32)
PAGE_LENGTH = 2 + 9 * 12 + 4


def tiff(sizes, order="<", last=0):
    """Write pages of such (width, height), all of the same pixels; the last page leads to an offset or a page."""
    head = (b"II" if order == "<" else b"MM") + struct.pack(f"{order}HI", 42, 8 + PIXELS.size) + PIXELS.tobytes()
    pages = []
    for number, (width, height) in enumerate(sizes, 1):
        tags = {256: width, 257: height, 258: 8, 259: 1, 262: 1, 273: 8, 277: 1, 278: height, 279: PIXELS.size}
        entries = [struct.pack(f"{order}HHII", tag, 4, 1, value) for tag, value in tags.items()]
        following = page_at(number) if number < len(sizes) else last
        pages.append(struct.pack(f"{order}H", 9) + b"".join(entries) + struct.pack(f"{order}I", following))
    return head + b"".join(pages)


def page_at(number):
    return 8 + PIXELS.size + number * PAGE_LENGTH


@pytest.fixture
def refuse(read_tiff, monkeypatch):
    def refuse(content, kind, match):
        monkeypatch.setattr(cv2, "imdecodemulti", lambda *_: pytest.fail("decoded"))
        with pytest.raises(kind, match=rf"^a\.tif: .*{match}"):
            read_tiff(content)

    return refuse


@pytest.mark.parametrize("order", ["<", ">"])
def test_pages_are_read(read_tiff, order):
    images = read_tiff(tiff([(32, 32)] * 3, order))
    assert len(images) == 3
    for image in images:
        np.testing.assert_array_equal(image.pixels, PIXELS)


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("before", [0, 1, 5])
def test_a_monster_on_a_later_page_is_refused_by_its_header(refuse, order, before):
    content = tiff([*[(32, 32)] * before, (20_000, 20_000), (32, 32)], order)
    refuse(content, UnsupportedImageError, "20000 x 20000 pixels")


def test_a_dot_on_a_later_page_is_refused_by_its_header(refuse):
    refuse(tiff([(32, 32), (8, 8)]), UnsupportedImageError, "8 x 8 pixels")


@pytest.mark.parametrize("target", [0, 1, 2])
def test_pages_in_a_circle_are_refused(refuse, target):
    refuse(tiff([(32, 32)] * 3, last=page_at(target)), UnreadableImageError, "circle")


def test_a_chain_without_end_is_refused(refuse):
    refuse(tiff([(32, 32)] * 70_000), UnsupportedImageError, "split it")


def test_many_large_pages_are_refused(refuse):
    refuse(tiff([(10_000, 10_000)] * 6), UnsupportedImageError, "split it")


@pytest.mark.parametrize("last", [page_at(2) - 1, page_at(2), 4_000_000_000])
def test_a_chain_that_leaves_the_file_is_refused(refuse, last):
    refuse(tiff([(32, 32)] * 2, last=last), UnreadableImageError, "ends within its header")


def test_of_two_sizes_the_larger_counts(refuse):
    content = tiff([(32, 32)]).replace(struct.pack("<HHII", 258, 4, 1, 8), struct.pack("<HHII", 256, 4, 1, 9_000_000))
    refuse(content, UnsupportedImageError, "9000000 x 32 pixels")

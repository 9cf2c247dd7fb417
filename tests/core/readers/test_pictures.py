"""GIF, JPEG 2000, PNM and AVIF give back what was written; JPEG without its end marker too."""

from io import BytesIO

import cv2
import numpy as np
import pytest
from PIL import Image, features

from core.errors import UnreadableImageError, UnsupportedImageError
from core.image.phantom import head_phantom
from core.readers import find_images, read_slices
from core.readers.raster import pages as raster
from core.readers.raster import pictures

HEAD = head_phantom(3, "glioma", 64)
DEEP = HEAD.astype(np.uint16) * 200
COLOURS = np.dstack([HEAD, HEAD // 2, 255 - HEAD])


@pytest.fixture
def write(tmp_path):
    def write(name, pixels, **options):
        path = tmp_path / name
        Image.fromarray(pixels).save(path, **options)
        return path

    return write


@pytest.mark.parametrize("name", ["a.gif", "a.jp2", "a.j2k", "a.pgm"])
def test_grey_comes_back(write, name):
    [image] = read_slices(write(name, HEAD))
    np.testing.assert_array_equal(image.pixels, HEAD)


@pytest.mark.parametrize("name", ["a.jp2", "a.j2k", "a.ppm"])
def test_colours_come_back(write, name):
    [image] = read_slices(write(name, COLOURS))
    np.testing.assert_array_equal(image.pixels, COLOURS)


@pytest.mark.parametrize("name", ["a.jp2", "a.pgm"])
def test_sixteen_bits_come_back(write, name):
    [image] = read_slices(write(name, DEEP))
    assert image.pixels.dtype == np.uint16
    np.testing.assert_array_equal(image.pixels, DEEP)


def test_pnm_as_text_is_read(tmp_path):
    path = tmp_path / "a.pgm"
    path.write_text("P2\n# by hand\n64 64\n255\n" + " ".join(map(str, HEAD.ravel().tolist())))
    np.testing.assert_array_equal(read_slices(path)[0].pixels, HEAD)


def test_frames_of_a_gif_become_slices(write):
    frames = [Image.fromarray(HEAD[::-1]), Image.fromarray(HEAD // 2)]
    images = read_slices(write("a.gif", HEAD, save_all=True, append_images=frames))
    assert [(image.frame, image.frame_count) for image in images] == [(0, 3), (1, 3), (2, 3)]
    np.testing.assert_array_equal(images[1].pixels, HEAD[::-1])


def test_a_gif_of_too_many_frames_is_refused(write, monkeypatch):
    monkeypatch.setattr(raster, "_MOST_PAGES", 2)
    frames = [Image.fromarray(HEAD // number) for number in (2, 3)]
    with pytest.raises(UnsupportedImageError, match="split it"):
        read_slices(write("a.gif", HEAD, save_all=True, append_images=frames))


@pytest.mark.skipif(not features.check("avif"), reason="this Pillow writes no AVIF")
@pytest.mark.parametrize("is_by_opencv", [False, True])
def test_avif_is_read(write, monkeypatch, is_by_opencv):
    path = write("a.avif", COLOURS, quality=100)
    if is_by_opencv:
        monkeypatch.setattr(pictures.features, "check", lambda _: False)
    if is_by_opencv and not cv2.haveImageReader(str(path)):
        with pytest.raises(UnsupportedImageError, match="AVIF"):
            read_slices(path)
    else:
        assert np.abs(read_slices(path)[0].pixels.astype(int) - COLOURS).mean() < 6


@pytest.mark.parametrize("name", ["a.gif", "a.jp2", "a.j2k", "a.pgm", "a.ppm", "a.avif"])
@pytest.mark.parametrize("share", [0.05, 0.5, 0.9])
def test_a_cut_off_picture_is_refused(write, name, share, capfd):
    if name == "a.avif" and not features.check("avif"):
        pytest.skip("this Pillow writes no AVIF")
    path = write(name, HEAD if name != "a.ppm" else COLOURS)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(UnreadableImageError, match=rf"^{name}: "):
        read_slices(path)
    assert capfd.readouterr() == ("", "")


def test_monsters_are_refused_by_their_headers(tmp_path):
    (tmp_path / "a.pgm").write_bytes(b"P5 12000 12000 255\n" + bytes(100))
    (tmp_path / "a.gif").write_bytes(b"GIF89a\xff\xff\xff\xff\0\0\0,\0\0\0\0\xff\xff\xff\xff\0\x08\x01\0\0;")
    (tmp_path / "b.pgm").write_bytes(b"P5 120000 120000 255\n" + bytes(100))
    for name in ("a.pgm", "a.gif", "b.pgm"):
        with pytest.raises(UnsupportedImageError, match="megapixels"):
            read_slices(tmp_path / name)


def test_new_formats_are_found_in_a_folder(write, tmp_path):
    names = ["a.gif", "b.jp2", "c.pgm"]
    for name in names:
        write(name, HEAD)
    write("d.gif", HEAD).rename(tmp_path / "d")
    (tmp_path / "e.txt").write_text("P5 was a car")
    assert [path.name for path in find_images(tmp_path)] == [*names, "d"]


def jpeg(pixels, **options):
    file = BytesIO()
    Image.fromarray(pixels).save(file, "JPEG", **options)
    return file.getvalue()


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"restart_marker_blocks": 3}, {"optimize": True}])
@pytest.mark.parametrize("pixels", [HEAD, COLOURS], ids=["grey", "colours"])
@pytest.mark.parametrize("end", [b"", b"\xff", b"\0\0\0"], ids=["none", "half", "zeros"])
def test_a_jpeg_without_its_end_marker_opens(tmp_path, options, pixels, end):
    content = jpeg(pixels, **options)
    (tmp_path / "whole.jpg").write_bytes(content)
    (tmp_path / "a.jpg").write_bytes(content[:-2] + end)
    [whole], [image] = read_slices(tmp_path / "whole.jpg"), read_slices(tmp_path / "a.jpg")
    np.testing.assert_array_equal(image.pixels, whole.pixels)
    assert whole.remarks == ()
    assert "end marker" in image.remarks[0]


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"restart_marker_blocks": 3}])
@pytest.mark.parametrize("lost", [8, 20, 100, 400])
@pytest.mark.parametrize("end", [b"", bytes(1000)], ids=["none", "zeros"])
def test_a_jpeg_that_lacks_more_is_refused(tmp_path, options, lost, end):
    (tmp_path / "a.jpg").write_bytes(jpeg(COLOURS, **options)[:-lost] + end)
    with pytest.raises(UnreadableImageError, match=r"^a\.jpg: "):
        read_slices(tmp_path / "a.jpg")


def test_a_progressive_jpeg_that_lacks_its_last_scans_is_refused(tmp_path):
    content = jpeg(COLOURS, progressive=True)
    scans = [at for at in range(len(content) - 1) if content[at : at + 2] == b"\xff\xda"]
    tables = content.rindex(b"\xff\xc4", 0, scans[-1])
    (tmp_path / "a.jpg").write_bytes(content[:tables])
    with pytest.raises(UnreadableImageError, match=r"^a\.jpg: "):
        read_slices(tmp_path / "a.jpg")


def test_a_jpeg_of_another_kind_is_named(tmp_path):
    content = jpeg(HEAD)
    (tmp_path / "a.jpg").write_bytes(content.replace(b"\xff\xc0", b"\xff\xc3"))
    with pytest.raises(UnsupportedImageError, match="a lossless JPEG"):
        read_slices(tmp_path / "a.jpg")


def test_a_cmyk_jpeg_is_read_and_its_damage_reported_in_silence(tmp_path, capfd):
    file = BytesIO()
    Image.fromarray(COLOURS).convert("CMYK").save(file, "JPEG", quality=95)
    (tmp_path / "a.jpg").write_bytes(file.getvalue())
    assert np.abs(read_slices(tmp_path / "a.jpg")[0].pixels.astype(int) - COLOURS).mean() < 4
    (tmp_path / "a.jpg").write_bytes(file.getvalue()[:-300])
    with pytest.raises(UnreadableImageError):
        read_slices(tmp_path / "a.jpg")
    assert capfd.readouterr() == ("", "")


def test_a_jpeg_too_short_for_its_size_is_refused(tmp_path):
    for name, options in (("a.jpg", {}), ("b.jpg", {"progressive": True})):
        content = bytearray(jpeg(HEAD, **options))
        frame = max(content.find(b"\xff\xc0"), content.find(b"\xff\xc2"))
        content[frame + 5 : frame + 9] = (9000).to_bytes(2, "big") * 2
        (tmp_path / name).write_bytes(content)
        with pytest.raises(UnreadableImageError, match="too short"):
            read_slices(tmp_path / name)


def test_a_blank_jpeg_is_long_enough(write):
    for options in ({}, {"optimize": True}, {"progressive": True}):
        [image] = read_slices(write("a.jpg", np.zeros((3000, 3000), np.uint8), **options))
        assert not image.pixels.any()


@pytest.mark.parametrize("name", ["a.jp2", "a.j2k"])
def test_jpeg_2000_of_several_tiles_is_read_and_a_missing_tile_reported(write, name):
    path = write(name, HEAD, tile_size=(24, 24))
    np.testing.assert_array_equal(read_slices(path)[0].pixels, HEAD)
    content = bytearray(path.read_bytes())
    size = content.index(b"\xff\x4f\xff\x51") + 8
    content[size : size + 8] = (6400).to_bytes(4, "big") * 2
    if name == "a.jp2":
        box = content.index(b"ihdr") + 4
        content[box : box + 8] = (6400).to_bytes(4, "big") * 2
    path.write_bytes(content)
    with pytest.raises(UnreadableImageError, match="tiles"):
        read_slices(path)

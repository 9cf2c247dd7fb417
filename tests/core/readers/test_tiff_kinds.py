"""TIFF pages of kinds that OpenCV misreads or does not read, in TIFF and BigTIFF of either byte order."""

import struct
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from core.errors import UnreadableImageError, UnsupportedImageError
from core.image.phantom import head_phantom
from core.image.windowing import shown_pixels

HEAD = head_phantom(3, "glioma", 64)
DEEP = HEAD.astype(np.uint16) * 200
COLOURS = np.stack([DEEP, DEEP[::-1], DEEP[:, ::-1]])
LETTERS = {1: "B", 3: "H", 4: "I"}


def tiff(pages, order="<", is_big=False):
    """Write pages of (shape, bytes, tags); the bytes are cut into as many strips as there are separate planes."""
    offset, most = ("Q", 8) if is_big else ("I", 4)
    content = bytearray(b"II" if order == "<" else b"MM")
    content += struct.pack(f"{order}HHHQ", 43, 8, 0, 0) if is_big else struct.pack(f"{order}HI", 42, 0)
    link = 8 if is_big else 4
    for (height, width), data, changed in pages:
        at, content = len(content), content + data + b"\0" * (len(data) % 2)
        planes = changed.get(277, 1) if changed.get(284) == 2 else 1
        tags = {256: width, 257: height, 258: 8, 259: 1, 262: 1, 277: 1, 278: height, **changed}
        tags[273] = [at + number * len(data) // planes for number in range(planes)]
        tags[279] = [len(data) // planes] * planes
        for tag in (258, 339):
            if tag in tags:
                tags[tag] = [tags[tag]] * tags[277]
        struct.pack_into(order + offset, content, link, len(content))
        content += struct.pack(order + ("Q" if is_big else "H"), len(tags))
        beyond, place = b"", len(content) + (20 if is_big else 12) * len(tags) + most
        for tag, value in sorted(tags.items()):
            values = value if isinstance(value, list) else [value]
            kind = 4 if tag in (254, 256, 257, 273, 278, 279) else 3
            body = struct.pack(f"{order}{len(values)}{LETTERS[kind]}", *values)
            content += struct.pack(order + ("HHQ" if is_big else "HHI"), tag, kind, len(values))
            if len(body) > most:
                content += struct.pack(order + offset, place + len(beyond))
                beyond += body
            else:
                content += body.ljust(most, b"\0")
        link = len(content)
        content += struct.pack(order + offset, 0) + beyond
    return bytes(content)


def likeness(shown, drawn):
    return np.corrcoef(shown.ravel(), drawn.ravel())[0, 1]


@pytest.mark.parametrize("is_big", [False, True])
@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("depth", [8, 16])
def test_both_byte_orders_and_sizes_of_offsets_are_read(read_tiff, order, is_big, depth):
    pixels = HEAD if depth == 8 else DEEP
    data = pixels.astype(f"{order}u{depth // 8}").tobytes()
    images = read_tiff(tiff([(HEAD.shape, data, {258: depth})] * 2, order, is_big))
    assert len(images) == 2
    np.testing.assert_array_equal(images[1].pixels, pixels)


@pytest.mark.parametrize("is_big", [False, True])
@pytest.mark.parametrize("order", ["<", ">"])
def test_white_is_zero_is_turned_round(read_tiff, order, is_big):
    deep = tiff([(HEAD.shape, (65535 - DEEP).astype(f"{order}u2").tobytes(), {258: 16, 262: 0})], order, is_big)
    np.testing.assert_array_equal(read_tiff(deep)[0].pixels, DEEP)
    np.testing.assert_array_equal(read_tiff(tiff([(HEAD.shape, (255 - HEAD).tobytes(), {262: 0})]))[0].pixels, HEAD)


@pytest.mark.parametrize("is_big", [False, True])
@pytest.mark.parametrize("order", ["<", ">"])
def test_separate_planes_are_put_together(read_tiff, order, is_big):
    tags = {258: 16, 262: 2, 277: 3, 284: 2}
    data = COLOURS.astype(f"{order}u2").tobytes()
    [image] = read_tiff(tiff([(HEAD.shape, data, tags)], order, is_big))
    together = COLOURS.transpose(1, 2, 0)
    [chunky] = read_tiff(tiff([(HEAD.shape, together.astype(f"{order}u2").tobytes(), {**tags, 284: 1})], order, is_big))
    np.testing.assert_array_equal(image.pixels, chunky.pixels)
    assert likeness(image.pixels, together) > 0.999


def test_of_separate_grey_planes_the_first_is_shown(read_tiff):
    [image] = read_tiff(tiff([(HEAD.shape, COLOURS[:2].tobytes(), {258: 16, 277: 2, 284: 2})]))
    np.testing.assert_array_equal(image.pixels, DEEP)


NUMBERS = {
    "32 bits without sign": (DEEP.astype(np.uint32) * 300_000, {258: 32}),
    "64 bits without sign": (DEEP.astype(np.uint64) << np.uint64(40), {258: 64}),
    "64 bits": (DEEP.astype(np.int64) - 70_000, {258: 64, 339: 2}),
    "half floats": ((HEAD / 7).astype(np.float16), {258: 16, 339: 3}),
    "doubles": (HEAD / 7.0, {258: 64, 339: 3}),
}


@pytest.mark.parametrize("numbers", NUMBERS)
@pytest.mark.parametrize("order", ["<", ">"])
def test_numbers_of_any_depth_keep_their_order(read_tiff, numbers, order):
    pixels, tags = NUMBERS[numbers]
    [image] = read_tiff(tiff([(HEAD.shape, pixels.astype(pixels.dtype.newbyteorder(order)).tobytes(), tags)], order))
    np.testing.assert_allclose(image.pixels, pixels.astype(np.float64), rtol=1e-6)


@pytest.mark.parametrize("photometric", [0, 1])
def test_four_bits_are_read(read_tiff, photometric):
    quarter = HEAD >> 4
    data = (quarter[:, ::2] << 4) | quarter[:, 1::2]
    [image] = read_tiff(tiff([(HEAD.shape, (data if photometric else ~data).tobytes(), {258: 4, 262: photometric})]))
    np.testing.assert_array_equal(image.pixels, quarter * 17)


@pytest.mark.parametrize("method", ["zstd", "lzma", "tiff_lzw", "packbits", "tiff_adobe_deflate"])
@pytest.mark.parametrize("pixels", [HEAD, DEEP])
def test_packed_pixels_are_read_and_their_damage_is_reported_in_silence(read_tiff, method, pixels):
    file = BytesIO()
    Image.fromarray(pixels).save(file, "TIFF", compression=method)
    np.testing.assert_array_equal(read_tiff(file.getvalue())[0].pixels, pixels)
    content = bytearray(file.getvalue())
    content[20:400] = bytes(380)
    if method in ("zstd", "lzma"):
        with pytest.raises(UnreadableImageError, match="damaged"):
            read_tiff(bytes(content))


@pytest.mark.parametrize(("method", "name"), [(34887, "LERC"), (50001, "WebP"), (50002, "JPEG XL"), (64000, "64000")])
def test_what_is_packed_otherwise_is_named(read_tiff, method, name):
    with pytest.raises(UnsupportedImageError, match=rf"^a\.tif: .*packed by .*{name}"):
        read_tiff(tiff([(HEAD.shape, HEAD.tobytes(), {259: method})]))


def test_an_odd_depth_is_named(read_tiff):
    with pytest.raises(UnsupportedImageError, match="one of 24 bits"):
        read_tiff(tiff([(HEAD.shape, HEAD.tobytes() * 3, {258: 24})]))


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("left_out", [1, 4, 5])
def test_reduced_pages_and_masks_are_left_out(read_tiff, order, left_out):
    small = (HEAD[:8, :8].shape, HEAD[:8, :8].tobytes(), {254: left_out})
    second = np.ascontiguousarray(HEAD[::-1])
    pages = [(HEAD.shape, HEAD.tobytes(), {}), small, (HEAD.shape, second.tobytes(), {254: 2}), small]
    images = read_tiff(tiff(pages, order))
    assert [image.frame_count for image in images] == [2, 2]
    np.testing.assert_array_equal(images[0].pixels, HEAD)
    np.testing.assert_array_equal(images[1].pixels, second)


def test_a_file_of_reduced_pages_alone_is_read(read_tiff):
    assert len(read_tiff(tiff([(HEAD.shape, HEAD.tobytes(), {254: 1})]))) == 1


def test_a_cmyk_picture_is_read(read_tiff):
    file = BytesIO()
    Image.fromarray(HEAD).convert("CMYK").save(file, "TIFF")
    assert likeness(shown_pixels(read_tiff(file.getvalue())[0]), HEAD) > 0.999


@pytest.mark.parametrize("lost", [0.2, 0.5, 0.9])
def test_missing_planes_are_damage(read_tiff, lost):
    content = tiff([(HEAD.shape, COLOURS.tobytes(), {258: 16, 262: 2, 277: 3, 284: 2})])
    at = struct.unpack_from("<I", content, 4)[0]
    short = content[: int(8 + (at - 8) * (1 - lost))]
    with pytest.raises(UnreadableImageError):
        read_tiff(short)

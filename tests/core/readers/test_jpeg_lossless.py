"""JPEG lossless: whatever the predictor, depth and layout, the pixels come back; damage is refused."""

import struct

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydicom.encaps import encapsulate
from pydicom.uid import JPEGLossless, JPEGLosslessSV1

from core.errors import UnreadableImageError
from core.readers import read_slices
from core.readers.dicom.jpeg_lossless import decode_jpeg_lossless

# The length of the code of each size from 0 to 16.
EVEN, SKEWED = [5] * 17, [*range(1, 12), *[14] * 6]


def encoded(pixels, precision=16, predictor=1, shift=0, lines=0, is_interleaved=True, tables=(EVEN,)):
    """Write (H, W, samples) as JPEG of process 14, with tables for the components in turn."""
    rows, columns, samples = pixels.shape
    numbers = range(1, samples + 1)
    parts = [b"\xff\xd8", segment(0xFE, b"a remark")]
    for number, lengths in enumerate(tables):
        symbols = sorted(range(17), key=lambda size: (lengths[size], size))
        counts = bytes(lengths.count(length) for length in range(1, 17))
        parts.append(segment(0xC4, bytes([number]) + counts + bytes(symbols)))
    frame = b"".join(bytes([number, 0x11, 0]) for number in numbers)
    parts.append(segment(0xC3, struct.pack(">BHHB", precision, rows, columns, samples) + frame))
    if lines:
        parts.append(segment(0xDD, struct.pack(">H", lines * columns)))
    for group in [list(numbers)] if is_interleaved else [[number] for number in numbers]:
        choices = [(number, (number - 1) % len(tables)) for number in group]
        header = b"".join(bytes([number, choice << 4]) for number, choice in choices)
        parts.append(segment(0xDA, bytes([len(group)]) + header + bytes([predictor, 0, shift])))
        step = lines or rows
        for index, first in enumerate(range(0, rows, step)):
            if index:
                parts.append(bytes([0xFF, 0xD0 + (index - 1) % 8]))
            block = pixels[first : first + step, :, [number - 1 for number in group]].astype(int) >> shift
            parts.append(coded(block, [tables[choice] for _, choice in choices], predictor, precision - shift))
    return b"".join([*parts, b"\xff\xd9"])


def segment(marker, body):
    return struct.pack(">BBH", 0xFF, marker, 2 + len(body)) + body


def coded(block, tables, predictor, precision):
    bits = []
    for row, column in np.ndindex(block.shape[:2]):
        for component, lengths in enumerate(tables):
            plane = block[..., component]
            difference = (plane[row, column] - predicted(plane, row, column, predictor, precision)) % 65_536
            difference -= 65_536 * (difference > 32_768)
            size = int(abs(difference)).bit_length()
            bits.append(codes(lengths)[size])
            if 0 < size < 16:
                bits.append(f"{difference if difference > 0 else difference + (1 << size) - 1:0{size}b}")
    text = "".join(bits)
    text += "1" * (-len(text) % 8)
    return int(text, 2).to_bytes(len(text) // 8, "big").replace(b"\xff", b"\xff\0")


def predicted(plane, row, column, predictor, precision):
    """Follow H.1.2.1 to the letter."""
    if row == column == 0:
        return 1 << (precision - 1)
    if row == 0:
        return plane[row, column - 1]
    if column == 0:
        return plane[row - 1, column]
    a, b, c = plane[row, column - 1], plane[row - 1, column], plane[row - 1, column - 1]
    return [a, b, c, a + b - c, a + ((b - c) >> 1), b + ((a - c) >> 1), (a + b) >> 1][predictor - 1]


def codes(lengths):
    words, code, before = {}, 0, 0
    for size in sorted(range(17), key=lambda size: (lengths[size], size)):
        code <<= lengths[size] - before
        words[size], before = f"{code:0{lengths[size]}b}", lengths[size]
        code += 1
    return words


def noise(shape, precision=16):
    return np.random.default_rng(precision).integers(0, 1 << precision, shape)


@pytest.mark.parametrize("predictor", range(1, 8))
@pytest.mark.parametrize("precision", [2, 8, 12, 16])
def test_any_predictor_and_depth_are_undone(predictor, precision):
    pixels = noise((9, 13, 1), precision)
    decoded = decode_jpeg_lossless(encoded(pixels, precision, predictor), 9, 13, 1)
    np.testing.assert_array_equal(decoded, pixels)
    assert decoded.dtype == (np.uint8 if precision <= 8 else np.uint16)


def test_the_largest_difference_is_undone():
    pixels = np.array([[[0], [32_768], [0], [65_535], [0]]] * 2)
    np.testing.assert_array_equal(decode_jpeg_lossless(encoded(pixels), 2, 5, 1), pixels)


@pytest.mark.parametrize("is_interleaved", [True, False])
@pytest.mark.parametrize("tables", [(EVEN,), (SKEWED,), (EVEN, SKEWED)])
@pytest.mark.parametrize("lines", [0, 1, 2])
def test_any_layout_of_colours_is_undone(is_interleaved, tables, lines):
    pixels = noise((5, 7, 3), 8)
    stream = encoded(pixels, 8, 4, 0, lines, is_interleaved, tables)
    np.testing.assert_array_equal(decode_jpeg_lossless(stream, 5, 7, 3), pixels)


def test_a_point_transform_loses_the_low_bits_only():
    pixels = noise((5, 7, 1), 12)
    stream = encoded(pixels, 12, predictor=7, shift=3)
    np.testing.assert_array_equal(decode_jpeg_lossless(stream, 5, 7, 1), pixels >> 3 << 3)


def test_a_stream_of_many_blocks_is_undone():
    pixels = noise((160, 200, 1))
    np.testing.assert_array_equal(decode_jpeg_lossless(encoded(pixels), 160, 200, 1), pixels)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"\xff\xc3", b"\xff\xc1"),
        (struct.pack(">HH", 9, 13), struct.pack(">HH", 9, 12)),
        (struct.pack(">HH", 9, 13), struct.pack(">HH", 60_000, 60_000)),
        (b"\xff\xc3\0\x0b\x10", b"\xff\xc3\0\x0b\x11"),
        (b"\xff\xda\0\x08\x01\x01", b"\xff\xda\0\x08\x01\x02"),
        (b"\xff\xda\0\x08\x01\x01\0\x01", b"\xff\xda\0\x08\x01\x01\0\x08"),
        (b"\xff\xda\0\x08\x01\x01\0", b"\xff\xda\0\x08\x01\x01\x10"),
        (b"\xff\xc4\0\x24", b"\xff\xc4\0\x25"),
        (b"\xff\xda", b"\xff\xd9"),
    ],
)
def test_a_damaged_header_is_refused(old, new):
    stream = encoded(noise((9, 13, 1)))
    assert stream.count(old) == 1
    with pytest.raises(ValueError, match=r"^(a|an|another|data) "):
        decode_jpeg_lossless(stream.replace(old, new), 9, 13, 1)


@pytest.mark.parametrize("share", [0.0, 0.1, 0.3, 0.5, 0.9])
def test_a_cut_off_stream_is_refused(share):
    stream = encoded(noise((9, 13, 1)))
    with pytest.raises(ValueError, match=r"^(a|data) "):
        decode_jpeg_lossless(stream[: int(len(stream) * share)], 9, 13, 1)


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=4))
def test_any_changed_stream_is_decoded_or_refused(changes):
    stream = bytearray(encoded(noise((9, 13, 3), 8), 8, 6, 0, 3))
    for position, value in changes:
        stream[position % len(stream)] = value
    try:
        decoded = decode_jpeg_lossless(bytes(stream), 9, 13, 3)
    except ValueError:
        return
    assert decoded.shape == (9, 13, 3)


@pytest.mark.parametrize(("syntax", "predictor"), [(JPEGLossless, 5), (JPEGLosslessSV1, 1)])
@pytest.mark.parametrize("kind", [np.uint8, np.uint16, np.int16])
def test_frames_of_dicom_are_read(make_dicom, syntax, predictor, kind):
    frames = noise((2, 20, 24), 16).astype(np.uint16).astype(kind)
    stored = frames.view(np.uint16) if frames.itemsize == 2 else frames
    streams = [encoded(frame[..., None], 8 * frames.itemsize, predictor) for frame in stored]
    path = make_dicom(frames, syntax=syntax, PixelData=encapsulate(streams))
    for image, frame in zip(read_slices(path), frames, strict=True):
        np.testing.assert_array_equal(image.pixels, frame)


def test_colour_of_dicom_is_read(make_dicom):
    pixels = noise((20, 24, 3), 8).astype(np.uint8)
    [image] = read_slices(make_dicom(pixels, syntax=JPEGLossless, PixelData=encapsulate([encoded(pixels, 8)])))
    np.testing.assert_array_equal(image.pixels, pixels)


def test_damage_names_the_file_and_the_syntax(make_dicom):
    pixels = noise((20, 24)).astype(np.uint16)
    path = make_dicom(pixels, syntax=JPEGLossless, PixelData=encapsulate([encoded(pixels[..., None])[:500]]))
    with pytest.raises(UnreadableImageError, match=r"^a\.dcm: .*JPEG Lossless"):
        read_slices(path)

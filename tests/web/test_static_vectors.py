"""The page by itself computes what Python does: the same pixels, verdicts, probabilities, words and heat maps."""

import struct
import zlib
from dataclasses import asdict
from io import BytesIO

import cv2
import numpy as np
import pytest
from PIL import Image

from core.image.phantom import head_phantom
from core.image.sample_files import sample_files
from core.model.classifier import Classifier
from core.model.heat_maps.known_heat_maps import EVIDENCE, GRAD_CAM
from core.model.package import SELF_CHECK_FILE
from core.model.preprocessing import Framing, preprocess
from core.readers import read_slices
from tests.web.static_site import LoneVisitor, hosting, judge_by_server, require_runtime, write_site
from web.descriptions import describe_method, describe_picture
from web.limits import Limits

pytestmark = pytest.mark.slow

METHODS = (GRAD_CAM, EVIDENCE)
SIDE = 96
LEVELS = ("90", "95", "98", "99")
LESIONS = ("glioma", "meningioma", None, "pituitary")
SIZES = (64, 97, 128, 150, 191, 192, 193, 200, 224, 255, 256, 257, 300, 384, 500, 512, 640, 700, 768, 1000)


@pytest.fixture(scope="module")
def lone(browser, site):
    context = browser.new_context()
    yield LoneVisitor(context.new_page(), site).arrive()
    context.close()


def png(pixels):
    is_done, content = cv2.imencode(".png", pixels)
    assert is_done
    return content.tobytes()


def saved(image, kind="PNG", **options):
    stream = BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def written(kind, depth, rows, colours=b"", clear=b"", interlaced=0):
    """Write a PNG by hand: its rows, each with the filter before it."""

    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    width, height, data = rows
    header = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, interlaced)
    chunks = [chunk(b"IHDR", header), *(chunk(b"PLTE", colours) for _ in colours[:1])]
    chunks += [*(chunk(b"tRNS", clear) for _ in clear[:1]), chunk(b"IDAT", zlib.compress(data)), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def interlaced(pixels):
    """Write an 8-bit grey picture in the seven passes of Adam7."""
    steps = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
    passes = [pixels[top::down, left::right] for left, top, right, down in steps]
    data = b"".join(b"\0" + row.tobytes() for one in passes for row in one if row.size)
    return written(0, 8, (pixels.shape[1], pixels.shape[0], data), interlaced=1)


def of_one_colour_clear(pixels):
    colours = np.dstack([pixels, pixels, 255 - pixels])
    data = b"".join(b"\0" + row.tobytes() for row in colours)
    key = struct.pack(">3H", *map(int, colours[0, 0]))
    return written(2, 8, (*pixels.shape[::-1], data), clear=key)


def of_one_grey_clear(pixels):
    data = b"".join(b"\0" + row.tobytes() for row in pixels)
    return written(0, 8, (*pixels.shape[::-1], data), clear=struct.pack(">H", int(pixels[0, 0])))


def turned(pixels, orientation):
    exif = Image.Exif()
    exif[0x112] = orientation
    return saved(Image.fromarray(pixels), exif=exif)


def depths():
    """Draw pictures of all kinds of PNG that there are, by what is special in them."""
    head = head_phantom(3, "glioma", 300)[20:, :270]
    deep = head.astype(np.uint16) * 129 + 700
    colours = np.dstack([head, np.roll(head, 3, 0), np.roll(head, 5, 1)])
    alpha = np.clip(head.astype(int) * 2, 0, 255).astype(np.uint8)
    reds = Image.fromarray(np.dstack([head, head // 2, head // 3]))
    palette = Image.fromarray(colours).quantize(200)
    few = Image.fromarray(head).point(lambda value: value // 16).convert("P")
    few.putpalette([channel for level in range(16) for channel in (17 * level,) * 3])
    return {
        "grey": png(head),
        "grey, packed best": saved(Image.fromarray(head), optimize=True),
        "of equal channels": png(cv2.cvtColor(head, cv2.COLOR_GRAY2BGR)),
        "RGB": png(colours),
        "RGBA": png(np.dstack([colours, alpha])),
        "grey with alpha": saved(Image.merge("LA", [Image.fromarray(head), Image.fromarray(alpha)])),
        "palette": saved(palette),
        "palette with transparency": saved(palette, transparency=bytes(range(50, 250))),
        "palette of 4 bits": saved(few, bits=4),
        "1 bit": saved(Image.fromarray(head).point(lambda value: 255 * (value > 60)).convert("1")),
        "16-bit grey": png(deep),
        "16-bit grey of few values": png((deep // 4096) * 4000),
        "16-bit RGB": png(np.dstack([deep, deep + 90, deep // 2])),
        "16-bit RGBA": png(np.dstack([deep, deep, deep, alpha.astype(np.uint16) * 257])),
        "interlaced": interlaced(head),
        "a clear colour": of_one_colour_clear(head),
        "a clear grey": of_one_grey_clear(head),
        "turned": turned(head, 6),
        "mirrored and turned": turned(head, 5),
        "wide": png(head[90:170]),
        "narrow": png(head[:, 120:160]),
        "blank": png(np.full((64, 80), 7, np.uint8)),
        "red": saved(reds),
    }


DEPTHS = depths()


def expectations(engine, content, tmp_path, level):
    """Make what the server says of a picture: its description, and that of its verdict, and the heat maps."""
    path = tmp_path / "a.png"
    path.write_bytes(content)
    stored, prediction, verdict = judge_by_server(engine, path, level)
    drawing = Classifier(engine.package)
    maps = [drawing.explain(prediction, name, SIDE, one) for one in METHODS for name in engine.package.classes]
    return describe_picture(stored, Limits()), verdict, maps, prediction.label


def require_alike(expected, got, tolerance=1e-3):
    """Compare values in depth: numbers to a difference, all else exactly."""
    if isinstance(expected, dict):
        assert set(expected) == set(got)
        for key, value in expected.items():
            require_alike(value, got[key], tolerance)
    elif isinstance(expected, list | tuple):
        assert len(expected) == len(got)
        for one, other in zip(expected, got, strict=True):
            require_alike(one, other, tolerance)
    elif isinstance(expected, float):
        assert got == pytest.approx(expected, abs=tolerance, rel=1e-4)
    else:
        assert got == expected


def require_judged_alike(lone, engine, contents, tmp_path, level, all_maps=False):
    judged = lone.judge(contents, level, [describe_method(method) for method in METHODS], SIDE)
    verdicts = set()
    for content, got in zip(contents, judged, strict=True):
        picture, verdict, maps, label = expectations(engine, content, tmp_path, level)
        require_alike(verdict, got["verdict"])
        for key in ("slices", "windows", "count", "name", "remarks"):
            require_alike(picture[key], got["picture"][key])
        # A map that nothing supports holds rounding alone, made as large as any other.
        names = [name for _ in METHODS for name in engine.package.classes]
        for name, expected, found in zip(names, maps, got["maps"], strict=True):
            if all_maps or name == label:
                heat = np.reshape(found["heat"], (found["height"], found["width"]))
                assert heat.shape == expected.shape
                assert np.abs(heat - expected).max() < 0.02
        verdicts.add(verdict["record"]["verdict"])
    return verdicts


def test_the_self_check_gives_the_same_with_every_map(lone, site, tmp_path):
    pixels = site.engine.package.read_arrays(SELF_CHECK_FILE)["pixels"]
    require_judged_alike(lone, site.engine, [png(pixels)], tmp_path, "95", all_maps=True)


@pytest.mark.parametrize("level", LEVELS)
def test_the_samples_give_the_same_at_every_level(lone, site, tmp_path, level):
    require_judged_alike(lone, site.engine, [path.read_bytes() for path in sample_files()], tmp_path, level)


@pytest.mark.parametrize("part", range(5))
def test_50_phantoms_give_the_same(lone, site, tmp_path, part):
    seeds = range(10 * part, 10 * part + 10)
    contents = [png(head_phantom(seed, LESIONS[seed % 4], SIZES[seed % len(SIZES)])) for seed in seeds]
    assert len(require_judged_alike(lone, site.engine, contents, tmp_path, "95")) > 1


def test_pictures_of_all_depths_give_the_same(lone, site, tmp_path):
    require_judged_alike(lone, site.engine, list(DEPTHS.values()), tmp_path, "95")


@pytest.mark.parametrize("kind", DEPTHS)
def test_a_picture_is_decoded_and_prepared_the_same(lone, tmp_path, kind):
    path = tmp_path / "a.png"
    path.write_bytes(DEPTHS[kind])
    [image] = read_slices(path)
    for framing in Framing:
        expected, placement = preprocess(image, 192, framing=framing)
        got = lone.prepare(DEPTHS[kind], 192, int(framing))
        assert np.array_equal(np.array(got["pixels"]), image.pixels.reshape(-1))
        assert np.abs(np.reshape(got["input"], (192, 192)) - expected).max() < 1e-3
        found = {name.replace("X", "_x").replace("Y", "_y"): value for name, value in got["placement"].items()}
        require_alike(asdict(placement), found, 1e-9)


@pytest.mark.parametrize(("seed", "size"), [(seed, 16 + 41 * seed) for seed in range(20)])
def test_a_noisy_picture_of_any_size_is_prepared_the_same(lone, tmp_path, seed, size):
    random = np.random.default_rng(seed)
    noise = random.integers(0, 256, (size, size + seed), np.uint8)
    bright = cv2.GaussianBlur(noise, (0, 0), 2) // 3 + 80
    pixels = np.where(np.hypot(*np.indices(noise.shape) - size / 2) < size * 0.4, bright, noise // 16).astype(np.uint8)
    path = tmp_path / "a.png"
    path.write_bytes(png(pixels))
    [image] = read_slices(path)
    expected, _ = preprocess(image, 192, framing=Framing.HEAD)
    got = lone.prepare(path.read_bytes(), 192, int(Framing.HEAD))
    assert np.abs(np.reshape(got["input"], (192, 192)) - expected).max() < 1e-3


@pytest.mark.parametrize("quality", [60, 95])
def test_a_jpeg_gives_nearly_the_same(lone, site, tmp_path, quality):
    head = head_phantom(1, "meningioma", 400)
    colours = cv2.applyColorMap(head, cv2.COLORMAP_BONE)
    for pixels in (head, colours):
        content = cv2.imencode(".jpg", pixels, (cv2.IMWRITE_JPEG_QUALITY, quality))[1].tobytes()
        [got] = lone.judge([content], "95", [], SIDE)
        _, expected, _, _ = expectations(site.engine, content, tmp_path, "95")
        assert got["verdict"]["words"] == expected["words"]
        # Decoders differ by a level or so.
        found = got["verdict"]["record"]["probabilities"]
        assert found == pytest.approx(expected["record"]["probabilities"], abs=0.03)


def test_a_model_of_the_first_format_gives_the_same(browser, first_format, tmp_path):
    require_runtime()
    engine = write_site(tmp_path / "page", first_format)
    contents = [path.read_bytes() for path in sample_files()]
    with hosting(tmp_path / "page") as found:
        page = browser.new_page()
        require_judged_alike(LoneVisitor(page, found).arrive(), engine, contents, tmp_path, "99")
        page.close()

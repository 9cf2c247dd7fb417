"""The page by itself in a real browser: from a plain web space, without one, and what it refuses."""

import re
import struct
import zlib

import cv2
import numpy as np
import pytest

from core.image.phantom import head_phantom
from core.image.sample_files import sample_files
from core.model.heat_maps.known_heat_maps import EVIDENCE, GRAD_CAM
from tests.web.browser import is_within
from tests.web.static_site import LoneVisitor, hosting, judge_by_server
from web.descriptions import describe_method
from web.engine import Engine
from web.static_page import write_page

pytestmark = pytest.mark.slow

GLIOMA, MENINGIOMA, *_ = sample_files()


@pytest.fixture
def lone(browser, site):
    """A person at the page; at the end, the browser has reported no error and asked nobody else for anything."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, color_scheme="dark")
    found = LoneVisitor(context.new_page(), site).arrive()
    yield found
    context.close()
    assert found.errors == []
    assert [one for one in found.requests if not one.startswith((site.address, f"blob:{site.address}"))] == []


def verdict_of(engine, path, level="95"):
    return judge_by_server(engine, path, level)[2]


def header_of_png(width, height):
    body = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    data = b"IDAT" + zlib.compress(b"\0" * 1000)
    chunks = [
        struct.pack(">I", len(one) - 4) + one + struct.pack(">I", zlib.crc32(one)) for one in (body, data, b"IEND")
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def header_of_jpeg(width, height):
    return b"\xff\xd8\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\1\x11\0\xff\xd9"


def test_a_picture_that_is_dropped_gets_the_verdict_of_the_program(lone, site):
    lone.drop(GLIOMA)
    expected = verdict_of(site.engine, GLIOMA)
    lone.see("verdict", expected["words"])
    lone.see("stated", expected["stated"])
    lone.see("plausible", expected["plausible"])
    lone.see("likeness", expected["likeness"])
    shown = lone.page.locator("#shares li").all_inner_texts()
    assert [text.split("\n") for text in shown] == [[one["words"], one["percent"]] for one in expected["shares"]]
    assert expected["record"]["input_sha256"] in lone.words("facts")
    assert lone.words("notice") == "Research use only; not a medical device"


def test_the_picture_is_seen_and_its_heat_map_comes_and_goes(lone):
    lone.drop(GLIOMA)
    lone.see_picture_of("Glioma")
    lone.settle()
    seen = lone.look()[..., 0]
    left = (lone.page.locator("#picture").bounding_box()["width"] - seen.shape[0]) / 2
    shown = seen[:, round(left) : round(left) + seen.shape[0]].astype(np.uint8)
    stored = cv2.imread(str(GLIOMA), cv2.IMREAD_GRAYSCALE)
    small, expected = (cv2.resize(one, (64, 64), interpolation=cv2.INTER_AREA).ravel() for one in (shown, stored))
    assert np.corrcoef(small, expected)[0, 1] > 0.99
    assert not lone.has_colour()
    lone.page.keyboard.press("h")
    lone.see("heat-state", "Evidence map of any tumour")
    assert lone.has_colour()
    assert lone.words("scale") == EVIDENCE.scale
    assert is_within(lone, "scale", "view")
    lone.page.keyboard.press("h")
    lone.see("heat-state", "")
    assert not lone.has_colour()


def test_the_map_is_where_that_of_the_program_is(lone, site):
    lone.drop(GLIOMA)
    lone.see_picture_of("Glioma")
    lone.page.click("#heat")
    lone.page.select_option("#method", "grad-cam")
    lone.see("heat-state", "Grad-CAM for glioma")
    lone.page.select_option("#heat-class", "pituitary")
    lone.see("heat-state", "Grad-CAM for pituitary tumour")
    offered = lone.page.locator("#method option").evaluate_all("all => all.map((one) => one.value)")
    assert offered == ["evidence", "grad-cam"]


def test_another_level_gives_the_verdict_at_it(lone, site):
    lone.drop(MENINGIOMA)
    for level in ("99", "90"):
        lone.page.select_option("#level", level)
        expected = verdict_of(site.engine, MENINGIOMA, level)
        lone.see("verdict", expected["words"])
        lone.see("plausible", expected["plausible"])


def test_several_pictures_are_a_list_and_one_can_be_removed(lone, tmp_path):
    (tmp_path / "scans").mkdir()
    for path in (GLIOMA, MENINGIOMA):
        (tmp_path / "scans" / path.name).write_bytes(path.read_bytes())
    (tmp_path / "scans" / "notes.txt").write_text("none")
    (tmp_path / "scans" / "empty.png").touch()
    lone.drop(tmp_path / "scans")
    lone.page.wait_for_selector("#pictures li:nth-child(2) img[src]")
    lone.see("remarks", re.compile("scans/notes.txt: Expected PNG or JPEG"))
    lone.see("remarks", re.compile("scans/empty.png: .*an empty file"))
    lone.page.click("#pictures li:nth-child(2) button")
    lone.see_picture_of("Meningioma")
    lone.page.click("#drop")
    lone.see_picture_of("Glioma")
    assert lone.page.locator("#pictures li").count() == 1


def test_deep_pictures_are_windowed(lone, tmp_path):
    deep = head_phantom(1, "glioma", 256).astype(np.uint16) * 200
    cv2.imwrite(str(tmp_path / "deep.png"), deep)
    lone.drop(tmp_path / "deep.png")
    lone.see("info", re.compile(r"^W (?!255 )\d"))
    lone.settle()
    before = lone.look()
    lone.page.select_option("#windows", label="5 to 95 %")
    lone.settle()
    lone.page.wait_for_function("() => document.getElementById('windows').value !== 'own'")
    assert lone.page.locator("#windows option").count() == 5
    lone.settle()
    assert not np.array_equal(before, lone.look())


def test_what_needs_a_server_is_said_and_not_offered(lone):
    assert "DICOM" in lone.page.locator("#empty").inner_text()
    assert "nothing leaves it" in lone.page.locator("#empty").inner_text()
    assert lone.page.locator("#ruler").is_hidden()
    assert lone.page.locator("#open-folder").is_visible()
    lone.drop(GLIOMA)
    lone.see_picture_of("Glioma")
    for id in ("ruler", "play", "look-first", "stack"):
        assert lone.page.locator(f"#{id}").is_hidden()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("scan.dcm", b"\0" * 128 + b"DICM" + b"\0" * 99, "Expected PNG or JPEG, which is all that this page reads"),
        ("a.png", header_of_png(20_000, 20_000), "got 20000 x 20000 pixels"),
        ("a.jpg", header_of_jpeg(20_000, 20_000), "got 20000 x 20000 pixels"),
        ("a.png", header_of_png(8, 8), "a picture of 16 pixels a side to 100 megapixels, got 8 x 8 pixels"),
        ("a.png", header_of_png(9_000, 9_000), "Expected a whole PNG picture"),
        ("a.png", GLIOMA.read_bytes()[:-400], "Expected a whole PNG picture"),
        ("a.png", GLIOMA.read_bytes().replace(b"IDAT", b"IDAT", 1)[:60] + b"x" * 300, "Expected a whole PNG picture"),
        ("a.jpg", b"\xff\xd8\xff\xe0\0\4ab", "Expected a whole JPEG picture"),
        ("a.jpg", header_of_jpeg(64, 64), "Expected a whole JPEG picture"),
        ("a.jpg", b"\xff\xd8" + b"\xff" * 40, "Expected a whole JPEG picture"),
        ("<img src=x onerror=alert(1)>.png", b"none", "<img src=x onerror=alert(1)>.png: Expected PNG or JPEG"),
    ],
)
def test_a_file_that_is_not_read_is_answered_with_a_sentence(lone, tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    lone.drop(tmp_path / name)
    lone.see("problem", re.compile(re.escape(said)))
    assert lone.page.locator("#problem img").count() == 0
    assert lone.page.locator("#picture").is_hidden()


def test_a_name_is_shown_as_text(lone, tmp_path):
    name = "<img src=x onerror=alert(1)>.png"
    (tmp_path / name).write_bytes(GLIOMA.read_bytes())
    lone.drop(tmp_path / name)
    lone.see_picture_of("Glioma")
    assert lone.page.locator("#picture").get_attribute("aria-label") == name
    assert lone.page.locator("img[src=x]").count() == 0


def test_nothing_can_be_sent_elsewhere(browser, site, tmp_path):
    page = browser.new_page()
    visitor = LoneVisitor(page, site).arrive()
    with hosting(tmp_path) as other:
        refused = page.evaluate(
            """(address) => new Promise(done => {
                document.addEventListener("securitypolicyviolation", (event) => done(event.effectiveDirective));
                const image = new Image();
                image.src = address + "a.png";
            })""",
            other.address,
        )
    assert refused == "img-src"
    asked = "address => fetch(address).then(() => 'sent', () => 'refused')"
    assert page.evaluate(asked, other.address) == "refused"
    assert all("Content Security Policy" in error for error in visitor.errors)
    page.close()


def test_it_works_without_the_web_space(browser, site, tmp_path):
    context = browser.new_context()
    with hosting(site.folder) as found:
        LoneVisitor(context.new_page(), found).arrive().page.wait_for_selector("body[data-offline]")
        context.pages[0].close()
    again = LoneVisitor(context.new_page(), found).arrive()
    again.drop(GLIOMA)
    again.see_picture_of("Glioma")
    assert again.errors == []
    context.close()


def test_another_version_takes_the_place_of_the_one_that_is_kept(browser, site, tmp_path):
    folder = tmp_path / "page"
    write_page(folder, site.engine)
    context = browser.new_context()
    with hosting(folder) as found:
        first = LoneVisitor(context.new_page(), found).arrive()
        first.page.wait_for_selector("body[data-offline]")
        version = first.page.get_attribute("body", "data-static")
        first.page.close()
        write_page(folder, Engine(site.engine.package, 0.9))
        second = LoneVisitor(context.new_page(), found).arrive()
        # All files of a page are of one version, whichever it is.
        assert second.page.get_attribute("body", "data-static") == version
        second.page.wait_for_selector("#newer:not([hidden])")
        second.page.close()
        third = LoneVisitor(context.new_page(), found).arrive()
        assert third.page.get_attribute("body", "data-static") != version
        assert third.page.input_value("#level") == "90"
        assert third.page.evaluate("async () => (await caches.keys()).length") == 1
        third.drop(GLIOMA)
        third.see_picture_of("Glioma")
        assert [*first.errors, *second.errors, *third.errors] == []
    context.close()


def test_a_page_that_is_opened_as_a_file_says_what_to_do(browser, site):
    page = browser.new_page()
    page.goto((site.folder / "index.html").as_uri())
    page.wait_for_function("() => document.body.innerText.includes('open it through a web server')")
    page.close()


def test_the_page_of_the_server_says_nothing_of_the_one_by_itself(browser, server):
    page = browser.new_page()
    page.goto(server.access.address)
    page.wait_for_selector("body[data-ready]")
    assert page.locator(".static-only:visible").count() == 0
    assert page.locator("#empty .server-only:visible").count() == 2
    page.close()


def test_a_picture_whose_room_was_taken_is_read_again(lone, site):
    again = lone.page.evaluate(
        """async ([content, methods]) => {
            const engine = await import(new URL("engine.js", document.baseURI));
            const file = new File([new Uint8Array(content)], "a.png");
            const upload = { name: "a.png", body: file, size: file.size };
            const { pictures: [picture] } = await engine.read(upload, { most_body: 1e9 });
            const first = await engine.classify(picture, 0, "95");
            engine.forget(picture);
            const { caption } = await engine.explain(picture, 0, methods[0], "glioma");
            return [first, await engine.classify(picture, 0, "95"), caption];
        }""",
        [list(GLIOMA.read_bytes()), [describe_method(GRAD_CAM)]],
    )
    assert again[0] == again[1]
    assert again[2] == "Grad-CAM for glioma"


def test_what_was_used_last_is_kept_and_one_at_least(lone):
    kept = lone.page.evaluate(
        """async () => {
            const { Recent } = await import(new URL("recent.js", document.baseURI));
            const dropped = [];
            const recent = new Recent(256e6, (value) => dropped.push(value));
            const has = () => ["a", "b", "c", "d"].filter((key) => recent.has(key)).join("");
            const seen = [];
            for (const key of ["a", "b"]) recent.keep(key, key, 100e6);
            seen.push(recent.use("a"), has());
            recent.keep("c", "c", 100e6);
            seen.push(has());
            recent.keep("d", "d", 900e6);
            seen.push(has());
            recent.forget("d");
            for (const key of ["a", "b"]) recent.keep(key, key, 100e6);
            seen.push(has(), dropped.join(""));
            recent.forgetAll("a");
            seen.push(has());
            return seen;
        }"""
    )
    assert kept == ["a", "ab", "ac", "d", "ab", "bacd", "b"]

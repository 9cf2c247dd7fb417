"""The page in a real browser: what is dropped is seen, classified and explained."""

import http.server
import queue
import re
import threading

import cv2
import numpy as np
import pytest

from core.image.phantom import phantom_volume
from core.image.sample_files import sample_files
from core.model.heat_maps.known_heat_maps import EVIDENCE
from core.model.known_classes import find_class
from core.program.palette import DARK, LIGHT
from tests.core.phantom_study import draw_study, write_nifti, write_series
from tests.web.browser import Visitor, is_within
from tests.web.running_server import PATIENCE_S
from web.page_opener import PageOpener

pytestmark = pytest.mark.slow

GLIOMA, MENINGIOMA, *_ = sample_files()
COUNT = 6
MIDDLE = COUNT // 2


@pytest.fixture
def visitor(browser, server):
    """A person at the page; at the end, the browser has reported no error."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, color_scheme="dark")
    found = Visitor(context.new_page(), server).arrive()
    yield found
    context.close()
    assert found.errors == []


@pytest.fixture
def series(tmp_path):
    """A folder of a DICOM series of a drawn head."""
    write_series(tmp_path / "series", phantom_volume(3, COUNT, 96, "glioma"))
    return tmp_path / "series"


def verdict_of(server, id, index, level=95):
    return server.ask("POST", f"/api/pictures/{id}/{index}/verdict?level={level}").json


def last_id(server):
    return server.services.store.ids[-1]


def test_a_picture_that_is_dropped_gets_its_verdict(visitor, server):
    visitor.drop(GLIOMA)
    visitor.see_picture_of("Glioma")
    expected = verdict_of(server, last_id(server), 0)
    visitor.see("stated", expected["stated"])
    visitor.see("plausible", expected["plausible"])
    visitor.see("likeness", expected["likeness"])
    shown = visitor.page.locator("#shares li").all_inner_texts()
    assert [text.split("\n") for text in shown] == [[one["words"], one["percent"]] for one in expected["shares"]]
    assert visitor.words("notice") == "Research use only; not a medical device"


def test_the_picture_is_seen(visitor):
    visitor.drop(GLIOMA)
    visitor.see_picture_of("Glioma")
    visitor.settle()
    seen = visitor.look()[..., 0]
    stored = cv2.imread(str(GLIOMA), cv2.IMREAD_GRAYSCALE)
    side = seen.shape[0]
    left = (visitor.page.locator("#picture").bounding_box()["width"] - side) / 2
    shown = seen[:, round(left) : round(left) + side].astype(np.uint8)
    small = cv2.resize(shown, (64, 64), interpolation=cv2.INTER_AREA).astype(float)
    expected = cv2.resize(stored, (64, 64), interpolation=cv2.INTER_AREA).astype(float)
    assert np.corrcoef(small.ravel(), expected.ravel())[0, 1] > 0.99


def test_the_heat_map_comes_and_goes_with_its_key(visitor):
    visitor.drop(GLIOMA)
    visitor.see_picture_of("Glioma")
    assert not visitor.has_colour()
    visitor.page.keyboard.press("h")
    visitor.see("heat-state", "Evidence map of any tumour")
    assert visitor.has_colour()
    assert visitor.words("scale") == EVIDENCE.scale
    assert is_within(visitor, "scale", "view")
    visitor.page.keyboard.press("h")
    visitor.see("heat-state", "")
    assert not visitor.has_colour()


def test_method_class_and_opacity_of_the_map_can_be_chosen(visitor):
    visitor.drop(GLIOMA)
    visitor.see_picture_of("Glioma")
    visitor.page.click("#heat")
    visitor.page.select_option("#method", "grad-cam")
    visitor.see("heat-state", "Grad-CAM for glioma")
    visitor.page.select_option("#heat-class", "meningioma")
    visitor.see("heat-state", "Grad-CAM for meningioma")
    visitor.page.select_option("#heat-class", "")
    visitor.see("heat-state", "Grad-CAM for glioma")
    visitor.settle()
    strong = visitor.look()
    for _ in range(4):
        visitor.page.keyboard.press("[")
    visitor.see("opacity-words", "10 %")
    visitor.settle()
    assert np.ptp(visitor.look(), axis=2).max() < np.ptp(strong, axis=2).max()


def test_another_level_gives_the_verdict_at_it(visitor, server):
    visitor.drop(MENINGIOMA)
    visitor.see("plausible", re.compile("Plausible at 95 %"))
    for level in ("99", "90"):
        visitor.page.select_option("#level", level)
        expected = verdict_of(server, last_id(server), 0, level)
        visitor.see("verdict", expected["words"])
        visitor.see("plausible", expected["plausible"])


def test_a_folder_of_a_series_is_one_stack_with_a_verdict_on_the_study(visitor, server, series):
    visitor.drop(series)
    visitor.see_study()
    id = last_id(server)
    study = server.ask("GET", f"/api/pictures/{id}/study").json
    visitor.see("study", study["words"])
    visitor.see("worth", study["worth"])
    strip = visitor.page.locator("#strip")
    first = study["look_first"]
    assert first != MIDDLE
    visitor.see("info", re.compile(f"^{first + 1} / {COUNT} "))
    assert strip.get_attribute("aria-valuenow") == str(first + 1)
    assert strip.get_attribute("aria-valuetext") == study["slices"][first]["words"]
    visitor.see("verdict", verdict_of(server, id, first)["words"])
    visitor.page.locator("#picture").hover()
    visitor.page.mouse.wheel(0, 100)
    visitor.see("info", re.compile(f"^{first + 2} / {COUNT} "))
    visitor.see("verdict", verdict_of(server, id, first + 1)["words"])
    visitor.page.keyboard.press("ArrowDown")
    visitor.see("info", re.compile(f"^{first + 3} / {COUNT} "))
    visitor.page.keyboard.press("ArrowUp")
    visitor.see("info", re.compile(f"^{first + 2} / {COUNT} "))
    visitor.page.keyboard.press("j")
    visitor.see("info", re.compile(f"^{first + 1} / {COUNT} "))


def let_study_come(visitor, held):
    visitor.page.unroute("**/study?*")
    assert len(held) == 1
    visitor.see_study()
    visitor.page.wait_for_selector("#look-first:enabled")
    visitor.settle()


def test_a_series_stays_at_the_slice_that_was_chosen_before_its_study_is_done(visitor, series):
    held = visitor.hold("**/study?*")
    visitor.drop(series)
    visitor.see("info", re.compile(f"^{MIDDLE + 1} / {COUNT} "))
    visitor.page.keyboard.press("ArrowDown")
    visitor.see("info", re.compile(f"^{MIDDLE + 2} / {COUNT} "))
    visitor.page.wait_for_selector("#report:enabled")
    let_study_come(visitor, held)
    visitor.see("info", re.compile(f"^{MIDDLE + 2} / {COUNT} "))


def test_a_series_stays_at_the_slice_whose_picture_was_touched_before_its_study_is_done(visitor, series):
    held = visitor.hold("**/study?*")
    visitor.drop(series)
    visitor.page.wait_for_selector("#report:enabled")
    visitor.page.locator("#picture").click()
    let_study_come(visitor, held)
    visitor.see("info", re.compile(f"^{MIDDLE + 1} / {COUNT} "))


def test_a_study_that_meets_a_busy_server_is_asked_for_again(visitor, series):
    asked = []

    def answer(route):
        asked.append(route)
        if len(asked) > 1:
            route.continue_()
            return
        busy = '{"error": {"code": "busy", "message": "too many requests at the same time"}}\n'
        route.fulfill(body=busy, content_type="application/x-ndjson")

    visitor.page.route("**/study?*", answer)
    visitor.drop(series)
    visitor.see_study()
    assert len(asked) == 2


def test_the_slices_can_be_played(visitor, series):
    visitor.drop(series)
    visitor.see_study()
    spoken = visitor.page.locator("#verdict-block")
    assert spoken.get_attribute("aria-live") == "polite"
    visitor.page.keyboard.press("k")
    visitor.see("play", "Pause")
    assert spoken.get_attribute("aria-live") == "off"
    for number in (1, COUNT):
        visitor.see("info", re.compile(f"^{number} / {COUNT} "))
    visitor.page.keyboard.press("k")
    visitor.see("play", "Play")
    assert spoken.get_attribute("aria-live") == "polite"


def test_no_verdict_on_another_slice_stays_while_slices_are_played(visitor, series):
    visitor.drop(series)
    visitor.see_study()
    report = visitor.page.locator("#report")
    visitor.page.wait_for_selector("#report:enabled")
    held = visitor.hold("**/verdict?*")
    visitor.page.keyboard.press("k")
    visitor.see("verdict", "Classifying…")
    assert report.is_disabled()
    assert len(held) > 1
    visitor.page.unroute("**/verdict?*")
    visitor.page.keyboard.press("k")
    visitor.page.keyboard.press("ArrowDown")
    visitor.page.wait_for_selector("#report:enabled")
    assert visitor.words("verdict") != "Classifying…"


def test_the_strip_leads_to_a_slice(visitor, series):
    visitor.drop(series)
    visitor.see_study()
    box = visitor.page.locator("#strip").bounding_box()
    visitor.page.mouse.click(box["x"] + 2, box["y"] + 20)
    visitor.see("info", re.compile(f"^1 / {COUNT} "))
    visitor.page.keyboard.press("End")
    visitor.see("info", re.compile(f"^{COUNT} / {COUNT} "))


def test_a_volume_and_a_picture_are_listed_beside_each_other(visitor, tmp_path):
    write_nifti(tmp_path / "head.nii.gz", phantom_volume(3, COUNT, 96))
    visitor.drop(GLIOMA)
    visitor.see_picture_of("Glioma")
    visitor.page.set_input_files("#file-input", tmp_path / "head.nii.gz")
    visitor.see_study()
    rows = visitor.page.locator("#pictures button")
    assert rows.count() == 2
    assert "6 slices" in rows.nth(1).inner_text()
    rows.nth(0).click()
    visitor.see_picture_of("Glioma")
    assert visitor.page.locator("#stack").is_hidden()
    visitor.page.click("#drop")
    visitor.see_study()


def test_the_window_follows_a_drag_and_a_preset(visitor):
    visitor.drop(GLIOMA)
    visitor.see_picture_of("Glioma")
    visitor.see("info", re.compile("W 255 L 128"))
    visitor.settle()
    before = visitor.look()
    visitor.page.select_option("#windows", label="5 to 95 %")
    visitor.see("info", re.compile("W 114 L 58"))
    box = visitor.page.locator("#picture").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    visitor.page.mouse.move(x, y)
    visitor.page.mouse.down()
    visitor.page.mouse.move(x - 60, y, steps=4)
    visitor.page.mouse.up()
    visitor.see("info", re.compile("W 63 L 58"))
    visitor.page.wait_for_load_state("networkidle")
    visitor.settle()
    assert visitor.look().mean() > before.mean() + 10
    visitor.page.keyboard.press("r")
    visitor.see("info", re.compile("W 255 L 128"))


def test_a_drag_goes_on_from_the_window_that_it_has_reached(visitor):
    visitor.drop(GLIOMA)
    visitor.see_picture_of("Glioma")
    box = visitor.page.locator("#picture").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    held = visitor.hold("**/0.png?*")
    visitor.page.mouse.move(x, y)
    visitor.page.mouse.down()
    visitor.page.mouse.move(x - 20, y)
    visitor.page.mouse.move(x - 40, y)
    visitor.see("info", re.compile("W 221 "))
    assert len(held) == 1
    # The picture through the window of the first step comes only now.
    with visitor.page.expect_response("**/0.png?*"):
        visitor.page.unroute("**/0.png?*")
    visitor.page.wait_for_load_state("networkidle")
    visitor.settle()
    visitor.page.mouse.move(x - 60, y)
    visitor.page.mouse.up()
    visitor.see("info", re.compile("W 204 "))


def test_zoom_and_shift_move_the_picture(visitor):
    visitor.drop(GLIOMA)
    visitor.see_picture_of("Glioma")
    visitor.settle()
    before = visitor.look()
    for key in ("+", "+", "Control+ArrowRight"):
        visitor.page.keyboard.press(key)
    visitor.settle()
    assert np.abs(visitor.look() - before).mean() > 5
    visitor.page.keyboard.press("f")
    visitor.settle()
    assert np.abs(visitor.look() - before).mean() < 1


def test_the_ruler_measures_where_the_spacing_is_known(visitor, series):
    visitor.drop(GLIOMA)
    visitor.see_picture_of("Glioma")
    assert visitor.page.locator("#ruler").is_disabled()
    visitor.drop(series)
    visitor.see_study()
    visitor.page.keyboard.press("m")
    drag_a_quarter(visitor)
    visitor.page.mouse.up()
    visitor.see("info", re.compile(r"2[34]\.\d mm$"))


def drag_a_quarter(visitor):
    """Drag over a quarter of the picture's height, 24 of 96 pixels of 1 mm."""
    box = visitor.page.locator("#picture").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    visitor.page.mouse.move(x, y)
    visitor.page.mouse.down()
    visitor.page.mouse.move(x + box["height"] / 4, y, steps=3)
    return x, y


@pytest.mark.parametrize("keys", [["ArrowDown"], ["ArrowDown", "ArrowUp"]], ids=["away", "away and back"])
def test_the_ruler_measures_the_slice_that_is_seen_though_another_is_under_way(visitor, series, keys):
    first = see_first(visitor, series)
    held = visitor.hold("**/1.png?*")
    for key in keys:
        visitor.page.keyboard.press(key)
    visitor.see("info", re.compile(f"^{2 if len(keys) == 1 else 1} / {COUNT} "))
    visitor.page.keyboard.press("m")
    drag_a_quarter(visitor)
    visitor.see("info", first)
    assert len(held) == 1
    with visitor.page.expect_response("**/1.png?*"):
        visitor.page.unroute("**/1.png?*")
    visitor.page.wait_for_load_state("networkidle")
    visitor.page.wait_for_selector("#report:enabled")
    visitor.see("info", first)


def test_no_length_stands_beside_the_number_of_a_slice_that_is_under_way(visitor, series):
    first = see_first(visitor, series)
    visitor.page.keyboard.press("m")
    drag_a_quarter(visitor)
    visitor.page.mouse.up()
    visitor.see("info", first)
    visitor.hold("**/1.png?*")
    visitor.page.keyboard.press("ArrowDown")
    visitor.see("info", re.compile(f"^2 / {COUNT} .* × 1.00 mm$"))
    visitor.page.unroute("**/1.png?*")


def test_a_measurement_ends_the_playing(visitor, series):
    visitor.drop(series)
    visitor.see_study()
    visitor.page.keyboard.press("m")
    visitor.page.click("#play")
    visitor.see("play", "Pause")
    drag_a_quarter(visitor)
    visitor.page.mouse.up()
    visitor.see("play", "Play")
    visitor.see("info", re.compile(r"2[34]\.\d mm$"))


def test_a_step_takes_the_ruler_away_and_the_rest_of_its_drag_does_nothing(visitor, series):
    first = see_first(visitor, series)
    visitor.page.keyboard.press("m")
    x, y = drag_a_quarter(visitor)
    visitor.see("info", first)
    visitor.page.keyboard.press("ArrowDown")
    without_ruler = re.compile(f"^2 / {COUNT} .* × 1.00 mm$")
    visitor.see("info", without_ruler)
    before = without_ruler.match(visitor.words("info")).group()
    visitor.page.mouse.move(x - 20, y)
    visitor.page.mouse.up()
    visitor.settle()
    assert visitor.words("info").startswith(before)


def see_first(visitor, series):
    """See the first slice of a series; gives what the line below shows once a quarter is measured on it."""
    visitor.drop(series)
    visitor.see_study()
    for _ in range(COUNT):
        visitor.page.keyboard.press("ArrowUp")
    visitor.see("info", re.compile(f"^1 / {COUNT} "))
    # No other slice was drawn through this window yet.
    visitor.page.select_option("#windows", label="5 to 95 %")
    visitor.page.wait_for_selector("#report:enabled")
    return re.compile(f"^1 / {COUNT} .* 2[34]\\.\\d mm$")


def test_a_picture_that_is_pasted_is_read(visitor):
    content = list(GLIOMA.read_bytes())
    visitor.page.evaluate(
        """content => {
            const data = new DataTransfer();
            data.items.add(new File([new Uint8Array(content)], "pasted.png", {type: "image/png"}));
            document.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
        }""",
        content,
    )
    visitor.see_picture_of("Glioma")


def test_files_that_are_dropped_meanwhile_wait_for_their_turn(visitor):
    held = visitor.hold("**/api/pictures")
    visitor.drop(GLIOMA)
    visitor.see("busy-words", "Reading the file…")
    visitor.drop(MENINGIOMA)
    visitor.settle()
    assert len(held) == 1
    visitor.page.unroute("**/api/pictures")
    visitor.page.wait_for_selector("#pictures li:nth-child(2)")
    names = visitor.page.locator("#pictures button").all_inner_texts()
    assert [name.strip() for name in names] == [GLIOMA.name, MENINGIOMA.name]


def test_files_that_are_still_sent_leave_the_picture_to_be_seen_and_used(visitor):
    visitor.drop(GLIOMA)
    visitor.see_picture_of("Glioma")
    held = visitor.hold("**/api/pictures")
    with visitor.page.expect_request("**/api/pictures"):
        visitor.drop(MENINGIOMA)
    visitor.see("busy-words", "Reading the file…")
    at_the_middle = """() => {
        const box = document.getElementById("view").getBoundingClientRect();
        const busy = document.getElementById("busy").getBoundingClientRect();
        const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
        return [document.elementFromPoint(x, y).id, busy.top > box.top + 0.9 * box.height];
    }"""
    assert visitor.page.evaluate(at_the_middle) == ["picture", True]
    held[0].continue_()
    visitor.see_picture_of("Meningioma")


def test_what_is_left_out_of_a_drop_is_reported(visitor):
    uploads, problems = visitor.page.evaluate(
        """async () => {
            const [{ filesOfDrop }, { gather }] = await Promise.all([import("/dropped_files.js"),
            import("/uploads.js")]); const closed = {
                isDirectory: true, name: "closed", fullPath: "/scans/closed",
                createReader: () => ({ readEntries: (done, fail) => fail(new DOMException("x")) }),
            };
            const portions = [[closed], []];
            const scans = {
                isDirectory: true, name: "scans", fullPath: "/scans",
                createReader: () => ({ readEntries: (done) => done(portions.shift()) }),
            };
            const dropped = await filesOfDrop({ items: [{ webkitGetAsEntry: () => scans }], files: [] });
            const file = new File(["x"], "a");
            const gone = { size: 1, arrayBuffer: async () => { throw new DOMException("x"); } };
            const many = Array.from({ length: 20001 }, () => ({ path: "many/a", file, isWithin: true }));
            const lost = { path: "many/lost", file: gone, isWithin: true };
            const found = await gather([...dropped, lost, ...many], () => {}, { most_body: 1e9 });
            return [found.uploads.map((one) => one.name), found.problems];
        }"""
    )
    assert uploads == ["many"]
    assert problems == [
        "scans/closed: The browser cannot read it. Check that you may open it.",
        "Only the first 20,000 files were taken, 2 more were left out. Choose fewer at once.",
        "many/lost: The browser cannot read it. Check that you may open it.",
    ]


def test_a_long_list_of_problems_is_cut(visitor):
    lines = visitor.page.evaluate(
        """async () => {
            const { showRemarks } = await import("/messages.js");
            showRemarks(["a remark"], Array.from({ length: 20000 }, (_, number) => `${number}.png: damaged`));
            return [...document.querySelectorAll("#remarks li")].map((one) => one.textContent);
        }"""
    )
    assert len(lines) == 52
    assert lines[:2] == ["a remark", "0.png: damaged"]
    assert lines[-1] == "And 19,950 more."


def test_a_folder_that_is_too_large_is_refused_before_it_is_read(visitor):
    found, read = visitor.page.evaluate(
        """async () => {
            const { gather } = await import("/uploads.js");
            let read = 0;
            const file = { size: 2e8, arrayBuffer: async () => { read += 1; return new ArrayBuffer(1); } };
            const files = [1, 2].map((number) => ({ path: `study/${number}`, file, isWithin: true }));
            return [await gather(files, () => {}, { most_body: 256e6 }), read];
        }"""
    )
    assert read == 0
    assert found["uploads"] == []
    said = "study: Expected up to 256 MB, got 400 MB. Open fewer series at once, or use the window."
    assert found["problems"] == [said]


def test_bitmaps_that_take_too_much_memory_are_closed(visitor):
    shown, closed = visitor.page.evaluate(
        """async () => {
            const { Slices } = await import("/slices.js");
            const made = [];
            window.createImageBitmap = async () => {
                const bitmap = { width: 4096, height: 4096, close() { this.width = this.height = 0; } };
                made.push(bitmap);
                return bitmap;
            };
            window.fetch = async () => new Response(new Blob(["x"]));
            const state = { picture: { id: "a", slices: Array.from({ length: 9 }, () => ({})) }, window: [1, 1] };
            const shown = [];
            const slices = new Slices(() => state, (bitmap) => shown.push(bitmap.width), (error) => { throw error; });
            for (let index = 0; index < 9; index += 1) {
                state.picture.index = index;
                await slices.draw();
            }
            const closed = made.map((bitmap) => bitmap.width === 0);
            slices.forget(state.picture);
            return [shown, [...closed, made.every((bitmap) => bitmap.width === 0)]];
        }"""
    )
    assert shown == [4096] * 9
    assert closed == [True] * 6 + [False] * 3 + [True]


def test_what_cannot_be_read_is_shown_with_the_reason(visitor, tmp_path):
    (tmp_path / "note.txt").write_text("no picture")
    visitor.drop(tmp_path / "note.txt")
    visitor.see("problem", re.compile("note.txt: Expected an image"))
    visitor.see("verdict", "No picture")
    visitor.errors.clear()
    visitor.drop(GLIOMA)
    visitor.see_picture_of("Glioma")
    assert visitor.page.locator("#problem").is_hidden()


def test_a_later_file_that_cannot_be_read_leaves_the_picture_in_sight(visitor, tmp_path):
    (tmp_path / "note.txt").write_text("no picture")
    visitor.drop(GLIOMA)
    visitor.see_picture_of("Glioma")
    visitor.drop(tmp_path / "note.txt")
    visitor.see("remarks", re.compile("note.txt: Expected an image"))
    assert visitor.page.locator("#problem").is_hidden()
    assert visitor.page.locator("#picture").is_visible()
    visitor.errors.clear()


def test_an_empty_file_is_shown_with_the_reason(visitor, tmp_path):
    (tmp_path / "empty.png").touch()
    visitor.drop(tmp_path / "empty.png")
    visitor.see("problem", re.compile("empty.png: Expected an image, got an empty file"))


def test_the_token_leaves_the_address_and_outlives_a_reload(visitor, server):
    assert visitor.page.url == f"{server.access.base}/"
    visitor.page.reload()
    visitor.page.wait_for_selector("body[data-ready]")
    visitor.drop(GLIOMA)
    visitor.see_picture_of("Glioma")


def test_the_file_that_the_browser_opens_leads_to_the_page(browser, server, monkeypatch):
    opened = queue.SimpleQueue()
    monkeypatch.setattr("webbrowser.open", opened.put)
    opener, context = PageOpener(server.access.address), browser.new_context()
    opener.open()
    page = context.new_page()
    page.goto(opened.get(timeout=PATIENCE_S))
    page.wait_for_selector("body[data-ready]")
    opener.close()
    page.reload()
    page.wait_for_selector("body[data-ready]")
    context.close()


def test_without_the_token_the_page_says_what_it_lacks(browser, server):
    context = browser.new_context()
    visitor = Visitor(context.new_page(), server)
    visitor.page.goto(server.access.base)
    visitor.see("problem", re.compile("open the address that falx serve has printed"))
    context.close()


def rgb(colour):
    return f"rgb({', '.join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))})"


def test_the_theme_is_that_of_the_system_or_chosen(visitor):
    def ground():
        return visitor.page.evaluate("() => getComputedStyle(document.body).backgroundColor")

    assert ground() == rgb(DARK.ground)
    visitor.page.emulate_media(color_scheme="light")
    assert ground() == rgb(LIGHT.ground)
    visitor.page.click("#theme")
    visitor.see("theme", "Theme: dark")
    assert ground() == rgb(DARK.ground)


def test_another_theme_draws_the_verdict_anew(visitor):
    """At its end, the visitor has seen no error."""
    visitor.drop(GLIOMA)
    visitor.see_picture_of("Glioma")
    colour = "() => getComputedStyle(document.querySelector('#mark svg')).color"
    visitor.page.emulate_media(color_scheme="light")
    visitor.page.wait_for_function(f"wanted => ({colour})() === wanted", arg=rgb(find_class("glioma").light_colour))
    visitor.page.click("#theme")
    visitor.page.wait_for_function(f"wanted => ({colour})() === wanted", arg=rgb(find_class("glioma").colour))
    visitor.see("facts", re.compile("Slice1 of 1"))


def test_a_browser_that_keeps_no_data_of_pages_shows_the_page(browser, server):
    context = browser.new_context(color_scheme="dark")
    context.add_init_script(
        """for (const name of ["localStorage", "sessionStorage"])
             Object.defineProperty(window, name, { get() { throw new DOMException("denied", "SecurityError"); } });"""
    )
    visitor = Visitor(context.new_page(), server).arrive()
    visitor.drop(GLIOMA)
    visitor.see_picture_of("Glioma")
    visitor.page.click("#theme")
    visitor.see("theme", "Theme: dark")
    assert visitor.errors == []
    context.close()


def test_a_report_on_paper_is_light_whatever_the_screen_shows(visitor):
    visitor.drop(GLIOMA)
    visitor.see_picture_of("Glioma")

    def colours():
        return visitor.page.evaluate(
            """() => ["#mark svg", "#shares svg.bar", "body"].map(
                (one) => getComputedStyle(document.querySelector(one)).color)"""
        )

    glioma = find_class("glioma")
    assert colours() == [rgb(glioma.colour), rgb(glioma.colour), rgb(DARK.text)]
    visitor.page.emulate_media(media="print")
    assert colours() == [rgb(glioma.light_colour), rgb(glioma.light_colour), rgb(LIGHT.text)]


def test_a_telephone_shows_all_without_a_scroll_to_the_side(visitor):
    visitor.page.set_viewport_size({"width": 360, "height": 740})
    visitor.drop(GLIOMA)
    visitor.see_picture_of("Glioma")
    wide = visitor.page.evaluate("() => document.documentElement.scrollWidth")
    assert wide <= 360
    for id in ("picture", "verdict", "heat", "notice"):
        box = visitor.page.locator(f"#{id}").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360


def test_the_keyboard_alone_reaches_everything(visitor, series):
    visitor.drop(series)
    visitor.see_study()
    visitor.page.locator("h1").click()
    reached = []
    for _ in range(30):
        visitor.page.keyboard.press("Tab")
        reached.append(visitor.page.evaluate("() => document.activeElement.id"))
    for id in ("open-files", "report", "theme", "windows", "ruler", "play", "look-first", "picture", "strip"):
        assert id in reached
    assert {"level", "heat", "method", "opacity"} <= set(reached)


def test_a_report_names_the_slice_of_a_series(visitor, tmp_path):
    visitor.drop(write_series(tmp_path / "series", draw_study((1,), count=5)))
    # The one in the middle, or by now the one to look at first.
    visitor.see("facts", re.compile("Slice[1-5] of 5"))


def test_a_report_names_the_map_and_the_window_that_are_seen(visitor):
    visitor.drop(GLIOMA)
    visitor.see_picture_of("Glioma")
    visitor.see("seen-heat", "none")
    visitor.page.emulate_media(media="print")
    assert visitor.page.locator("#reading").is_hidden()
    visitor.page.emulate_media(media="screen")
    visitor.page.click("#heat")
    visitor.page.select_option("#method", "grad-cam")
    visitor.page.select_option("#heat-class", "meningioma")
    visitor.see("seen-heat", "Grad-CAM for meningioma, opacity 50 %")
    visitor.page.keyboard.press("[")
    visitor.see("seen-heat", "Grad-CAM for meningioma, opacity 40 %")
    visitor.page.select_option("#windows", label="5 to 95 %")
    visitor.see("seen-window", "W 114 L 58")
    visitor.see("judged", re.compile("Classified in windowW 255 L 127.5"))
    visitor.page.emulate_media(media="print")
    for id in ("seen-heat", "seen-window", "reading"):
        assert visitor.page.locator(f"#{id}").is_visible()


def test_a_report_explains_the_map_that_is_seen_until_another_is_there(visitor):
    visitor.drop(GLIOMA)
    visitor.see_picture_of("Glioma")
    visitor.page.click("#heat")
    visitor.see("reading", re.compile("^Evidence map"))
    visitor.see("seen-heat", re.compile("^Evidence map"))
    held = visitor.hold("**/heat.png?method=grad-cam*")
    with visitor.page.expect_request("**/heat.png?method=grad-cam*"):
        visitor.page.select_option("#method", "grad-cam")
    visitor.see("reading", re.compile("^Evidence map"))
    held[0].continue_()
    visitor.see("seen-heat", re.compile("^Grad-CAM"))
    visitor.see("reading", re.compile("^Grad-CAM"))
    visitor.page.click("#heat")
    visitor.page.select_option("#method", EVIDENCE.name)
    visitor.see("reading", re.compile("^Evidence map"))


def test_a_report_shows_picture_and_verdict_and_no_name(visitor, tmp_path):
    named = tmp_path / "Doe Jane.png"
    named.write_bytes(GLIOMA.read_bytes())
    (tmp_path / "Doe Jane.txt").write_text("no picture")
    visitor.drop(named, tmp_path / "Doe Jane.txt")
    visitor.see_picture_of("Glioma")
    visitor.see("remarks", re.compile("Doe Jane.txt: Expected an image"))
    visitor.errors.clear()
    visitor.page.emulate_media(media="print")
    for id in ("picture", "verdict", "shares", "facts", "print-notice"):
        assert visitor.page.locator(f"#{id}").is_visible()
    for id in ("open-files", "level", "heat", "tools"):
        assert visitor.page.locator(f"#{id}").is_hidden()
    assert "Doe" not in visitor.page.locator("body").inner_text()
    assert visitor.page.pdf().startswith(b"%PDF")


class Elsewhere(http.server.BaseHTTPRequestHandler):
    """Another page on this computer."""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<title>elsewhere</title>")

    def log_message(self, *arguments):
        pass


@pytest.fixture
def elsewhere():
    with http.server.HTTPServer(("127.0.0.1", 0), Elsewhere) as found:
        thread = threading.Thread(target=found.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{found.server_address[1]}"
        found.shutdown()
        thread.join()


def test_another_page_can_neither_send_nor_read_nor_frame(browser, server, elsewhere):
    context = browser.new_context()
    page = context.new_page()
    page.goto(elsewhere)
    before = len(server.services.store)
    tried = page.evaluate(
        """async ([base, token]) => {
            const body = new Blob(["x"]);
            const ways = [
                {method: "POST", body, mode: "no-cors"},
                {method: "POST", body, headers: {"X-Falx-Token": token}},
                {method: "GET", headers: {"X-Falx-Token": token}},
                {method: "GET"},
            ];
            const seen = [];
            for (const way of ways) {
                const path = way.method === "POST" ? "/api/pictures" : "/api/about";
                try { seen.push((await fetch(base + path, way)).type); } catch { seen.push("refused"); }
            }
            const frame = document.createElement("iframe");
            frame.src = base;
            const loaded = new Promise(done => { frame.onload = done; });
            document.body.append(frame);
            await loaded;
            try { seen.push(frame.contentDocument ? "readable" : "closed"); } catch { seen.push("closed"); }
            return seen;
        }""",
        [server.access.base, server.access.token],
    )
    assert tried == ["refused", "refused", "refused", "refused", "closed"]
    assert len(server.services.store) == before
    context.close()

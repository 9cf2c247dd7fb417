"""Attacks on the server: each rule of its guard is broken once."""

import contextlib
import json
import logging
import os
import signal
import socket
import struct
import sys
import threading
import time
import zipfile
import zlib
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from multiprocessing.connection import Connection

import pytest

from core.image.sample_files import sample_files
from core.program.crash_log import crash_folder
from core.reader_process.upload import ReadPicture
from core.readers import read_slices
from tests.web.running_server import PATIENCE_S, read_answer, running, wait_until
from web.access import LOOPBACK
from web.limits import Limits

# Servers and reader processes are started.
pytestmark = pytest.mark.slow

needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="stops a process by a signal")
PICTURE = sample_files()[0].read_bytes()


class Watched:
    """Knows when a method begins and ends."""

    def __init__(self, monkeypatch, owner, name):
        self.begun, self.ended = threading.Event(), threading.Event()
        call = getattr(owner, name)

        def watched(*arguments):
            self.begun.set()
            try:
                return call(*arguments)
            finally:
                self.ended.set()

        monkeypatch.setattr(owner, name, watched)


def upload_head(server, *more):
    return [server.token_line, "Content-Type: application/octet-stream", *more]


# --- Who may ask ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/main.js", "/api/about"])
@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example"]
)
def test_a_name_that_leads_here_is_not_enough(server, path, host):
    answer = server.ask("GET", path, headers={"Host": host.format(port=server.access.port)})
    assert answer.status == 421
    assert b"<html" not in answer.body


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST"])
def test_the_names_of_this_computer_are_answered(server, host):
    assert server.ask("GET", "/api/about", headers={"Host": f"{host}:{server.access.port}"}).status == 200


def test_two_hosts_are_refused(server):
    raw = server.open_raw([server.token_line, "Host: evil.example"], "GET", "/api/about")
    assert read_answer(raw).startswith((b"HTTP/1.1 400", b"HTTP/1.1 421"))


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        # Another port of this computer is of the same site.
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_another_page_is_refused_even_with_the_token(server, headers):
    for method, path in (("GET", "/api/about"), ("POST", "/api/pictures"), ("GET", "/")):
        answer = server.ask(method, path, headers=headers)
        assert answer.status == 403
        assert answer.error["code"] == "forbidden"


def test_an_own_origin_before_a_foreign_one_does_not_help(server):
    own = f"Origin: {server.access.base}"
    for head in ([own, "Origin: https://evil.example"], ["Sec-Fetch-Site: none", "Sec-Fetch-Site: cross-site"]):
        answer = read_answer(server.open_raw([server.token_line, *head], "GET", "/api/about"))
        assert answer.startswith(b"HTTP/1.1 403")


VISIT = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}


def test_a_link_opens_the_page_in_a_tab_and_nothing_else(server):
    assert server.ask("GET", "/", headers=VISIT, has_token=False).status == 200
    for change in ({"Sec-Fetch-Dest": "iframe"}, {"Sec-Fetch-Mode": "no-cors"}, {"Origin": "https://evil.example"}):
        assert server.ask("GET", "/", headers=VISIT | change).status == 403
    for method, path in (("GET", "/main.js"), ("GET", "/api/about"), ("POST", "/api/pictures"), ("POST", "/")):
        assert server.ask(method, path, headers=VISIT).status == 403


def test_no_answer_lets_another_page_read_it(server):
    for headers in ({}, {"Origin": "https://evil.example"}):
        answer = server.ask("GET", "/api/about", headers=headers)
        assert not [name for name in answer.headers if name.startswith("access-control")]
    preflight = server.ask("OPTIONS", "/api/pictures", headers={"Access-Control-Request-Headers": "x-falx-token"})
    assert preflight.status in (400, 403, 405)
    assert not [name for name in preflight.headers if name.startswith("access-control")]


@pytest.mark.parametrize("token", [None, "", "x", "{token}x", "{short}", "ü"])
def test_without_the_token_nothing_is_answered_and_no_body_is_read(server, token):
    headers = {"Content-Length": "200000000"}
    if token is not None:
        given = token.format(token=server.access.token, short=server.access.token[:-1])
        headers["X-Falx-Token"] = given.encode("utf-8").decode("latin-1")
    # Nothing of the body is sent, and the answer comes all the same.
    raw = server.open_raw([f"{name}: {value}" for name, value in headers.items()])
    answer = read_answer(raw)
    assert answer.startswith(b"HTTP/1.1 403")
    assert server.services.uploads.held == 0


def test_the_token_in_the_address_is_of_no_use_there(server):
    assert server.ask("GET", f"/api/about?token={server.access.token}", has_token=False).status == 403


@pytest.mark.parametrize(
    "kind",
    ["text/plain", "text/plain;charset=UTF-8", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"],
)
def test_a_form_is_refused(server, kind):
    assert server.ask("POST", "/api/pictures", PICTURE, {"Content-Type": kind}).status == 415
    assert server.ask("POST", "/api/pictures", PICTURE, {"Content-Type": kind}, has_token=False).status == 403


@pytest.mark.parametrize(
    "path", ["/", "/page.css", "/main.js", "/api/about", "/nothing", "/api/nothing", "/api/pictures/x"]
)
def test_every_answer_keeps_itself_private(server, path):
    headers = server.ask("GET", path).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "server" not in headers


@pytest.mark.parametrize(
    "path",
    ["/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/..%2fmain.js", "/web/main.js", "//main.js", "/main.js/"],
)
def test_a_path_leads_to_no_other_file(server, path):
    assert server.ask("GET", path).status == 404


def test_ids_cannot_be_guessed(server):
    ids = [server.add_file(sample_files()[0])["id"] for _ in range(3)]
    assert len(set(ids)) == 3
    assert all(len(one) >= 22 for one in ids)
    for guess in ("0", "1", ids[0][:-1], ids[0] + "A", ids[0].swapcase(), "..", "%2e%2e%2f"):
        assert server.ask("GET", f"/api/pictures/{guess}").status == 404
    # Nothing lists them.
    assert server.ask("GET", "/api/pictures").status == 405


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Jane\\a.png", "a.png"),
        ("/abs/olute.dcm", "olute.dcm"),
        ("..", "picture"),
        ("", "picture"),
        ("a\r\nX-Evil: 1", "a\\r\\nX-Evil: 1"),
        ("x" * 5000, "x" * 200),
    ],
)
def test_a_name_is_shown_and_never_a_path(server, tmp_path, monkeypatch, name, shown):
    monkeypatch.chdir(tmp_path)
    [picture] = server.add(PICTURE, name)
    assert picture["name"] == shown
    record = server.ask("POST", f"/api/pictures/{picture['id']}/0/classification").json
    assert record["path"] == shown
    assert list(tmp_path.iterdir()) == []


# --- How much, and how long ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def small():
    """A server that takes little, and waits for little time."""
    limits = Limits(
        most_body=1_000_000,
        most_bodies=1_500_000,
        silence_s=0.5,
        head_s=0.5,
        most_waiting=4,
        most_kept=600_000,
        # A process that has just started first imports its libraries.
        reading_s=10.0,
    )
    with running(limits) as found:
        yield found


def test_a_body_without_length_that_never_ends_is_cut_off(small, monkeypatch):
    reading = Watched(monkeypatch, small.services.reader, "read")
    sent, piece = 0, b"10000\r\n" + bytes(0x10000) + b"\r\n"
    # The server closes the connection.
    with small.open_raw(upload_head(small, "Transfer-Encoding: chunked")) as raw, contextlib.suppress(ConnectionError):
        while sent < 50_000_000:
            raw.sendall(piece)
            sent += 0x10000
    assert sent < 20_000_000
    wait_until(lambda: small.services.uploads.held == 0)
    assert not reading.begun.is_set()


def test_a_length_that_is_too_large_is_refused_before_the_body(small):
    answer = read_answer(small.open_raw(upload_head(small, "Content-Length: 1000001")))
    assert answer.startswith(b"HTTP/1.1 413")
    assert b"up to 1 MB" in answer


def test_a_body_that_pauses_is_given_up(small):
    raw = small.open_raw(upload_head(small, "Content-Length: 1000"))
    raw.sendall(b"some")
    answer = read_answer(raw)
    assert answer.startswith(b"HTTP/1.1 408")
    assert small.services.uploads.held == 0


def test_a_body_that_comes_too_slowly_is_given_up():
    with running(Limits(grace_s=0.2, least_rate=1_000_000)) as slow:
        raw = slow.open_raw(upload_head(slow, "Content-Length: 1000000"))
        ended = threading.Event()

        def drip():
            while not ended.wait(0.02):
                try:
                    raw.send(b"x")
                except OSError:
                    return

        dripping = threading.Thread(target=drip)
        dripping.start()
        answer = read_answer(raw)
        ended.set()
        dripping.join()
        assert answer.startswith(b"HTTP/1.1 408")


@pytest.mark.parametrize("head", [b"", b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "])
def test_a_head_that_never_ends_is_given_up(small, head):
    with socket.create_connection(("127.0.0.1", small.access.port), timeout=PATIENCE_S) as raw:
        raw.sendall(head)
        with contextlib.suppress(ConnectionResetError):
            assert raw.recv(100) == b""


def test_a_body_where_none_belongs_is_refused(small):
    picture = small.add_file(sample_files()[0])
    path = f"/api/pictures/{picture['id']}/0/classification"
    for line in ("Content-Length: 100000000", "Transfer-Encoding: chunked"):
        answer = read_answer(small.open_raw([small.token_line, line], path=path))
        assert answer.startswith(b"HTTP/1.1 413")


def test_uploads_that_together_take_too_much_are_refused(small):
    first = small.open_raw(upload_head(small, "Content-Length: 900000"))
    first.sendall(bytes(800_000))
    wait_until(lambda: small.services.uploads.held >= 800_000)
    answer = small.send(bytes(900_000))
    first.close()
    assert answer.status == 503
    assert answer.headers["retry-after"] == "1"
    wait_until(lambda: small.services.uploads.held == 0)
    assert small.send(PICTURE).status == 201


def test_200_requests_at_once_are_answered_or_refused_and_leave_nothing_behind(small):
    picture = small.add_file(sample_files()[0])
    paths = [
        f"/api/pictures/{picture['id']}/0/heat.png?method=occlusion&class={name}" for name in ("glioma", "notumor")
    ]

    def ask(number):
        return small.ask("GET", paths[number % 2]).status

    with ThreadPoolExecutor(200) as pool:
        statuses = list(pool.map(ask, range(200)))
    assert set(statuses) == {200, 503}
    assert small.services.predicting.waiting == 0
    assert small.ask("POST", f"/api/pictures/{picture['id']}/0/classification").status == 200


def is_private_json(answer):
    head, _, body = answer.partition(b"\r\n\r\n")
    names = {line.split(b":")[0].lower() for line in head.split(b"\r\n")[1:]}
    needed = {b"content-security-policy", b"cache-control", b"x-content-type-options", b"connection"}
    return needed <= names and b"content-type: application/json" in head.lower() and "error" in json.loads(body)


def test_what_is_no_http_is_answered_as_all_else(server):
    with socket.create_connection((LOOPBACK, server.access.port), timeout=PATIENCE_S) as raw:
        raw.sendall(b"no HTTP\r\n\r\n")
        answer = read_answer(raw)
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert is_private_json(answer)


def test_a_body_that_is_no_http_is_answered_as_all_else(server):
    raw = server.open_raw(upload_head(server, "Transfer-Encoding: chunked"))
    raw.sendall(b"no length\r\n")
    answer = read_answer(raw)
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert is_private_json(answer)
    wait_until(lambda: server.services.uploads.held == 0)


def test_a_connection_too_many_is_refused_as_all_else():
    with running(Limits(connections=2)) as narrow, contextlib.ExitStack() as stack:
        for _ in range(2):
            raw = stack.enter_context(narrow.open_raw(upload_head(narrow, "Content-Length: 1000")))
            raw.sendall(b"some")
        wait_until(lambda: narrow.services.uploads.held == 8)
        answer = narrow.ask("GET", "/api/about")
        assert (answer.status, answer.error["code"]) == (503, "busy")
        assert answer.headers["retry-after"] == "1"
        assert "content-security-policy" in answer.headers


def test_a_connection_that_was_there_before_too_many_came_is_answered():
    with running(Limits(connections=1, head_s=PATIENCE_S)) as narrow, contextlib.ExitStack() as stack:
        first = narrow.connect()
        stack.callback(first.close)
        # Another connection is one too many only while the first is there.
        first.request("GET", "/api/about", headers={"X-Falx-Token": narrow.access.token})
        assert first.getresponse().read()
        assert narrow.ask("GET", "/api/about").status == 503
        stack.enter_context(socket.create_connection((LOOPBACK, narrow.access.port), timeout=PATIENCE_S))
        assert narrow.ask("GET", "/api/about").status == 503
        first.request("GET", "/api/about", headers={"X-Falx-Token": narrow.access.token})
        assert first.getresponse().status == 200


def test_far_too_many_connections_are_closed_without_an_answer():
    with running(Limits(connections=1, refused=1, head_s=PATIENCE_S)) as narrow, contextlib.ExitStack() as stack:
        waiting = [
            stack.enter_context(socket.create_connection((LOOPBACK, narrow.access.port), timeout=PATIENCE_S))
            for _ in range(3)
        ]
        with contextlib.suppress(ConnectionResetError):
            assert waiting[-1].recv(100) == b""
        waiting[1].sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert waiting[1].recv(100).startswith(b"HTTP/1.1 503")


def store_picture(server, count):
    """Put a picture where uploads are, as the reader may not be up yet."""
    [image] = read_slices(sample_files()[0])
    return server.services.store.add("a.png", ReadPicture("", "", (image,) * count))


def lines_of(answer):
    return [json.loads(line) for line in answer.body.splitlines()]


def test_a_study_may_take_longer_than_an_answer(monkeypatch):
    with running(Limits(answer_s=3.0)) as server:
        stored = store_picture(server, 4)
        engine = server.services.engine
        found = [engine.sweep_one(stored, index) for index in range(4)]
        began = time.monotonic()

        def sweep(stored, index):
            # All take twice as long as an answer may.
            wait_until(lambda: time.monotonic() > began + 1.5 * (index + 1))
            return found[index]

        monkeypatch.setattr(engine, "sweep_one", sweep)
        answer = server.ask("GET", f"/api/pictures/{stored.id}/study", headers={"Accept": "application/x-ndjson"})
        assert [list(line) for line in lines_of(answer)] == [["slice"]] * 4 + [["study"]]


def test_a_line_of_a_study_that_takes_too_long_ends_it_with_an_error(monkeypatch):
    going = threading.Event()
    with running(Limits(answer_s=0.2)) as late:
        id = store_picture(late, 2).id
        monkeypatch.setattr(late.services.engine, "sweep_one", lambda *_: going.wait(PATIENCE_S))
        answer = late.ask("GET", f"/api/pictures/{id}/study", headers={"Accept": "application/x-ndjson"})
        going.set()
        assert [line["error"]["code"] for line in lines_of(answer)] == ["late"]


def test_an_answer_that_takes_too_long_is_the_servers_fault(monkeypatch):
    going = threading.Event()
    with running(Limits(answer_s=0.2)) as late:
        id = store_picture(late, 1).id
        monkeypatch.setattr(late.services.engine, "predict", lambda *_: going.wait(PATIENCE_S))
        answer = late.ask("POST", f"/api/pictures/{id}/0/classification")
        going.set()
        assert (answer.status, answer.error["code"]) == (503, "late")
        assert "retry-after" not in answer.headers


def test_an_upload_that_meets_the_end_of_the_server_is_answered_as_all_else():
    with running() as ending:
        raw = ending.open_raw(upload_head(ending, "Content-Length: 1000"))
        raw.sendall(b"some")
        wait_until(lambda: ending.services.uploads.held == 4)
    answer = read_answer(raw)
    assert answer.startswith(b"HTTP/1.1 503 ")
    assert is_private_json(answer)
    assert b"the server is being stopped; start falx serve again" in answer


# --- What files can do ---------------------------------------------------------------------------------------------


def png_of(width, height):
    """Make a PNG that claims a size and holds little."""

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )


def test_a_picture_of_20000_by_20000_pixels_is_refused(server):
    answer = server.send(png_of(20_000, 20_000))
    assert answer.status == 422
    assert "100 megapixels" in answer.error["message"]


def zip_bomb():
    """Make a zip archive of 1.2 GB of zeros in about a megabyte: one packed file, listed many times."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("000.dcm", bytes(40_000_000))
        info = archive.getinfo("000.dcm")
        for number in range(1, 30):
            copy = zipfile.ZipInfo(f"{number:03}.dcm")
            copy.compress_type, copy.CRC = info.compress_type, info.CRC
            copy.compress_size, copy.file_size, copy.header_offset = info.compress_size, info.file_size, 0
            archive.filelist.append(copy)
            archive.NameToInfo[copy.filename] = copy
    return packed.getvalue()


def test_an_archive_of_too_many_files_is_refused_unread(server):
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(20_001):
            archive.writestr(f"{number}.png", b"")
    answer = server.send(packed.getvalue(), "many.zip")
    assert (answer.status, answer.error["code"]) == (422, "unsupported-image")
    assert "up to 20,000 files and folders, got 20,001" in answer.error["message"]


def test_a_zip_bomb_is_refused(server):
    bomb = zip_bomb()
    assert len(bomb) < 1_000_000
    answer = server.send(bomb, "bomb.zip")
    assert answer.status == 422
    assert "claims to hold 1.2 GB" in answer.error["message"]
    assert server.send(PICTURE).status == 201


def test_pixels_beyond_the_room_for_one_upload_are_refused():
    with running(Limits(most_decoded=50_000)) as tight:
        answer = tight.send(PICTURE)
        assert answer.status == 422
        assert "of pixels" in answer.error["message"]


def test_older_pictures_make_room(small):
    first = small.add_file(sample_files()[0])["id"]
    last = [small.add_file(sample_files()[0])["id"] for _ in range(12)][-1]
    assert small.services.store.size <= 600_000
    assert small.ask("GET", f"/api/pictures/{first}").status == 404
    assert small.ask("GET", f"/api/pictures/{last}").status == 200


@needs_signals
def test_a_file_that_crashes_the_reader_costs_one_request(server, monkeypatch):
    kept = server.add_file(sample_files()[0])["id"]
    pid = server.services.reader.pid
    os.kill(pid, signal.SIGSTOP)
    sending = Watched(monkeypatch, Connection, "send_bytes")
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(server.send, PICTURE)
        assert sending.ended.wait(PATIENCE_S)
        # What is stopped takes a signal as soon as it goes on.
        os.kill(pid, signal.SIGSEGV)
        os.kill(pid, signal.SIGCONT)
        assert answer.result().status == 422
        assert "ended the process" in answer.result().error["message"]
    assert server.services.reader.pid != pid
    assert server.send(PICTURE).status == 201
    assert server.ask("GET", f"/api/pictures/{kept}").status == 200


@needs_signals
def test_a_file_that_takes_too_long_costs_one_request(small):
    small.send(PICTURE)
    pid = small.services.reader.pid
    os.kill(pid, signal.SIGSTOP)
    answer = small.send(PICTURE)
    assert answer.status == 422
    assert "longer than 10 s" in answer.error["message"]
    assert small.send(PICTURE).status == 201


@needs_signals
def test_reading_ends_with_the_connection(server, monkeypatch):
    server.send(PICTURE)
    before, pid = len(server.services.store), server.services.reader.pid
    os.kill(pid, signal.SIGSTOP)
    reading = Watched(monkeypatch, server.services.reader, "read")
    raw = server.open_raw(upload_head(server, f"Content-Length: {len(PICTURE)}"))
    raw.sendall(PICTURE)
    assert reading.begun.wait(PATIENCE_S)
    raw.close()
    assert reading.ended.wait(PATIENCE_S)
    assert server.services.reader.pid != pid
    assert len(server.services.store) == before
    assert server.services.uploads.held == 0


def test_a_prediction_that_is_waited_for_by_no_client_is_dropped(server, monkeypatch):
    picture = server.add_file(sample_files()[0])
    wait_until(lambda: server.services.engine.predictions.find((picture["id"], 0)))
    begun, going, ended = threading.Event(), threading.Event(), []
    predict = server.services.engine.predict

    def wait(*arguments):
        begun.set()
        assert going.wait(PATIENCE_S)
        ended.append(1)
        return predict(*arguments)

    monkeypatch.setattr(server.services.engine, "predict", wait)
    path = f"/api/pictures/{picture['id']}/0/classification"
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(server.ask, "POST", path)
        assert begun.wait(PATIENCE_S)
        left = [server.open_raw([server.token_line, "Content-Length: 0"], path=path) for _ in range(5)]
        wait_until(lambda: server.services.predicting.waiting == 5)
        for raw in left:
            raw.close()
        wait_until(lambda: server.services.predicting.waiting == 0)
        going.set()
        assert first.result().status == 200
    # It has its turn after all that waited before it.
    monkeypatch.undo()
    assert server.ask("POST", path).status == 200
    assert ended == [1]


def test_a_slow_heat_map_stops_with_its_client(server, monkeypatch):
    picture = server.add_file(sample_files()[2])
    path = f"/api/pictures/{picture['id']}/0/heat.png?method=occlusion"
    drawing = Watched(monkeypatch, server.services.engine, "heat")
    raw = server.open_raw([server.token_line], "GET", path)
    assert drawing.begun.wait(PATIENCE_S)
    raw.close()
    assert drawing.ended.wait(PATIENCE_S)
    assert server.services.engine.heats.find((picture["id"], 0, "notumor", "occlusion")) is None


# --- What is kept of names -----------------------------------------------------------------------------------------


def test_no_name_reaches_a_log(server, caplog, capfd):
    with caplog.at_level(logging.DEBUG):
        [picture] = server.add(PICTURE, "Doe^Jane.png")
        server.ask("POST", f"/api/pictures/{picture['id']}/0/classification")
        server.send(PICTURE[:200], "Doe^Jane.png")
        server.send(b"PK\x03\x04Doe^Jane", "Doe^Jane.zip")
        server.ask("GET", "/Doe^Jane")
    out, err = capfd.readouterr()
    assert "Doe" not in caplog.text + out + err
    assert picture["id"] not in caplog.text + out + err
    assert server.access.token not in caplog.text + out + err


def test_an_unforeseen_error_is_answered_and_reported_without_names(server, monkeypatch, caplog, capfd):
    [picture] = server.add(PICTURE, "Doe^Jane.png")

    def fail(*arguments):
        raise ValueError("Doe^Jane")

    monkeypatch.setattr(server.services.engine, "predict", fail)
    answer = server.ask("POST", f"/api/pictures/{picture['id']}/0/classification")
    assert answer.status == 500
    assert "ValueError" in answer.error["message"]
    reports = "".join(path.read_text("utf-8") for path in crash_folder().iterdir())
    assert "ValueError" in reports
    out, err = capfd.readouterr()
    for text in (answer.body.decode(), reports, caplog.text, out, err):
        assert "Doe" not in text

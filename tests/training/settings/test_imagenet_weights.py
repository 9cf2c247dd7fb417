"""The download of ImageNet weights, from a server on this computer: whole and as published, or not at all."""

import base64
import hashlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from core.errors import InvalidConfigError
from training.settings import imagenet_weights as imagenet
from training.settings.imagenet_weights import cached_weights, download_weights, other_starts, weights_file

WEIGHTS = b"\x89HDF\r\n\x1a\n" + bytes(range(256)) * 40


class Server:
    """Gives the weights, or what it is told to; remembers from where on it was asked."""

    def __init__(self):
        self.content, self.most, self.knows_ranges = WEIGHTS, None, True
        self.headers = {
            "x-goog-hash": f"crc32c=AAAAAA==,md5={base64.b64encode(hashlib.md5(WEIGHTS).digest()).decode()}"
        }
        self.asked = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                begun = int(self.headers.get("Range", "bytes=0-")[6:-1]) if outer.knows_ranges else 0
                outer.asked.append(begun)
                rest = outer.content[begun:]
                self.send_response(206 if begun else 200)
                self.send_header("Content-Length", str(len(rest)))
                for name, value in outer.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(rest[: outer.most])

            def log_message(self, *_):
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.http.serve_forever, daemon=True).start()


@pytest.fixture
def server(monkeypatch):
    server = Server()
    monkeypatch.setattr(imagenet, "_URL", f"http://127.0.0.1:{server.http.server_port}/weights.h5")
    monkeypatch.setattr(imagenet, "_BYTES", len(WEIGHTS))
    yield server
    server.http.shutdown()
    server.http.server_close()


def left():
    return sorted(path.name for path in weights_file().parent.iterdir())


def test_the_published_file_is_kept(server):
    told = []
    assert download_weights(told.append) == weights_file() == cached_weights()
    assert weights_file().read_bytes() == WEIGHTS
    assert (told[-1].done, told[-1].total) == (len(WEIGHTS), len(WEIGHTS))
    assert left() == [weights_file().name]


def test_a_hash_stated_as_the_file_s_tag_serves_too(server):
    server.headers = {"ETag": f'"{hashlib.md5(WEIGHTS).hexdigest()}"'}
    assert download_weights().read_bytes() == WEIGHTS


@pytest.mark.parametrize(
    ("content", "headers", "message"),
    [
        (WEIGHTS[:-1] + b"x", None, "got one of MD5 [0-9a-f]{32} where [0-9a-f]{32} is published"),
        (WEIGHTS + b"x", None, "where .* are published"),
        (b"<html>log in to this network</html>", None, "got a file of another kind"),
        (WEIGHTS, {}, "does not state the hash"),
        (WEIGHTS, {"ETag": '"abc-2"'}, "does not state the hash"),
    ],
)
def test_what_is_not_the_published_file_is_refused_and_deleted(server, content, headers, message):
    server.content = content
    server.headers = server.headers if headers is None else headers
    with pytest.raises(InvalidConfigError, match=rf"^ImageNet weights: expected the published file, .*{message}"):
        download_weights()
    assert cached_weights() is None
    assert left() == []


@pytest.mark.parametrize("knows_ranges", [True, False])
def test_a_download_that_broke_off_goes_on(server, knows_ranges):
    server.most, server.knows_ranges = 4000, knows_ranges
    with pytest.raises(InvalidConfigError, match="try again"):
        download_weights()
    assert cached_weights() is None
    server.most = None
    assert download_weights().read_bytes() == WEIGHTS
    assert server.asked == ([0, 4000] if knows_ranges else [0, 0])
    assert left() == [weights_file().name]


def test_half_a_file_of_something_else_is_not_resumed_for_ever(server):
    weights_file().parent.mkdir(parents=True)
    weights_file().with_suffix(".part").write_bytes(b"\x89HDF\r\n\x1a\n of another file")
    with pytest.raises(InvalidConfigError, match="MD5"):
        download_weights()
    assert download_weights().read_bytes() == WEIGHTS


def test_without_a_network_it_says_what_else_a_training_can_start_from(monkeypatch):
    monkeypatch.setattr(imagenet, "_URL", "http://127.0.0.1:9/weights.h5")
    with pytest.raises(InvalidConfigError, match="could not be downloaded") as caught:
        download_weights()
    for start in ("--weights falx-mobilenetv2", "--weights FILE", "--weights none"):
        assert start in str(caught.value)
        assert start in other_starts()
    assert left() == []

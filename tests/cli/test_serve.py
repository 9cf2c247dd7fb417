"""`falx serve`: what it prints, how it ends, and what it refuses."""

import functools
import http.client
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest

import falx

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 60
PROBE = """
import sys
from falx import main
status = main(sys.argv[1:])
print(*{name.partition(".")[0] for name in sys.modules}, file=sys.stderr)
sys.exit(status)
"""


@contextmanager
def serving(*arguments):
    """Run the command in a process; gives it, and the lines that it has printed."""
    command = [sys.executable, "-c", PROBE, "serve", "--no-browser", *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process, [process.stdout.readline().rstrip("\n") for _ in range(3)]
        finally:
            process.kill()


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="sends SIGINT")
def test_it_serves_until_ctrl_c_and_imports_no_more_than_it_needs():
    with serving() as (process, lines):
        host, port, token = re.fullmatch(r"Falx is at http://([\d.]+):(\d+)/#([\w-]{43})", lines[0]).groups()
        assert host == "127.0.0.1"
        assert lines[2] == "Research use only; not a medical device"
        connection = http.client.HTTPConnection(host, int(port), timeout=PATIENCE_S)
        connection.request("GET", "/api/about", headers={"X-Falx-Token": token})
        assert connection.getresponse().status == 200
        connection.close()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=PATIENCE_S)
        assert process.returncode == 0
        assert out == "Stopped. The pictures are gone.\n"
        imported = set(err.split())
        heavy = {"PySide6", "shiboken6", "tensorflow", "keras", "matplotlib", "sklearn", "scipy", "jinja2", "training"}
        assert "starlette" in imported
        assert not imported & heavy


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="sends signals")
@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP])
def test_the_file_that_leads_to_the_page_goes_however_the_server_is_ended(tmp_path, ending):
    command = [sys.executable, "falx.py", "serve"]
    surroundings = os.environ | {"TMPDIR": str(tmp_path), "HOME": str(tmp_path), "BROWSER": "true"}
    # Under nohup, the tests ignore SIGHUP, and so would the server.
    with_default_signal = functools.partial(signal.signal, ending, signal.SIG_DFL)
    with subprocess.Popen(
        command, cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, text=True, preexec_fn=with_default_signal
    ) as process:
        try:
            assert process.stdout.readline().startswith("Falx is at ")
            until = time.monotonic() + PATIENCE_S
            while not list(tmp_path.glob("falx-*.html")) and time.monotonic() < until:
                time.sleep(0.02)
            assert list(tmp_path.glob("falx-*.html"))
            process.send_signal(ending)
            assert process.wait(PATIENCE_S) == 0
        finally:
            process.kill()
    assert not list(tmp_path.glob("falx-*.html"))


def test_a_port_that_is_taken_is_reported(capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert falx.main(["serve", "--no-browser", "--port", str(port)]) == 1
    err = capsys.readouterr().err
    assert f"127.0.0.1, port {port}" in err
    assert "another port" in err
    assert err.count("\n") == 1


def test_an_address_of_another_computer_is_refused(capsys):
    assert falx.main(["serve", "--no-browser", "--allow-network", "--host", "192.0.2.1"]) == 1
    assert "an address of this computer" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--host", "192.0.2.1"], "--allow-network"),
        (["--allow-network"], "--host"),
        (["--allow-network", "--host", "0.0.0.0"], "which is all"),
        (["--allow-network", "--host", "::"], "which is all"),
        (["--port", "70000"], "0 to 65535"),
        (["scan.dcm"], "nothing more"),
    ],
)
def test_wrong_usage_is_refused(capsys, arguments, said):
    assert falx.main(["serve", "--no-browser", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_others_are_let_in_with_a_warning(capsys, monkeypatch):
    # The name of this computer for itself stands for one that others use.
    monkeypatch.setattr("web.access.is_loopback", lambda host: False)
    monkeypatch.setattr("web.server.WebServer.run", lambda server, sockets: server.on_started())
    assert falx.main(["serve", "--no-browser", "--allow-network", "--host", "127.0.0.1"]) == 0
    out, err = capsys.readouterr()
    assert "/#" in out
    assert "every computer that reaches http://127.0.0.1:" in err
    assert "TLS" in err


def test_without_its_libraries_it_says_how_to_get_them(capsys, monkeypatch):
    monkeypatch.setattr("cli.serve.importlib.util.find_spec", lambda name: None)
    assert falx.main(["serve", "--no-browser"]) == 1
    assert "pip install starlette uvicorn" in capsys.readouterr().err


def test_the_browser_is_led_to_the_address_by_a_file_of_this_user(capsys, monkeypatch):
    opened, found, going = [], {}, threading.Event()

    def browse(address):
        opened.append(address)
        # As a browser in the terminal does.
        going.wait(PATIENCE_S)

    def run(server, sockets):
        server.on_started()
        while not opened:
            time.sleep(0.001)
        path = Path(url2pathname(urlsplit(opened[0]).path))
        found.update(path=path, text=path.read_text(), mode=stat.S_IMODE(path.stat().st_mode))

    monkeypatch.setattr("webbrowser.open", browse)
    monkeypatch.setattr("web.server.WebServer.run", run)
    assert falx.main(["serve"]) == 0
    going.set()
    address = capsys.readouterr().out.splitlines()[0].removeprefix("Falx is at ")
    assert f"url={address}" in found["text"]
    assert address.partition("#")[2] not in opened[0]
    assert not found["path"].exists()
    if os.name != "nt":
        assert found["mode"] == 0o600

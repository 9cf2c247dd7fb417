"""`falx serve`: a page in the browser, and an API, over the same engine; pictures stay on this computer."""

import argparse
import contextlib
import importlib.util
import shlex
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from cli.arguments import MODEL_HELP, Parser, add_level, fail, given_path
from cli.printing import tell, warn
from core.errors import FalxError, MissingLibraryError
from core.model.store import open_package
from core.program.wording import NOTICE

if TYPE_CHECKING:
    from web.server import WebServer

_MOST_PORT = 65_535


def main(argv: list[str]) -> int:
    """Serve the page until Ctrl-C; return the exit status."""
    parser = _parser()
    arguments = parser.parse_args(argv)
    if arguments.static is not None:
        _require_no_server(parser, arguments)
        try:
            return _write(arguments.static, arguments.model, arguments.level)
        except FalxError as error:
            return fail(error)
    arguments.port = arguments.port or 0
    if not 0 <= arguments.port <= _MOST_PORT:
        parser.error(f"argument --port: expected 0 to {_MOST_PORT}, got {arguments.port}")
    if arguments.host and not arguments.allow_network:
        parser.error("argument --host: expected --allow-network too, since others can then reach the server")
    if arguments.allow_network and not arguments.host:
        parser.error("argument --allow-network: expected --host too, the name or address that others use")
    try:
        _require_libraries()
        return _serve(parser, arguments.host, arguments.port, arguments.model, arguments.level, arguments.browser)
    except FalxError as error:
        return fail(error)


def _require_no_server(parser: Parser, arguments: argparse.Namespace) -> None:
    given = {"--port": arguments.port is not None, "--host": arguments.host, "--allow-network": arguments.allow_network}
    for option in (option for option, is_given in given.items() if is_given):
        parser.error(f"argument {option}: not allowed with --static, which writes a folder and starts no server")


def _write(folder: str, model: str | None, level: float | None) -> int:
    # Imported here, as below.
    from web.access import LOOPBACK
    from web.engine import Engine
    from web.static_page import write_page

    written = write_page(Path(folder), Engine(open_package(model), level))
    tell(f"Wrote the page to {folder}: {written.files} files, {written.size / 1e6:.1f} MB.")
    tell("Copy the folder to a web space. To try it here, serve it, then open http://localhost:8000:")
    tell(f"python -m http.server --bind {LOOPBACK} --directory {shlex.quote(folder)}")
    tell(NOTICE)
    return 0


def _serve(
    parser: Parser, host: str | None, port: int, model: str | None, level: float | None, has_browser: bool
) -> int:
    # Imported here: the help needs neither the server nor NumPy.
    from web.access import LOOPBACK, Access, is_wildcard
    from web.page_opener import PageOpener
    from web.server import WebServer, listen

    if host is not None and is_wildcard(host):
        parser.error(f"argument --host: expected one name or address of this computer, got {host}, which is all")
    package = open_package(model)
    listener = listen(host or LOOPBACK, port)
    with listener:
        access = Access(host or LOOPBACK, listener.getsockname()[1])
        opener = PageOpener(access.address)

        def tell_started() -> None:
            tell(f"Falx is at {access.address}")
            if not access.is_local:
                _warn_of_network(access.base)
            tell("Pictures stay in the memory of this computer. To stop, press Ctrl-C.")
            tell(NOTICE)
            sys.stdout.flush()
            if has_browser:
                opener.open()

        server = WebServer(package, access, level=level, on_started=tell_started)
        # Ctrl-C reaches this process again once the server has ended all requests.
        with contextlib.closing(opener), contextlib.suppress(KeyboardInterrupt), _ended_by_signals(server):
            server.run([listener])
        tell("Stopped. The pictures are gone.")
    return 0


@contextlib.contextmanager
def _ended_by_signals(server: "WebServer") -> Iterator[None]:
    """Have SIGTERM, and SIGHUP of a terminal that is closed, end the server as Ctrl-C does.

    Else the file that leads to the page would stay: it holds the token.
    """

    def end(number: int, frame: object) -> None:
        server.should_exit = True

    # Other threads may not ask for signals.
    names = ("SIGTERM", "SIGHUP") if threading.current_thread() is threading.main_thread() else ()
    before = {}
    for name in names:
        number = getattr(signal, name, None)
        # nohup has SIGHUP ignored.
        if number and signal.getsignal(number) == signal.SIG_DFL:
            before[number] = signal.signal(number, end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _warn_of_network(base: str) -> None:
    warn(f"warning: every computer that reaches {base} can use this server if it has the whole address above.")
    warn(
        "warning: what is sent is not encrypted, pictures and address included. Use this in a network that you "
        "trust, or put a server that adds TLS (https) in front."
    )


def _require_libraries() -> None:
    if missing := [name for name in ("starlette", "uvicorn") if importlib.util.find_spec(name) is None]:
        raise MissingLibraryError(
            subject="falx serve",
            expected=" and ".join(missing),
            found="none",
            advice=f"install what it needs: pip install {' '.join(missing)}",
        )


def _parser() -> Parser:
    parser = Parser(
        prog="falx serve",
        description="Open a page in the browser that classifies what is dropped on it, by the same engine as the "
        "window. Programs can use it too (docs/api.md). Only this computer reaches it, and pictures stay in its "
        "memory.",
        examples=("falx serve", "falx serve --port 8123 --no-browser", "falx serve --static page/"),
    )
    parser.add_argument("--port", metavar="N", type=int, help="port to listen at (default: one that is free)")
    parser.add_argument("--model", metavar="M", type=given_path, help=MODEL_HELP)
    add_level(parser)
    parser.add_argument(
        "--no-browser", dest="browser", action="store_false", help="print the address and open no browser"
    )
    parser.add_argument(
        "--static",
        metavar="DIR",
        type=given_path,
        help="start no server, but write a folder for any web space: a page that classifies PNG and JPEG in the "
        "browser alone",
    )
    parser.add_argument(
        "--allow-network",
        action="store_true",
        help="let other computers reach the server; needs --host, and everybody in the network can read what is sent",
    )
    parser.add_argument(
        "--host", metavar="H", help="with --allow-network: name or address of this computer that others use"
    )
    return parser

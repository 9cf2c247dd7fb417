"""Start the server, and run it until it is stopped."""

import logging
import socket
from collections.abc import Callable

import uvicorn

from core.errors import FalxError
from core.model.package import ModelPackage
from web.access import Access
from web.app import make_app, make_services
from web.engine import Engine
from web.limits import Limits
from web.protocol import make_protocol

# How long requests may take to end when the server is stopped.
_SHUTDOWN_S = 2


class AddressError(FalxError):
    """The server cannot listen at an address."""

    code = "address"


def listen(host: str, port: int) -> socket.socket:
    """Bind a socket; with port 0, to one that is free.

    Raises:
        AddressError: if that is not possible.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise AddressError(
            f"there is no such address ({error.strerror})", subject=host, advice="name one of this computer"
        ) from error
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            # On Windows, another program could take the address over otherwise.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise AddressError(
            f"the server cannot listen there ({error.strerror})",
            subject=f"{host}, port {port}",
            advice="name another port, or an address of this computer",
        ) from error
    return listener


class WebServer(uvicorn.Server):
    """Serves a model at a socket."""

    def __init__(
        self,
        package: ModelPackage,
        access: Access,
        limits: Limits | None = None,
        level: float | None = None,
        on_started: Callable[[], None] = lambda: None,
    ) -> None:
        """Load the model.

        Args:
            package: the model.
            access: who may use the server.
            limits: what it takes on.
            level: of the verdicts where a request states none.
            on_started: is called when requests are answered.

        Raises:
            InvalidPackageError: if the model cannot be used.
            UnknownLevelError: if it cannot promise that level.
        """
        limits = limits or Limits()
        self.services = make_services(Engine(package, level), limits)
        self.on_started = on_started
        # Its lines would hold addresses of clients, and errors the names of files.
        for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "uvicorn.asgi"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
        super().__init__(
            uvicorn.Config(
                make_app(self.services, access),
                http=make_protocol(limits),
                loop="asyncio",
                ws="none",
                lifespan="on",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,
                timeout_graceful_shutdown=_SHUTDOWN_S,
            )
        )

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer requests."""
        await super().startup(sockets)
        self.on_started()

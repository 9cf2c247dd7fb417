"""Who may use the server: the names that it goes by, and the token."""

import ipaddress
import secrets
from dataclasses import dataclass, field

LOOPBACK = "127.0.0.1"
_LOOPBACK_NAMES = (LOOPBACK, "localhost", "[::1]")


@dataclass(frozen=True, slots=True)
class Access:
    """The names that requests may be for, and the token that they carry.

    Attributes:
        host: name or address that the server listens at.
        port: that it listens at.
        token: random; a client that has it may use the server.
    """

    host: str
    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)

    @property
    def address(self) -> str:
        """The address of the page, with the token in its fragment, which no browser sends anywhere."""
        return f"{self.base}/#{self.token}"

    @property
    def base(self) -> str:
        """The address without the token."""
        return f"http://{_bracketed(self.host)}:{self.port}"

    @property
    def is_local(self) -> bool:
        """Whether programs on this computer alone can reach the server."""
        return is_loopback(self.host)

    def is_own_host(self, host: str) -> bool:
        """Return whether a `Host` header names this server.

        A page of an attacker whose name leads to this computer (DNS rebinding) states its own name.
        """
        name, port = split_host(host)
        own = {_bracketed(self.host).lower(), *(_LOOPBACK_NAMES if self.is_local else ())}
        # Browsers leave out 80; behind a server that adds TLS, the port is that one's.
        ports = {str(self.port), *([""] if self.port == 80 else []), *([] if self.is_local else ["", "443"])}
        return name.lower() in own and port in ports

    def is_own_origin(self, origin: str) -> bool:
        """Return whether an `Origin` header is that of this server's page."""
        scheme, mark, host = origin.partition("://")
        return bool(mark) and scheme in ("http", "https") and self.is_own_host(host)

    def is_token(self, given: str | None) -> bool:
        """Return whether a token is the right one, in a time that does not depend on how much of it is."""
        return secrets.compare_digest((given or "").encode("utf-8", "replace"), self.token.encode())


def is_loopback(host: str) -> bool:
    """Return whether a name or address is that of this computer for itself."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def is_wildcard(host: str) -> bool:
    """Return whether an address stands for all of a computer's."""
    try:
        return not host or ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False


def split_host(host: str) -> tuple[str, str]:
    """Split a `Host` header into the name and the port; "" for no port."""
    if host.startswith("["):
        name, mark, port = host.partition("]")
        return name + mark, port.removeprefix(":")
    name, _, port = host.partition(":")
    return name, port


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host

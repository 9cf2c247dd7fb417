"""The guard before every request: whom it is for, where it comes from, its token, and how long it may take.

Nothing of a body is read before the token is checked. Each answer carries the headers that keep it out of other pages,
caches and frames.
"""

import asyncio
from collections.abc import MutableMapping
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.access import Access
from web.errors import (
    LATE,
    LATE_ADVICE,
    HostError,
    LateError,
    RequestError,
    StoppedError,
    TokenError,
    TooLargeError,
    TooSlowError,
    WrongTypeError,
)
from web.limits import Limits
from web.responses import answer_error

API = "/api/"
UPLOADS = "/api/pictures"
TOKEN_HEADER = "x-falx-token"
# What a form of any page can send without asking first.
_FORMS = ("text/plain", "multipart/form-data", "application/x-www-form-urlencoded")
_METHODS = ("GET", "HEAD", "POST", "DELETE")

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class Guard:
    """Lets a request through to the application, or answers why not."""

    def __init__(self, app: ASGIApp, access: Access, limits: Limits) -> None:
        """Guard an application.

        Args:
            app: that answers requests.
            access: who may use it.
            limits: how long a request may take.
        """
        self._app, self._access, self._limits = app, access, limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            return
        has_begun = False

        async def send_guarded(message: Message) -> None:
            nonlocal has_begun
            if message["type"] == "http.response.start":
                has_begun = True
                add_headers(message)
                if "content-length" not in Headers(raw=message["headers"]):
                    # What comes in pieces bounds the time of each of them itself.
                    timeout.reschedule(None)
            await send(message)

        app: ASGIApp = self._app
        try:
            self._check(scope)
        except RequestError as error:
            app = answer_error(error)
        is_upload = scope["path"] == UPLOADS and scope["method"] == "POST"
        timeout = asyncio.timeout(self._limits.upload_s if is_upload else self._limits.answer_s)
        try:
            async with timeout:
                await app(scope, receive, send_guarded)
        except TimeoutError:
            if has_begun:
                raise
            # Which of the two is slow is not known of an upload; otherwise it is the server.
            overdue = TooSlowError(LATE, advice=LATE_ADVICE) if is_upload else LateError()
            await answer_error(overdue)(scope, receive, send_guarded)
        except asyncio.CancelledError:
            # Only the end of the server cancels a request.
            if has_begun:
                raise
            await answer_error(StoppedError())(scope, receive, send_guarded)

    def _check(self, scope: MutableMapping[str, Any]) -> None:
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self._access.is_own_host(hosts[0]):
            raise HostError(
                "this server does not go by that name", advice="use the address that falx serve has printed"
            )
        path = scope["path"]
        if not _is_visit(scope["method"], path, headers):
            _require_own_page(headers, self._access)
        if not path.startswith(API):
            _require_no_body(headers)
            return
        if not self._access.is_token(headers.get(TOKEN_HEADER)):
            raise TokenError(
                "the token is missing or wrong",
                advice="open the address that falx serve has printed, or send its token as X-Falx-Token",
            )
        if path == UPLOADS and scope["method"] == "POST":
            _require_no_form(headers)
        elif scope["method"] in _METHODS:
            # What comes with any other method is not read: the answer is which methods the address takes.
            _require_no_body(headers)


def _is_visit(method: str, path: str, headers: Headers) -> bool:
    """Return whether a link opens the page itself in a tab, as the file does that `falx serve` opens the browser with.

    The page holds nothing, and without the token behind the `#` it can ask for nothing.
    """
    modes = headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest")
    return method == "GET" and path == "/" and modes == ("navigate", "document") and "origin" not in headers


def _require_own_page(headers: Headers, access: Access) -> None:
    """Refuse what another page makes a browser send (CSRF). Programs that are no browsers send neither header."""
    # Each of them counts: a proxy may have added one.
    is_own_site = all(site in ("same-origin", "none") for site in headers.getlist("sec-fetch-site"))
    if not is_own_site or not all(map(access.is_own_origin, headers.getlist("origin"))):
        raise TokenError("another page sent this request", advice="open the address that falx serve has printed")


def _require_no_form(headers: Headers) -> None:
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind in _FORMS:
        raise WrongTypeError(subject="body", expected="the bytes of a file, as application/octet-stream", got="a form")


def _require_no_body(headers: Headers) -> None:
    if "transfer-encoding" in headers or headers.get("content-length", "0").strip() != "0":
        raise TooLargeError(subject="body", expected="nothing", got="a body")


def add_headers(message: Message) -> None:
    """Add the headers of every answer to its start."""
    headers = MutableHeaders(raw=message["headers"])
    for name, value in _HEADERS.items():
        headers[name] = value

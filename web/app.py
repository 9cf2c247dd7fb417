"""The application: the API, the page, and the guard before both."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from functools import partial
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route
from starlette.types import ASGIApp

from core.errors import FalxError
from web.access import Access
from web.descriptions import describe_palette
from web.engine import Engine
from web.errors import GivenUp, RequestError
from web.guard import Guard
from web.limits import Limits
from web.page import PageFile, read_page
from web.reader import Reader
from web.responses import answer_error, answer_unforeseen
from web.routes import Services, make_routes
from web.store import Store
from web.uploads import Uploads
from web.work_queue import WorkQueue

# Between two looks for pictures that were kept for long enough.
_EXPIRE_EVERY_S = 15.0
_GONE = 499


def make_services(engine: Engine, limits: Limits) -> Services:
    """Make what requests are answered with. The reader is not started yet."""
    predicting = WorkQueue("predicting", limits.most_waiting)
    return Services(
        engine=engine,
        reader=Reader(limits),
        # The model's thread is the one that may change what it has found.
        store=Store(limits, on_dropped=lambda id: predicting.tidy(partial(engine.forget, id))),
        uploads=Uploads(limits),
        reading=WorkQueue("reading", limits.most_waiting),
        predicting=predicting,
        drawing=WorkQueue("drawing", limits.most_waiting),
        limits=limits,
    )


def make_app(services: Services, access: Access) -> ASGIApp:
    """Make the application.

    Args:
        services: what it answers with.
        access: who may use it.
    """
    app = Starlette(
        routes=[*make_routes(services), *_page_routes()],
        exception_handlers={
            FalxError: _on_error,
            GivenUp: _on_given_up,
            HTTPException: _on_http_error,
            Exception: _on_unforeseen,
        },
        lifespan=lambda _: _lifespan(services),
    )
    # A redirect would repeat what the client has sent.
    app.router.redirect_slashes = False
    return _WithLifespan(app, Guard(app, access, services.limits))


class _WithLifespan:
    """Sends requests through the guard, and the start and the end of the server past it."""

    def __init__(self, app: ASGIApp, guarded: ASGIApp) -> None:
        self._app, self._guarded = app, guarded

    async def __call__(self, scope, receive, send) -> None:  # type: ignore[no-untyped-def]
        await (self._app if scope["type"] == "lifespan" else self._guarded)(scope, receive, send)


@contextlib.asynccontextmanager
async def _lifespan(services: Services) -> AsyncIterator[None]:
    loop = asyncio.get_running_loop()
    # The page is answered meanwhile.
    loop.run_in_executor(None, services.reader.start)
    expiring = asyncio.ensure_future(_expire(services))
    try:
        yield
    finally:
        expiring.cancel()
        services.store.clear()
        services.engine.predictions.forget_all()
        services.engine.heats.forget_all()
        for turns in (services.reading, services.predicting, services.drawing):
            turns.close()
        await loop.run_in_executor(None, services.reader.close)


async def _expire(services: Services) -> None:
    while True:
        await asyncio.sleep(_EXPIRE_EVERY_S)
        services.store.expire()


def _page_routes() -> list[Route]:
    files = read_page() | {"/palette.css": PageFile(describe_palette().encode(), "text/css")}
    return [Route(path, _serving(file), methods=["GET"]) for path, file in files.items()]


def _serving(file: PageFile):  # type: ignore[no-untyped-def]
    async def serve(request: Request) -> Response:
        return Response(file.content, media_type=file.kind)

    return serve


async def _on_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, FalxError)
    return answer_error(error)


async def _on_http_error(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 404
    is_method = status == HTTPStatus.METHOD_NOT_ALLOWED
    words = f"{request.method} is no method of this address" if is_method else "there is nothing at this address"
    answer = answer_error(RequestError(words, advice="see docs/api.md"))
    answer.status_code = status
    if is_method:
        answer.headers["Allow"] = _methods_of(request)
    elif isinstance(error, HTTPException) and error.headers:
        answer.headers.update(error.headers)
    return answer


def _methods_of(request: Request) -> str:
    """List the methods of an address, which may have a route for each."""
    routes = [one for one in request.app.routes if one.matches(request.scope)[0] is not Match.NONE]
    return ", ".join(sorted({method for one in routes for method in one.methods}))


async def _on_given_up(request: Request, error: Exception) -> Response:
    # Nothing receives it.
    return Response(status_code=_GONE)


async def _on_unforeseen(request: Request, error: Exception) -> Response:
    return answer_unforeseen(error)

"""The addresses of the API and of the page: `docs/api.md` describes them."""

import asyncio
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from starlette.convertors import IntegerConvertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from core.errors import FalxError
from core.model.heat_maps.known_heat_maps import HeatMethod
from web.connected import while_connected
from web.descriptions import (
    describe_left_out,
    describe_outline,
    describe_picture,
    describe_server,
    describe_study,
    describe_swept,
    describe_verdict,
)
from web.drawing import draw_heat, draw_outlines, draw_slice, parse_opacity, parse_window
from web.engine import Engine, slice_of
from web.errors import LateError, RequestError
from web.limits import Limits
from web.reader import Contents, Reader
from web.responses import answer_json, answer_png, as_json, describe_error
from web.result_cache import Heat
from web.store import Store, Stored
from web.uploads import Uploads, shown_name
from web.work_queue import WorkQueue

LINES = "application/x-ndjson"
# This number of values is described within a few milliseconds, which another thread would take longer to begin with.
_SMALL = 600_000


class _SliceNumber(IntegerConvertor):
    """A number of up to nine digits; Python cannot convert one of several thousand."""

    regex = "[0-9]{1,9}"


register_url_convertor("slice", _SliceNumber())


@dataclass(frozen=True, slots=True, eq=False)
class Services:
    """What requests are answered with.

    Attributes:
        engine: the model, used in `predicting`.
        reader: the process that decodes, used in `reading`.
        store: of pictures.
        uploads: that arrive.
        reading: turns of the reader.
        predicting: turns of the model.
        drawing: turns of what needs neither.
        limits: of all.
    """

    engine: Engine
    reader: Reader
    store: Store
    uploads: Uploads
    reading: WorkQueue
    predicting: WorkQueue
    drawing: WorkQueue
    limits: Limits


def make_routes(services: Services) -> list[Route]:
    """List the addresses of the API."""
    answers = _Handlers(services)
    picture = "/api/pictures/{id}"
    one = picture + "/{index:slice}"
    return [
        _route("GET", "/api/about", answers.about),
        _route("POST", "/api/pictures", answers.add),
        _route("GET", picture, answers.describe),
        _route("DELETE", picture, answers.remove),
        _route("GET", picture + "/study", answers.study, "level"),
        _route("GET", one + ".png", answers.draw, "window"),
        _route("POST", one + "/classification", answers.classify, "level"),
        _route("POST", one + "/verdict", answers.verdict, "level"),
        _route("GET", one + "/heat.png", answers.heat, "class", "method", "opacity"),
        _route("GET", one + "/outline", answers.outline, "class", "method"),
    ]


def _route(method: str, path: str, answer: Callable[[Request], Awaitable[Response]], *parameters: str) -> Route:
    """Lead requests for an address to their answer; one with other parameters than these is refused."""

    async def answer_known(request: Request) -> Response:
        for name in request.query_params:
            if name not in parameters:
                known = f"one of {', '.join(parameters)}" if parameters else "none at this address"
                raise RequestError(subject="parameter", expected=known, got=repr(name[:20]))
        return await answer(request)

    return Route(path, answer_known, methods=[method])


class _Handlers:
    """Answers the requests of the API."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._is_ahead = False

    async def about(self, request: Request) -> Response:
        """Describe the server."""
        return answer_json(describe_server(self._services.engine, self._services.limits))

    async def add(self, request: Request) -> Response:
        """Take an upload, and describe the pictures in it."""
        services, name, found = self._services, shown_name(request), await self._read(request)
        stored = [services.store.add(name, picture) for picture in found.pictures]

        def describe() -> list[dict[str, Any]]:
            return [describe_picture(one, services.limits) for one in stored]

        if len(stored) == 1:
            self._predict_ahead(stored[0])
        try:
            if sum(image.pixels.size for one in stored for image in one.picture.slices) <= _SMALL:
                described = describe()
            else:
                described = await while_connected(request, services.drawing.run(lambda _: describe()))
        except BaseException:
            # Nothing else knows where they are.
            for one in stored:
                services.store.forget(one)
            raise
        return answer_json({"pictures": described, "left_out": describe_left_out(found.left_out)}, 201)

    def _predict_ahead(self, stored: Stored) -> None:
        """Begin to classify a picture, since that is asked for next; one at a time, so that a flood costs nothing."""
        # Of a stack, another slice than the first is asked for.
        if self._is_ahead or len(stored.picture.slices) > 1:
            return
        self._is_ahead = True

        def work() -> None:
            self._services.engine.predict_ahead(stored)
            self._is_ahead = False

        self._services.predicting.tidy(work)

    async def describe(self, request: Request) -> Response:
        """Describe a picture."""
        services, stored = self._services, self._stored(request)
        return answer_json(
            await while_connected(request, services.drawing.run(lambda _: describe_picture(stored, services.limits)))
        )

    async def remove(self, request: Request) -> Response:
        """Forget a picture."""
        self._services.store.remove(request.path_params["id"])
        return Response(status_code=204)

    async def draw(self, request: Request) -> Response:
        """Draw a slice through a window."""
        stored, index = self._slice(request)
        image = slice_of(stored, index)
        window = parse_window(request.query_params.get("window"), image)
        return answer_png(
            await while_connected(request, self._services.drawing.run(lambda _: draw_slice(image, window)))
        )

    async def classify(self, request: Request) -> Response:
        """Classify a slice: the record that `falx classify` writes."""
        engine, (stored, index) = self._services.engine, self._slice(request)
        level = engine.find_level(request.query_params.get("level"))
        record = await while_connected(
            request,
            self._services.predicting.run(lambda _: engine.record(stored, index, engine.predict(stored, index, level))),
        )
        return answer_json(record.as_dict())

    async def verdict(self, request: Request) -> Response:
        """Classify a slice: the record, and the words and colours that the window has for it."""
        engine, (stored, index) = self._services.engine, self._slice(request)
        level = engine.find_level(request.query_params.get("level"))

        def work(_: object) -> dict[str, Any]:
            prediction = engine.predict(stored, index, level)
            return describe_verdict(prediction, engine.record(stored, index, prediction))

        return answer_json(await while_connected(request, self._services.predicting.run(work)))

    async def heat(self, request: Request) -> Response:
        """Draw a heat map."""
        opacity = parse_opacity(request.query_params.get("opacity"))
        heat, _, _ = await self._heat(request)
        return answer_png(
            await while_connected(request, self._services.drawing.run(lambda _: draw_heat(heat, opacity)))
        )

    async def outline(self, request: Request) -> Response:
        """Trace a heat map at half its maximum, and describe how to read it."""
        heat, class_name, method = await self._heat(request)
        lines = await while_connected(request, self._services.drawing.run(lambda _: draw_outlines(heat)))
        return answer_json(describe_outline(lines, method, class_name))

    async def study(self, request: Request) -> Response:
        """Judge a whole study; line by line where the client accepts that, so that it can show what is done."""
        engine, stored = self._services.engine, self._stored(request)
        level = engine.find_level(request.query_params.get("level"))
        place = engine.package.levels.index(level)
        if LINES in request.headers.get("accept", ""):
            return StreamingResponse(self._study_lines(stored, place), media_type=LINES)

        async def whole() -> dict[str, Any]:
            slices = [value["slice"] async for value in self._study(stored, place) if "slice" in value]
            end = await self._services.predicting.run(lambda _: engine.end_sweep(stored))
            return describe_study(end, place, len(slices), engine) | {"slices": slices}

        return answer_json(await while_connected(request, whole()))

    async def _study_lines(self, stored: Stored, place: int) -> AsyncIterator[bytes]:
        # A client that leaves cancels this, between two slices at the latest.
        values = self._study(stored, place)
        try:
            while True:
                # A study of many slices takes as long as it takes; none of its lines does.
                async with asyncio.timeout(self._services.limits.answer_s):
                    value = await anext(values, None)
                if value is None:
                    return
                yield _line(value)
        except TimeoutError:
            yield _line(describe_error(LateError()))
        except FalxError as error:
            yield _line(describe_error(error))

    async def _study(self, stored: Stored, place: int) -> AsyncIterator[dict[str, Any]]:
        engine, predicting = self._services.engine, self._services.predicting
        count = len(stored.picture.slices)
        for index in range(count):
            # A turn for each slice, so that the verdict on the slice that is shown does not wait for the study.
            swept = await predicting.run(lambda _, index=index: engine.sweep_one(stored, index))  # type: ignore[misc]
            yield {"slice": describe_swept(swept, place)}
        end = await predicting.run(lambda _: engine.end_sweep(stored))
        yield {"study": describe_study(end, place, count, engine)}

    async def _read(self, request: Request) -> Contents:
        services = self._services
        with services.uploads.room() as room:
            content = await services.uploads.read(request, room)
            return await while_connected(request, services.reading.run(partial(services.reader.read, content)))

    async def _heat(self, request: Request) -> tuple[Heat, str, HeatMethod]:
        engine, (stored, index) = self._services.engine, self._slice(request)
        class_name = engine.find_class(request.query_params.get("class"))
        method = engine.find_method(request.query_params.get("method"), is_of_class=class_name is not None)

        def work(given_up: threading.Event) -> tuple[Heat, str, HeatMethod]:
            named = class_name or engine.predict(stored, index, engine.level).label
            return engine.heat(stored, index, named, method, given_up), named, method

        return await while_connected(request, self._services.predicting.run(work))

    def _stored(self, request: Request) -> Stored:
        return self._services.store.find(request.path_params["id"])

    def _slice(self, request: Request) -> tuple[Stored, int]:
        stored, index = self._stored(request), int(request.path_params["index"])
        slice_of(stored, index)
        return stored, index


def _line(value: dict[str, Any]) -> bytes:
    return as_json(value) + b"\n"

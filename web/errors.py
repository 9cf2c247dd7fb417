"""Errors of a request, each with the HTTP status of its answer."""

from core.errors import FalxError

LATE, LATE_ADVICE = "the answer takes too long", "send a smaller file, or try again"


class RequestError(FalxError):
    """A request that cannot be answered.

    Attributes:
        status: of the answer.
        is_body_left: whether something of the body may not have been read, so that the connection has to end.
    """

    code = "request"
    status = 400
    is_body_left = True


class TokenError(RequestError):
    """A request without the token, or from another page."""

    code = "forbidden"
    status = 403


class HostError(RequestError):
    """A request that was meant for another host."""

    code = "wrong-host"
    status = 421


class NoPictureError(RequestError):
    """There is no such picture, or no longer."""

    code = "no-picture"
    status = 404
    is_body_left = False


class TooLargeError(RequestError):
    """An upload is larger than the server takes."""

    code = "too-large"
    status = 413


class WrongTypeError(RequestError):
    """The body of a request is a form."""

    code = "wrong-type"
    status = 415


class TooSlowError(RequestError):
    """An upload paused, or came too slowly."""

    code = "too-slow"
    status = 408


class BusyError(RequestError):
    """More is asked at the same time than the server takes on."""

    code = "busy"
    status = 503

    def __init__(self) -> None:
        """Make the sentence, which is the same for all."""
        super().__init__("too many requests at the same time", advice="send it again in a moment")


class LateError(RequestError):
    """The server takes too long over an answer."""

    code = "late"
    status = 503

    def __init__(self) -> None:
        """Make the sentence, which is the same for all."""
        super().__init__(LATE, advice=LATE_ADVICE)


class StoppedError(RequestError):
    """The server is being stopped."""

    code = "stopped"
    status = 503

    def __init__(self) -> None:
        """Make the sentence, which is the same for all."""
        super().__init__("the server is being stopped", advice="start falx serve again")


class GivenUp(Exception):  # noqa: N818 - it is no error
    """The client has gone; what it asked for is no longer wanted."""

"""How much the server takes on: bytes, seconds and numbers, in one place."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a server.

    Attributes:
        most_body: bytes of one upload.
        most_bodies: bytes of all uploads that arrive at the same time.
        silence_s: an upload that pauses for longer is given up.
        least_rate: bytes a second that an upload has to reach, once `grace_s` has passed.
        grace_s: see `least_rate`.
        most_decoded: bytes of pixels of one upload.
        most_pictures: series, volumes and single pictures of one upload.
        most_entries: files and folders of an archive; the page packs as many at most.
        start_s: how long the reader process may take to start.
        reading_s: how long one upload may be decoded.
        reader_memory: bytes of data that the reader process may hold, where the system can limit that.
        most_kept: bytes of pixels of all pictures; the one that was not used for longest goes first.
        most_stored: pictures that are kept.
        kept_s: a picture that is not used for longer is dropped.
        most_waiting: requests that wait for the reader, and as many for the model.
        answer_s: how long a request may take, uploads excepted; of a study that comes line by line, each line.
        upload_s: how long an upload may take.
        head_s: how long a client may take to send the head of a request.
        stalled_s: how long a client may leave an answer unread.
        connections: that are open at the same time.
        refused: further connections that get an answer; beyond these, they are closed without one.
    """

    most_body: int = 256_000_000
    most_bodies: int = 512_000_000
    silence_s: float = 15.0
    least_rate: float = 64_000.0
    grace_s: float = 20.0
    most_decoded: int = 512_000_000
    most_pictures: int = 500
    most_entries: int = 20_000
    start_s: float = 60.0
    reading_s: float = 90.0
    reader_memory: int = 3_000_000_000
    most_kept: int = 1_000_000_000
    most_stored: int = 2000
    kept_s: float = 900.0
    most_waiting: int = 32
    answer_s: float = 180.0
    upload_s: float = 4200.0
    head_s: float = 10.0
    stalled_s: float = 30.0
    connections: int = 256
    refused: int = 128

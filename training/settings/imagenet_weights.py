"""ImageNet weights of MobileNetV2, downloaded only with the user's consent."""

import base64
import hashlib
import re
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from http.client import HTTPException
from pathlib import Path

from core.errors import FalxError, InvalidConfigError
from core.files import make_folder, unwritable
from core.jobs.child import JobPipe
from core.jobs.events import Progress, Report
from core.model.package import ModelPackage
from core.model.store import installed_packages
from core.program.locations import data_folder
from training.settings.known_networks import NETWORKS, network_named

# The one network whose ImageNet weights Falx downloads.
DOWNLOADED, _FILE = next((network.name, network.download) for network in NETWORKS if network.download)
_URL, _BYTES = _FILE.url, _FILE.size
_HDF5 = b"\x89HDF\r\n\x1a\n"
_TIMEOUT_S = 30
_SOME = 65_536
_PARTIAL = 206


def require_downloadable(architecture: str) -> None:
    """Refuse an architecture whose ImageNet weights Falx does not download.

    Raises:
        InvalidConfigError: saying what to give instead.
    """
    if not network_named(architecture).weights_suffix:
        raise InvalidConfigError(
            "there are no ImageNet weights of it", subject=architecture, advice="give --weights none"
        )
    if architecture != DOWNLOADED:
        raise InvalidConfigError(
            f"Falx downloads only the ImageNet weights of {DOWNLOADED}",
            subject=architecture,
            advice="give --weights FILE with those of this architecture, or --weights none",
        )


def weights_file() -> Path:
    """Return the path of downloaded weights."""
    return data_folder() / "weights" / _FILE.name


def cached_weights() -> Path | None:
    """Find weights downloaded before."""
    return weights_file() if weights_file().is_file() else None


def other_starts() -> str:
    """List what a training can start from without a download."""
    names = []
    for path in installed_packages():
        try:
            names.append(ModelPackage.open(path).name)
        except FalxError:
            continue
    return (
        f"these need no network: an installed model (--weights {names[0] if names else 'NAME'}), "
        "weights on this computer (--weights FILE), or random weights (--weights none)"
    )


def download_weights(report: Report | None = None) -> Path:
    """Download the weights, 9 MB, whole and as published or not at all. Call it only with the user's consent.

    A partial download is kept, and the next one continues from there.

    Args:
        report: is called with the progress, in bytes.

    Raises:
        InvalidConfigError: if the network or the server does not answer, or the file is not the published one.
        UnwritableOutputError: if the weights cannot be kept.
    """
    make_folder(weights_file().parent)
    part = weights_file().with_suffix(".part")
    with _kept_at(part):
        content = bytearray(part.read_bytes() if part.is_file() else b"")
    content = content if len(content) < _BYTES else bytearray()
    try:
        with urllib.request.urlopen(_request(len(content)), timeout=_TIMEOUT_S) as answer:
            if len(content) and answer.status != _PARTIAL:
                content.clear()
            md5 = _published_md5(answer.headers)
            while some := answer.read(_SOME):
                content += some
                if report:
                    report(Progress("Downloading ImageNet weights", len(content), _BYTES))
                if len(content) > _BYTES:
                    break
    except (OSError, HTTPException) as error:
        _keep_part(part, content)
        raise InvalidConfigError(
            f"ImageNet weights could not be downloaded ({error})",
            advice=f"check the connection and try again; {other_starts()}",
        ) from error
    if len(content) < _BYTES and content.startswith(_HDF5):
        _keep_part(part, content)
        raise InvalidConfigError(
            subject="ImageNet weights",
            expected=f"{_BYTES:,} bytes",
            got=f"{len(content):,}",
            advice="try again to continue the download",
        )
    part.unlink(missing_ok=True)
    _require_published(content, md5)
    with _kept_at(part):
        part.write_bytes(content)
        part.replace(weights_file())
    return weights_file()


def _keep_part(part: Path, content: bytearray) -> None:
    """Keep what came of the file for the next download; of nothing, no file."""
    with _kept_at(part):
        if content:
            part.write_bytes(content)
        else:
            part.unlink(missing_ok=True)


def _request(start: int) -> urllib.request.Request:
    return urllib.request.Request(_URL, headers={"Range": f"bytes={start}-"} if start else {})


def _published_md5(headers: Message) -> str:
    """Find the hash that the server states for the whole file, in hexadecimal digits; empty if it states none."""
    stated = re.search(r"md5=([A-Za-z0-9+/]{22}==)", ",".join(headers.get_all("x-goog-hash") or []))
    if stated:
        return base64.b64decode(stated[1]).hex()
    plain = re.fullmatch(r'"([0-9a-f]{32})"', headers.get("ETag") or "")
    return plain[1] if plain else ""


def _require_published(content: bytes | bytearray, md5: str) -> None:
    """Refuse a file other than the published one.

    Raises:
        InvalidConfigError: stating what came.
    """
    found = hashlib.md5(content, usedforsecurity=False).hexdigest()
    if not content.startswith(_HDF5):
        came = "a file of another kind, as from a network that answers in place of the server"
    elif len(content) != _BYTES:
        came = f"{len(content):,} bytes where {_BYTES:,} are published"
    elif not md5:
        came = "an answer that does not state the hash of the file"
    elif found != md5:
        came = f"one of MD5 {found} where {md5} is published"
    else:
        return
    raise InvalidConfigError(
        subject="ImageNet weights",
        expected="the published file",
        got=came,
        advice=f"nothing was kept; try again; {other_starts()}",
    )


@contextmanager
def _kept_at(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise unwritable(path, error) from error


def download(pipe: JobPipe) -> Path:
    """Download the weights as a job; returns their file."""
    return download_weights(pipe.report)

"""The page as a folder for any web space, `falx serve --static`: it classifies PNG and JPEG in the browser alone."""

import base64
import hashlib
import json
import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from core.errors import OccupiedFolderError
from core.files import make_folder, unwritable
from core.model.package import CARD_FILE, NETWORK_FILE
from core.program.locations import resource
from web.descriptions import describe_palette
from web.engine import Engine
from web.licence_texts import read_licence_text
from web.page import read_page
from web.runtime import read_runtime
from web.static_parameters import describe_model

INDEX, WORKER = "index.html", "service-worker.js"
PARAMETERS, ARRAYS = "model/parameters.json", "model/arrays.bin"

# What alone the server's page has.
_SERVED = ("api.js", "uploads.js", "zip.js")
# A header could say more; a web space that one cannot configure sends none.
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob:; "
    "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"
)
_CHARSET, _BODY = '<meta charset="utf-8">', "<body>"
_MARK = "<body data-static="
# In the folder, so that its files need only be renamed.
_UNFINISHED = ".falx-unfinished"
_KEPT_FILES = re.compile(r"^const FILES = (\{.*?^\});$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Written:
    """A folder that was written: how many files it has, and the bytes of them."""

    files: int
    size: int


def write_page(folder: Path, engine: Engine) -> Written:
    """Write the page, the model and LiteRT.js to a folder; another page of Falx there is replaced.

    All files are written under another name first: if that fails or is interrupted, the page that was there stays.
    Then they are renamed, the index last, and what the page that was there had besides is removed. Files of others,
    such as settings of the web space, stay. If the renaming itself is interrupted, the page must be written again.

    Args:
        folder: made if it is missing.
        engine: the model, and the level of its verdicts where none is chosen.

    Raises:
        MissingLibraryError: if LiteRT.js was not fetched.
        OccupiedFolderError: if there are other files in the folder, and no page of Falx.
        UnreadableFileError: if Falx's own licence is missing.
        UnwritableOutputError: if it cannot be written to.
    """
    files = page_files(engine)
    _require_own(folder)
    make_folder(folder)
    unfinished = folder / _UNFINISHED
    try:
        shutil.rmtree(unfinished, ignore_errors=True)
        for name, content in files.items():
            _make_room(unfinished / name).write_bytes(content)
        surplus = _earlier_files(folder) - set(files)
        # Last what leads to the others.
        for name in sorted(files, key=lambda name: (name == INDEX, name == WORKER, name)):
            (unfinished / name).replace(_make_room(folder / name))
        _remove(folder, surplus)
    except OSError as error:
        raise unwritable(folder, error) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return Written(len(files), sum(map(len, files.values())))


def _make_room(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _earlier_files(folder: Path) -> set[str]:
    """Name the files of the page that is in a folder, as its worker lists them."""
    try:
        found = _KEPT_FILES.search((folder / WORKER).read_text("utf-8"))
        names = set(json.loads(found[1])) if found else set()
    except (OSError, ValueError):
        return set()
    own = folder.resolve()
    return {name for name in names if name != "./" and (own / name).resolve().is_relative_to(own)}


def _remove(folder: Path, names: Iterable[str]) -> None:
    """Remove files, and the folders that are empty then."""
    for name in names:
        path = folder / name
        path.unlink(missing_ok=True)
        for parent in path.relative_to(folder).parents:
            if parent == Path() or not (folder / parent).is_dir() or any((folder / parent).iterdir()):
                break
            (folder / parent).rmdir()


def page_files(engine: Engine) -> dict[str, bytes]:
    """Make the files of the page, by their paths in the folder.

    Raises:
        MissingLibraryError: if LiteRT.js was not fetched.
        UnreadableFileError: if Falx's own licence is missing.
    """
    files = {f"runtime/{name}": content for name, content in read_runtime().items()}
    page = {path.lstrip("/"): file.content for path, file in read_page().items()}
    index = page.pop("").decode()
    files |= {name: content for name, content in page.items() if name not in _SERVED}
    files |= {f"static/{path.name}": path.read_bytes() for path in sorted(resource("web", "static").glob("*.js"))}
    files["engine.js"] = b'// The engine in this browser alone.\nexport * from "./static/engine.js";\n'
    files["palette.css"] = describe_palette().encode()
    worker = files.pop(f"static/{WORKER}").decode()
    files[f"model/{NETWORK_FILE}"] = engine.package.read(NETWORK_FILE)
    parameters, files[ARRAYS] = describe_model(engine)
    version = _version({**files, PARAMETERS: _json(parameters), INDEX: index.encode(), WORKER: worker.encode()})
    files[PARAMETERS] = _json(parameters | {"version": version})
    files[INDEX] = _static_index(index, version).encode()
    kept = {name: _integrity(content) for name, content in sorted(files.items()) if name != INDEX}
    # A web space may lead from the name of the index to the folder.
    kept["./"] = _integrity(files[INDEX])
    files[WORKER] = (
        f"const VERSION = {json.dumps(version)};\nconst FILES = {json.dumps(kept, indent=1)};\n{worker}".encode()
    )
    files |= {name: read_licence_text(name) for name in ("LICENSE", "NOTICE")}
    files[f"model/{CARD_FILE}"] = engine.package.read(CARD_FILE)
    return files


def _require_own(folder: Path) -> None:
    """Refuse a folder with files of others in it."""
    try:
        if not folder.exists() or all(path.name == _UNFINISHED for path in folder.iterdir()):
            return
        is_own = _MARK in (folder / INDEX).read_text("utf-8")
    except (OSError, ValueError):
        is_own = False
    if not is_own:
        raise OccupiedFolderError(
            subject=str(folder),
            expected="an empty folder, or one that falx serve --static has written",
            got="other files",
            advice="choose another folder",
        )


def _static_index(index: str, version: str) -> str:
    policy = f'{_CHARSET}\n  <meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    policy += '\n  <meta name="referrer" content="no-referrer">'
    return index.replace(_CHARSET, policy, 1).replace(_BODY, f'{_MARK}"{version}">', 1)


def _version(files: Mapping[str, bytes]) -> str:
    """Name a version by all that it holds, so that another one has another name."""
    digest = hashlib.sha256()
    for name, content in sorted(files.items()):
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:16]


def _integrity(content: bytes) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(content).digest()).decode()}"


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()

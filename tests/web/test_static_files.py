"""The folder of the page by itself: what is in it, and when it is not written."""

import base64
import errno
import hashlib
import json
import os
import re
from pathlib import Path

import pytest

import falx
from core.errors import DiskFullError, MissingLibraryError, OccupiedFolderError, UnreadableFileError
from core.model.store import open_package
from web import runtime
from web.engine import Engine
from web.licence_texts import read_licence_text
from web.page import read_page
from web.static_page import INDEX, PARAMETERS, WORKER, write_page


@pytest.fixture
def fetched(tmp_path, monkeypatch):
    """Stands in for LiteRT.js, which need not be fetched to write the rest."""
    folder = tmp_path / "fetched"
    folder.mkdir()
    for name in runtime.FILES:
        (folder / name).write_text(f"// {name}")
    monkeypatch.setattr(runtime, "runtime_folder", lambda: folder)
    return folder


@pytest.fixture(scope="module")
def engine():
    return Engine(open_package(None))


def test_the_command_writes_the_folder_and_says_how_to_try_it(fetched, tmp_path, capsys):
    folder = tmp_path / "my page"
    assert falx.main(["serve", "--static", str(folder)]) == 0
    said = capsys.readouterr().out.splitlines()
    count = sum(1 for path in folder.rglob("*") if path.is_file())
    assert re.fullmatch(rf"Wrote the page to {re.escape(str(folder))}: {count} files, [\d.]+ MB\.", said[0])
    assert said[2] == f"python -m http.server --bind 127.0.0.1 --directory '{folder}'"
    assert said[3] == "Research use only; not a medical device"


def test_without_its_runtime_the_command_names_what_gets_it(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(runtime, "runtime_folder", lambda: tmp_path / "missing")
    assert falx.main(["serve", "--static", str(tmp_path / "page")]) == 1
    assert capsys.readouterr().err == (
        "falx serve --static: expected LiteRT.js, found none; fetch it with make web-runtime, which needs npm\n"
    )
    assert not (tmp_path / "page").exists()


@pytest.mark.parametrize("damage", ["cut off", "missing"])
def test_a_runtime_that_is_not_whole_is_not_written(fetched, damage):
    program = fetched / runtime.FILES[-1]
    program.unlink()
    if damage == "cut off":
        program.with_name(f"{program.name}.xz").write_bytes(b"\xfd7zXZ")
    with pytest.raises(MissingLibraryError):
        runtime.read_runtime()


@pytest.mark.parametrize("option", [["--port", "0"], ["--allow-network"], ["--host", "192.0.2.7"]])
def test_an_option_of_the_server_is_refused_beside_it(tmp_path, capsys, option):
    assert falx.main(["serve", "--static", str(tmp_path / "page"), *option]) == 2
    assert f"argument {option[0]}: not allowed with --static" in capsys.readouterr().err


def test_a_folder_with_other_files_is_left_alone(fetched, engine, tmp_path):
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / INDEX).write_text("<body>mine</body>")
    with pytest.raises(OccupiedFolderError, match="expected an empty folder"):
        write_page(tmp_path / "web", engine)
    assert (tmp_path / "web" / INDEX).read_text() == "<body>mine</body>"
    assert len(list((tmp_path / "web").iterdir())) == 1


def test_a_page_that_is_written_again_has_another_version_if_anything_differs(fetched, engine, tmp_path):
    def version():
        return json.loads((tmp_path / "page" / PARAMETERS).read_text())["version"]

    write_page(tmp_path / "page", engine)
    first = version()
    assert f'<body data-static="{first}">' in (tmp_path / "page" / INDEX).read_text()
    write_page(tmp_path / "page", engine)
    assert version() == first
    write_page(tmp_path / "page", Engine(engine.package, 0.9))
    assert version() != first


def test_the_worker_keeps_every_file_that_the_page_needs_by_its_checksum(fetched, engine, tmp_path):
    folder = tmp_path / "page"
    write_page(folder, engine)
    worker = (folder / WORKER).read_text()
    kept = json.loads(re.search(r"const FILES = (\{.*?\});", worker, re.DOTALL)[1])
    for name, integrity in kept.items():
        content = (folder / (INDEX if name == "./" else name)).read_bytes()
        assert integrity == f"sha256-{base64.b64encode(hashlib.sha256(content).digest()).decode()}"
    all_files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert all_files - set(kept) == {INDEX, WORKER, "LICENSE", "NOTICE", "model/MODEL_CARD.md"}


def test_each_module_that_is_imported_is_in_the_folder(fetched, engine, tmp_path):
    folder = tmp_path / "page"
    write_page(folder, engine)
    modules, todo = set(), {folder / "main.js"}
    while todo:
        module = todo.pop()
        modules.add(module)
        found = re.findall(r"""^(?:import|export)\b[^;]*?from "(\.[^"]+)";""", module.read_text(), re.MULTILINE)
        todo |= {(module.parent / name).resolve() for name in found} - modules
    names = {module.relative_to(folder).as_posix() for module in modules}
    assert {"engine.js", "static/engine.js", "static/heat_maps.js", "dropped_files.js"} <= names
    assert names.isdisjoint({"api.js", "uploads.js", "zip.js"})


def test_nothing_in_the_page_is_from_elsewhere(fetched, engine, tmp_path):
    folder = tmp_path / "page"
    write_page(folder, engine)
    for path in [*folder.glob("*"), *folder.glob("static/*")]:
        if path.suffix in (".html", ".js", ".css"):
            addresses = re.findall(r"""https?://[^"'\s)]+""", path.read_text())
            assert set(addresses) <= {"http://www.w3.org/2000/svg"}, path.name
    page = (folder / INDEX).read_text()
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert policy[1].startswith("default-src 'none'; ")
    assert "'unsafe-" not in policy[1]
    # It holds for what comes after it.
    assert policy.start() < min(page.index("<link"), page.index("<script"))


def contents_of(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_page_that_was_there_stays_whole_if_the_disk_is_full(fetched, engine, tmp_path, monkeypatch):
    folder = tmp_path / "page"
    write_page(folder, engine)
    before = contents_of(folder)
    write = Path.write_bytes

    def fill(path, content):
        if path.name == "parameters.json":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        return write(path, content)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", fill)
        with pytest.raises(DiskFullError, match="page: cannot be written: no space is left"):
            write_page(folder, Engine(engine.package, 0.9))
    assert contents_of(folder) == before


def test_what_an_earlier_page_had_besides_goes_and_files_of_others_stay(fetched, engine, tmp_path):
    folder = tmp_path / "page"
    write_page(folder, engine)
    whole = contents_of(folder)
    for name in ("old/modules/view.js", "palette-1.css", ".htaccess", "../beside.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("earlier")
    worker = folder / WORKER
    listed = '"old/modules/view.js": "sha256-",\n "palette-1.css": "sha256-",\n "../beside.txt": "sha256-",\n'
    worker.write_text(worker.read_text().replace("const FILES = {\n", f"const FILES = {{\n {listed}", 1))
    write_page(folder, engine)
    assert contents_of(folder) == {**whole, ".htaccess": b"earlier"}
    assert not (folder / "old").exists()
    assert (tmp_path / "beside.txt").read_text() == "earlier"


def test_a_first_run_that_was_killed_is_no_obstacle(fetched, engine, tmp_path):
    (tmp_path / "page" / ".falx-unfinished").mkdir(parents=True)
    (tmp_path / "page" / ".falx-unfinished" / "main.js").write_text("torn")
    written = write_page(tmp_path / "page", engine)
    assert len(contents_of(tmp_path / "page")) == written.files


def test_the_licence_of_an_installed_wheel_is_found(tmp_path, monkeypatch):
    beside = {name: read_licence_text(name) for name in ("LICENSE", "NOTICE")}
    # As in a folder of installed packages, where nothing is beside the modules.
    monkeypatch.setattr("web.licence_texts.resource", lambda *_: tmp_path / "missing")
    about = tmp_path / "falx-1.0.dist-info"
    (about / "licenses").mkdir(parents=True)
    (about / "METADATA").write_text("Metadata-Version: 2.4\nName: falx\nVersion: 1.0\n")
    monkeypatch.setattr("sys.path", [str(tmp_path)])
    with pytest.raises(UnreadableFileError, match="LICENSE: expected the text that Falx comes with, got none"):
        read_licence_text("LICENSE")
    for name, content in beside.items():
        (about / "licenses" / name).write_bytes(content)
        assert read_licence_text(name) == content


def test_the_colours_of_the_page_are_those_of_the_palette():
    written = {
        (path, colour.lower())
        for path, file in read_page().items()
        if path.endswith((".css", ".js", ".html")) or path == "/"
        for colour in re.findall(rb"(?<![&\w])#[0-9a-fA-F]{3,8}\b", file.content)
    }
    # Black below a picture, and white lines on it.
    assert {colour for _, colour in written} <= {b"#000", b"#000000", b"#ffffff"}, written

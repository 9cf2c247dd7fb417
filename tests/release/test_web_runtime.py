"""LiteRT.js for the page by itself: what is pinned, and what is taken of what npm fetches."""

import json
import lzma
import re

import pytest

from release import web_runtime
from web.runtime import FILES

LOCK = json.loads((web_runtime.PINNED / "package-lock.json").read_text())
WANTED = json.loads((web_runtime.PINNED / "package.json").read_text())["dependencies"]


@pytest.fixture
def packages(tmp_path):
    """What npm fetches, in small."""
    found = tmp_path / "@litertjs"
    for folder in ("core/dist", "core/wasm", "wasm-utils/dist"):
        (found / folder).mkdir(parents=True)
    text = 'import { createWasmLib } from "@litertjs/wasm-utils";\n//# sourceMappingURL=index.js.map'
    (found / "core" / "dist" / "index.js").write_text(text)
    (found / "wasm-utils" / "dist" / "index.js").write_text(
        "export { createWasmLib };\n//# sourceMappingURL=index.js.map"
    )
    for kind in ("", "_compat", "_threaded"):
        (found / "core" / "wasm" / f"litert_wasm{kind}_internal.js").write_text(kind)
        (found / "core" / "wasm" / f"litert_wasm{kind}_internal.wasm").write_bytes(b"\0asm" + kind.encode())
    return found


def test_every_package_is_pinned_by_its_checksum_and_names_no_registry():
    packages = {name: package for name, package in LOCK["packages"].items() if name}
    assert {name.removeprefix("node_modules/") for name in packages} >= set(WANTED)
    for package in packages.values():
        assert re.fullmatch(r"sha512-[\w+/]{86}==", package["integrity"])
        assert "resolved" not in package
        assert package["license"] == "Apache-2.0"
    assert LOCK["packages"][""]["dependencies"] == WANTED
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in WANTED.values())
    assert "://" not in json.dumps(LOCK)


def test_what_the_page_needs_is_taken_and_leads_to_nothing_else(packages, tmp_path):
    target = tmp_path / "web_runtime"
    target.mkdir()
    (target / "earlier").write_text("")
    size = web_runtime.install(packages, target)
    found = {path.name.removesuffix(".xz"): path for path in target.iterdir()}
    assert set(found) == set(FILES)
    assert size == sum(path.stat().st_size for path in found.values())
    assert 'from "./wasm_utils.js";' in found["litert.js"].read_text()
    assert "sourceMappingURL" not in found["litert.js"].read_text() + found["wasm_utils.js"].read_text()
    assert lzma.decompress(found["litert_wasm_compat_internal.wasm"].read_bytes()) == b"\0asm_compat"


@pytest.mark.parametrize(
    ("path", "content", "said"),
    [
        ("core/dist/index.js", "import 'other';", "expected one import"),
        ("wasm-utils/dist/index.js", None, "found none"),
    ],
)
def test_packages_of_another_form_are_refused(packages, tmp_path, path, content, said):
    (packages / path).unlink()
    if content:
        (packages / path).write_text(content)
    with pytest.raises(web_runtime.FetchError, match=said):
        web_runtime.install(packages, tmp_path / "web_runtime")
    assert not (tmp_path / "web_runtime").exists()


def test_without_npm_the_command_says_what_to_install(monkeypatch, capsys):
    monkeypatch.setenv("PATH", "")
    assert web_runtime.main() == 1
    assert "expected npm, found none; install Node.js with npm" in capsys.readouterr().err

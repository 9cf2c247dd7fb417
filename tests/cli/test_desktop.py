"""`falx --install-desktop`: what a Linux desktop reads, and that it can be taken away again."""

import sys
from xml.etree import ElementTree

import pytest

from core.program import product
from core.program.desktop_entry import desktop_entry, metainfo, mime_package
from falx import main

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="for Linux desktops")


@pytest.fixture
def share(home):
    return home / ".local/share"


@pytest.fixture(autouse=True)
def no_tools(monkeypatch):
    monkeypatch.setenv("PATH", "")


def test_it_comes_and_goes(share, capsys):
    assert main(["--install-desktop"]) == 0
    assert "Name=Falx" in (share / "applications/falx.desktop").read_text("utf-8")
    assert (share / "icons/hicolor/scalable/apps/falx.svg").is_file()
    assert (share / "mime/packages/falx.xml").is_file()
    assert main(["--uninstall-desktop"]) == 0
    assert not [path for path in share.rglob("*") if path.is_file()]
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 2
    assert err == ""


def test_taking_away_what_is_not_there_is_no_failure(capsys):
    assert main(["--uninstall-desktop"]) == 0
    assert "was not in the menu" in capsys.readouterr().out


def test_a_folder_that_cannot_be_written_is_one_line(share, capsys):
    share.parent.mkdir()
    share.write_text("a file")
    assert main(["--install-desktop"]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_elsewhere_it_says_so(system, monkeypatch, capsys):
    monkeypatch.setattr(sys, "platform", system)
    assert main(["--install-desktop"]) == 2
    assert "for Linux" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("program", "line"),
    [
        ("falx", "Exec=falx %F"),
        ("/opt/falx/falx", "Exec=/opt/falx/falx %F"),
        ("/home/me/my apps/falx", 'Exec="/home/me/my apps/falx" %F'),
        ("/a%b/falx", 'Exec="/a%%b/falx" %F'),
        ("/a$b/falx", r'Exec="/a\\$b/falx" %F'),
    ],
)
def test_the_command_is_quoted_as_the_specification_has_it(program, line):
    assert line in desktop_entry(program).splitlines()


def test_the_entry_names_every_kind_of_file():
    [types] = [line for line in desktop_entry("falx").splitlines() if line.startswith("MimeType=")]
    assert types == f"MimeType={''.join(f'{kind.mime};' for kind in product.FILE_KINDS)}"


def test_the_types_of_files_are_reported():
    tree = ElementTree.fromstring(mime_package())
    globs = {glob.get("pattern") for glob in tree.iter("{http://www.freedesktop.org/standards/shared-mime-info}glob")}
    assert {"*.dcm", "*.nii", "*.nii.gz", f"*{product.MODEL_SUFFIX}"} == globs


def test_a_model_is_a_kind_of_zip_that_has_a_name_of_its_own():
    tree = ElementTree.fromstring(mime_package())
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    [model] = [kind for kind in tree if kind.get("type") == "application/x-falx-model"]
    assert [parent.get("type") for parent in model.iter(f"{space}sub-class-of")] == ["application/zip"]
    assert len(list(tree.iter(f"{space}sub-class-of"))) == 1


def test_software_centres_are_given_name_version_and_warning():
    tree = ElementTree.fromstring(metainfo("2026-01-31"))
    assert tree.findtext("id") == product.IDENTIFIER
    assert tree.find("releases/release").get("version") == product.VERSION
    assert any("Not a medical device" in (part.text or "") for part in tree.iter("p"))
    # No address is made up where there is none.
    assert (tree.find("url") is not None) is bool(product.project_page())

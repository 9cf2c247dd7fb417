"""The bill of materials: what CycloneDX 1.6 requires of it, and that it names what is bundled."""

import json
import re
from importlib.metadata import version
from pathlib import Path

import pytest

from core.program.locations import resource
from core.program.product import VERSION, Flavour
from release.bill_of_materials import FONT_VERSION, format_bill
from release.licences import Bundled, list_bundled

# The kinds that the schema of CycloneDX 1.6 allows, of which Falx uses three.
KINDS = {"application", "library", "machine-learning-model"}


@pytest.fixture(scope="module")
def bill():
    """The bill of a program that bundles two distributions and a library of the system."""
    sources = [str(Path(__import__(name).__file__)) for name in ("numpy", "pydicom")]
    entries = [*list_bundled(sources, []), Bundled("zlib", "", "Zlib", ())]
    return json.loads(format_bill(entries, Flavour.FULL))


def test_the_fields_that_the_format_requires_are_there(bill):
    assert bill["bomFormat"] == "CycloneDX"
    assert bill["specVersion"] == "1.6"
    assert bill["$schema"] == "http://cyclonedx.org/schema/bom-1.6.schema.json"
    assert bill["version"] == 1
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", bill["serialNumber"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", bill["metadata"]["timestamp"])
    assert (bill["metadata"]["component"]["type"], bill["metadata"]["component"]["version"]) == ("application", VERSION)
    for component in bill["components"]:
        assert component["type"] in KINDS
        assert component["name"]
        assert component.get("version") != ""
        [choice] = component["licenses"]
        # A licence has one of the two, and `id` only for what SPDX lists.
        assert set(choice["license"]) in ({"id"}, {"name"})


def test_each_component_has_one_reference_on_which_the_program_depends(bill):
    references = [component["bom-ref"] for component in bill["components"]]
    assert len(set(references)) == len(references)
    [dependency] = bill["dependencies"]
    assert dependency["ref"] == bill["metadata"]["component"]["bom-ref"]
    assert dependency["dependsOn"] == references


def test_what_is_bundled_is_named_as_scanners_look_it_up(bill):
    packages = {component.get("purl") for component in bill["components"]}
    assert {f"pkg:pypi/{name}@{version(name)}" for name in ("numpy", "pydicom")} <= packages
    assert any(name and name.startswith("pkg:generic/python@3.") for name in packages)
    by_name = {component["name"]: component for component in bill["components"]}
    assert "version" not in by_name["zlib"]
    assert by_name["falx-mobilenetv2"]["type"] == "machine-learning-model"


def test_the_number_changes_with_the_contents(bill):
    other = json.loads(format_bill([Bundled("zlib", "1.3", "Zlib", ())], Flavour.FULL))
    again = json.loads(format_bill([Bundled("zlib", "1.3", "Zlib", ())], Flavour.FULL))
    assert other["serialNumber"] == again["serialNumber"] != bill["serialNumber"]
    assert json.loads(format_bill([], Flavour.READER))["metadata"]["component"]["name"] == Flavour.READER.value


@pytest.mark.parametrize("is_fetched", [True, False])
def test_litert_js_is_named_where_it_is_bundled(tmp_path, monkeypatch, is_fetched):
    (tmp_path / "there").mkdir()
    monkeypatch.setattr(
        "release.bill_of_materials.resource", lambda *_: tmp_path / ("there" if is_fetched else "missing")
    )
    bill = json.loads(format_bill([], Flavour.FULL))
    found = {component["purl"] for component in bill["components"] if "npm" in component.get("purl", "")}
    pinned = json.loads((Path(__file__).parents[2] / "release" / "npm" / "package-lock.json").read_text())["packages"]
    numbers = {name: pinned[f"node_modules/@litertjs/{name}"]["version"] for name in ("core", "wasm-utils")}
    expected = {f"pkg:npm/%40litertjs/{name}@{number}" for name, number in numbers.items()}
    assert found == (expected if is_fetched else set())
    assert expected.isdisjoint(bill["dependencies"][0]["dependsOn"]) is not is_fetched


def test_the_font_is_named_in_its_version(bill):
    [font] = [component for component in bill["components"] if component["name"] == "DejaVu Sans"]
    assert font["purl"] == f"pkg:generic/dejavu-fonts@{FONT_VERSION}"
    assert f"Version {FONT_VERSION}".encode("utf-16-be") in resource("fonts", "DejaVuSans.ttf").read_bytes()

"""The software bill of materials: what is bundled, in the form of CycloneDX 1.6 that scanners read."""

import json
import os
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from core.model.package import ModelPackage
from core.model.store import shipped_package
from core.program.locations import resource
from core.program.product import NAME, VERSION, Flavour
from release.licences import Bundled

FILE = "falx.cdx.json"
# Of `resources/fonts/DejaVuSans.ttf`.
FONT_VERSION = "2.35"

_FORMAT, _SPECIFICATION = "CycloneDX", "1.6"
# Pins LiteRT.js, in the form of npm.
_PINNED = Path(__file__).with_name("npm") / "package-lock.json"
_INSTALLED = "node_modules/"
_SCHEMA = "http://cyclonedx.org/schema/bom-1.6.schema.json"


def format_bill(entries: Sequence[Bundled], flavour: Flavour) -> str:
    """Write the bill of a standalone program.

    Args:
        entries: the libraries that are bundled.
        flavour: of the program.
    """
    root = {
        "type": "application",
        "bom-ref": flavour.value,
        "name": NAME if flavour is Flavour.FULL else flavour.value,
        "version": VERSION,
        "licenses": [{"license": {"id": "Apache-2.0"}}],
    }
    libraries = [_library(entry) for entry in sorted(entries, key=lambda entry: entry.name.lower())]
    components = [_model(), *libraries, *_web_libraries(), _font()]
    content = {"metadata": {"component": root}, "components": components}
    # The same contents have the same number.
    number = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(content, sort_keys=True))
    bill = {
        "$schema": _SCHEMA,
        "bomFormat": _FORMAT,
        "specVersion": _SPECIFICATION,
        "serialNumber": f"urn:uuid:{number}",
        "version": 1,
        "metadata": {"timestamp": _now(), "component": root},
        "components": components,
        "dependencies": [{"ref": root["bom-ref"], "dependsOn": [one["bom-ref"] for one in components]}],
    }
    return json.dumps(bill, indent=1) + "\n"


def _library(entry: Bundled) -> dict[str, Any]:
    reference = entry.package or f"system:{entry.name}"
    component = {
        "type": "library",
        "bom-ref": reference,
        "name": entry.name,
        "version": entry.version,
        "licenses": [{"license": {"name": entry.licence}}],
        "purl": entry.package,
    }
    # What is not known is left out: an empty version would be taken for one.
    return {name: value for name, value in component.items() if value}


def _web_libraries() -> list[dict[str, Any]]:
    """Describe LiteRT.js, which `falx serve --static` writes beside its page, if it was fetched to be bundled."""
    if not resource("web_runtime").is_dir():
        return []
    components = []
    for place, package in json.loads(_PINNED.read_text("utf-8"))["packages"].items():
        if not place.startswith(_INSTALLED):
            # The root, which is what depends on them.
            continue
        group, _, name = place.removeprefix(_INSTALLED).rpartition("/")
        # The URL of a package has no plain @ but the one before the version.
        reference = f"pkg:npm/{group.replace('@', '%40')}/{name}" if group else f"pkg:npm/{name}"
        components.append(
            {
                "type": "library",
                "bom-ref": f"{reference}@{package['version']}",
                **({"group": group} if group else {}),
                "name": name,
                "version": package["version"],
                "licenses": [{"license": {"id": package["license"]}}],
                "purl": f"{reference}@{package['version']}",
            }
        )
    return components


def _font() -> dict[str, Any]:
    """Describe the font of pictures and reports."""
    reference = f"pkg:generic/dejavu-fonts@{FONT_VERSION}"
    return {
        "type": "library",
        "bom-ref": reference,
        "name": "DejaVu Sans",
        "version": FONT_VERSION,
        "licenses": [{"license": {"id": "Bitstream-Vera"}}],
        "purl": reference,
    }


def _model() -> dict[str, Any]:
    package = ModelPackage.open(shipped_package())
    return {
        "type": "machine-learning-model",
        "bom-ref": f"model:{package.name}@{package.version}",
        "name": package.name,
        "version": package.version,
        "licenses": [{"license": {"id": "Apache-2.0"}}],
    }


def _now() -> str:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"

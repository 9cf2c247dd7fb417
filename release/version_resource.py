"""What Windows and macOS are told of the program, from `core.product`."""

import re
from pathlib import Path
from typing import Any

from core import product


def write(folder: Path) -> Path:
    """Write the version resource for Windows, in the form that PyInstaller reads; returns its file."""
    numbers = _four_numbers(product.VERSION)
    strings = {
        "CompanyName": product.PUBLISHER,
        "FileDescription": product.NAME,
        "FileVersion": product.VERSION,
        "InternalName": product.COMMAND,
        "LegalCopyright": product.COPYRIGHT,
        "OriginalFilename": f"{product.COMMAND}.exe",
        "ProductName": product.NAME,
        "ProductVersion": product.VERSION,
    }
    entries = ", ".join(f"StringStruct({key!r}, {value!r})" for key, value in strings.items())
    path = folder / "version_resource.txt"
    path.write_text(
        "VSVersionInfo(\n"
        f"  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0, OS=0x40004, fileType=1),\n"
        f"  kids=[StringFileInfo([StringTable('040904B0', [{entries}])]),\n"
        "        VarFileInfo([VarStruct('Translation', [1033, 1200])])])\n",
        "utf-8",
    )
    return path


def info_plist() -> dict[str, Any]:
    """Give what macOS reads in Info.plist, beyond what PyInstaller writes itself."""
    return {
        "CFBundleDisplayName": product.NAME,
        "CFBundleShortVersionString": product.VERSION,
        "NSHumanReadableCopyright": product.COPYRIGHT,
        "NSHighResolutionCapable": True,
        "LSMinimumSystemVersion": "12.0",
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": kind.name,
                "CFBundleTypeRole": "Viewer",
                "LSHandlerRank": "Owner" if kind.is_ours else "Alternate",
                "LSItemContentTypes": [kind.identifier],
            }
            for kind in product.FILE_KINDS
        ],
        "UTExportedTypeDeclarations": [_type(kind) for kind in product.FILE_KINDS if kind.is_ours],
        "UTImportedTypeDeclarations": [_type(kind) for kind in product.FILE_KINDS if not kind.is_ours],
    }


def _type(kind: product.FileKind) -> dict[str, Any]:
    suffixes = [suffix.lstrip(".") for suffix in kind.suffixes]
    return {
        "UTTypeIdentifier": kind.identifier,
        "UTTypeDescription": kind.name,
        "UTTypeConformsTo": ["public.data"],
        "UTTypeTagSpecification": {"public.filename-extension": suffixes, "public.mime-type": kind.mime},
    }


def _four_numbers(version: str) -> tuple[int, ...]:
    numbers = [int(part) for part in re.findall(r"\d+", version)][:4]
    return tuple(numbers + [0] * (4 - len(numbers)))

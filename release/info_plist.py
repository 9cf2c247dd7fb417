"""The entries of Info.plist for macOS, from `core.program.product`."""

from typing import Any

from core.program import product


def info_plist() -> dict[str, Any]:
    """Return the entries that PyInstaller does not write itself."""
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

"""Export a model package as one file, to share with others."""

import zipfile
from pathlib import Path

from core.files import replacing
from core.model.package import LISTED_FILES, PACKAGE_FILE, ModelPackage
from core.program.product import MODEL_SUFFIX


def with_suffix(target: Path) -> Path:
    """Return a file name that Falx recognises as a model: unchanged if it has the suffix, else with it added."""
    # The version at the end of a name is no suffix.
    return target if target.suffix.lower() in (MODEL_SUFFIX, ".zip") else target.with_name(target.name + MODEL_SUFFIX)


def export_package(path: Path, target: Path) -> None:
    """Write a package as a zip that `ModelPackage.open` reads, whole or not at all.

    Args:
        path: of the package's folder or zip.
        target: of the zip.

    Raises:
        InvalidPackageError: if the package is damaged.
        UnwritableOutputError: if the zip cannot be written.
    """
    package = ModelPackage.open(path)
    folder = f"{package.name}-{package.version}"
    with replacing(target) as temporary, zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{folder}/{PACKAGE_FILE}", package.about())
        for name in LISTED_FILES:
            archive.writestr(f"{folder}/{name}", package.read(name))

"""Versions of packages that this Falx reads: of the format, and of the preprocessing."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.errors import InvalidPackageError
from core.model.package_format.faults import matching_falx
from core.model.package_format.values import require_object, require_part, shown
from core.model.preprocessing import Framing

FORMAT = 2
_FORMATS = (1, FORMAT)
_LONGEST_STATED = 40


def known_framing(path: Path, about: Mapping[str, Any]) -> Framing:
    """Refuse packages of another Falx, before their contents are taken for damage."""
    stated = require_part(about, "format")
    if type(stated) is not int or stated not in _FORMATS:
        raise InvalidPackageError(
            subject=path,
            expected=f"package format {' or '.join(map(str, _FORMATS))}",
            got=_stated(stated),
            advice=matching_falx(stated, FORMAT),
        )
    preprocessing = require_object(require_part(about, "preprocessing"), "preprocessing")
    version = require_part(preprocessing, "version", "preprocessing")
    if type(version) is not int or version not in tuple(Framing):
        raise InvalidPackageError(
            subject=path,
            expected=f"preprocessing version {' or '.join(map(str, map(int, Framing)))}",
            got=_stated(version),
            advice=matching_falx(version, max(Framing)),
        )
    return Framing(version)


def _stated(version: object) -> str:
    """Return a version as it would have been written, whatever it is."""
    return version[:_LONGEST_STATED] if isinstance(version, str) else shown(version)

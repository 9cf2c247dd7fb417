"""From headers to series: which files belong together, which are the same, and what only served to plan the others."""

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from statistics import median

from core.errors import FalxError
from core.readers.compressed_files import open_file
from core.readers.dicom.sequence_words import is_localizer_name, sequence_words
from core.readers.dicom.slice_headers import series_fingerprint
from core.readers.dicom.stack import by_number, depths_mm, in_order, parallel_groups
from core.readers.source import Format
from core.series.entry import Plane, Series, Spacing
from core.series.header import Header, Vector

# A plane is named after an axis of the body that its normal is tilted against by no more than this.
_TILT = math.cos(math.radians(35))
# A scout has a few slices in each of two or three planes.
_MOST_SCOUT_PLANES, _MOST_SCOUT_SLICES = 3, 15
# What is across a stack is a localizer up to this share of it.
_ACROSS = 0.25


def group_headers(headers: Iterable[Header]) -> list[Series]:
    """Make series of the headers of pictures.

    Files of one identifier make one series, wherever they lie; where their planes are not parallel, a series for each
    direction. An object of several frames is a series by itself, as is a file without an identifier.
    """
    together: dict[str, list[Header]] = defaultdict(list)
    found: list[Series] = []
    for header in headers:
        if header.frames > 1 or not header.series:
            found.append(_series([header]))
        else:
            together[header.series].append(header)
    for members in together.values():
        found.extend(_parted(members))
    return _with_folders(found)


def plane_of(normal: Vector | None) -> Plane:
    """Name the plane with a normal."""
    if normal is None:
        return Plane.UNKNOWN
    for part, plane in zip(normal, (Plane.SAGITTAL, Plane.CORONAL, Plane.AXIAL), strict=True):
        if abs(part) >= _TILT:
            return plane
    return Plane.OBLIQUE


def _parted(members: Sequence[Header]) -> list[Series]:
    """Part the files of one identifier into stacks."""
    members, same = _without_duplicates(members)
    groups, unplaced = parallel_groups(members)
    groups.sort(key=len, reverse=True)
    if groups:
        sizes = {member.size for member in groups[0]}
        groups[0].extend(member for member in unplaced if member.size in sizes)
        unplaced = [member for member in unplaced if member.size not in sizes]
    counts = list(map(len, groups))
    is_scout = (
        1 < len(groups) <= _MOST_SCOUT_PLANES
        and max(counts) <= _MOST_SCOUT_SLICES
        and (min(counts) > _ACROSS * max(counts) or any(member.is_localizer for member in members))
    )
    if is_scout or len(groups) > _MOST_SCOUT_PLANES:
        # Turned step by step, or a scout: one list of pictures.
        ordered = [member for group in groups for member in in_order(group)]
        found = [_series(ordered, same, is_localizer=is_scout, plane=Plane.SEVERAL)]
    else:
        across = [len(group) <= _ACROSS * counts[0] for group in groups]
        found = [
            _series(in_order(group), same, is_localizer=is_across)
            for group, is_across in zip(groups, across, strict=True)
        ]
    return found + ([_series(by_number(unplaced), same)] if unplaced else [])


def _series(
    members: Sequence[Header],
    same: dict[Path, list[Path]] | None = None,
    is_localizer: bool = False,
    plane: Plane | None = None,
) -> Series:
    first = members[0]
    said = any(member.is_localizer for member in members) or is_localizer_name(first.description)
    return Series(
        path=first.path,
        files=tuple(member.path for member in members),
        key=series_fingerprint(first.series),
        number=first.series_number,
        plane=plane or plane_of(next((member.normal for member in members if member.normal), None)),
        words=sequence_words(first.description),
        count=sum(member.frames for member in members),
        spacing=_spacing(members),
        is_localizer=is_localizer or said,
        duplicates=tuple(copy for member in members for copy in (same or {}).get(member.path, ())),
        size=first.size,
        kind=Format.DICOM.value,
        study=first.study,
        patient=first.patient,
    )


def _spacing(members: Sequence[Header]) -> Spacing | None:
    spacing = members[0].spacing_mm
    if spacing is None:
        return None
    depths = sorted({round(depth, 2) for depth in depths_mm(members) if depth is not None})
    gaps = [after - before for before, after in pairwise(depths)]
    return Spacing(*spacing, median(gaps) if gaps else None)


def _without_duplicates(members: Sequence[Header]) -> tuple[list[Header], dict[Path, list[Path]]]:
    """Keep each picture once; give the copies of those that come several times.

    The same object at the same place is the same picture, whatever a transfer has changed in its file. Where a file
    does not tell its place, only one that is the same byte for byte is a copy.
    """
    kept: dict[tuple[object, ...], Header] = {}
    copies: dict[Path, list[Path]] = defaultdict(list)
    alike: Counter[tuple[object, ...]] = Counter(_likeness(member) for member in members)
    for member in members:
        key = _likeness(member)
        if alike[key] > 1 and not (member.instance and member.position_mm):
            key = (*key, _digest(member.path))
        if key in kept:
            copies[kept[key].path].append(member.path)
        else:
            kept[key if alike[_likeness(member)] > 1 else (member.path,)] = member
    return list(kept.values()), copies


def _likeness(member: Header) -> tuple[object, ...]:
    return member.instance, member.number, member.position_mm, member.normal, member.size


def _digest(path: Path) -> object:
    try:
        with open_file(path) as file:
            return hashlib.sha256(file.read()).digest()
    except (FalxError, OSError):
        return path


def _with_folders(found: Sequence[Series]) -> list[Series]:
    """Let a stack go by the name of its folder where it is the only one there."""
    stacks = Counter(folder for one in found if one.is_stack for folder in {file.parent for file in one.files})
    renamed = []
    for one in found:
        folders = {file.parent for file in one.files}
        folder = next(iter(folders))
        is_alone = one.is_stack and len(folders) == 1 and stacks[folder] == 1
        renamed.append(replace(one, path=folder) if is_alone else one)
    return renamed

"""What of an image's origin a network had not seen: its source, or its group only; and which sources are one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from core.model_package import ModelPackage
from training.rows import Dataset, Row
from training.scores import Unseen


def join_sources(origins: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Tell which sources are one, since they share groups: two sequences of the same patients, for example.

    Args:
        origins: source and group of images, "" where unknown.

    Returns:
        For each source that is known the name of what it belongs to, such as "a + b".
    """
    of_group: dict[str, set[str]] = defaultdict(set)
    joined: dict[str, set[str]] = {}
    for source, group in origins:
        if source:
            joined.setdefault(source, {source})
            of_group[group].add(source)
    of_group.pop("", None)
    for sources in of_group.values():
        together = set().union(*(joined[source] for source in sources))
        joined.update(dict.fromkeys(together, together))
    return {source: " + ".join(sorted(together)) for source, together in joined.items()}


def sources_of(rows: Iterable[Row], start: Mapping[str, object] | None) -> dict[str, int]:
    """Count by source what a network has seen, for its package to state.

    Args:
        rows: that it was trained on and that its best epoch was chosen by.
        start: what the package that it started from states of its own training; None where there was none.

    Returns:
        Images by source; of those of "" the source is unknown, and a start that states no sources is one of these.
    """
    found: dict[str, int] = defaultdict(int)
    for row in rows:
        found[row.source] += 1
    if start is not None:
        stated = start.get("sources")
        for source, count in (stated if isinstance(stated, Mapping) else {"": 0}).items():
            found[source] += count if type(count) is int else 0
    return dict(sorted(found.items()))


def what_was_unseen(
    dataset: Dataset, rows: Sequence[Row], known: Sequence[Row], package: ModelPackage, fold: int | None
) -> list[Unseen]:
    """Tell what of each image's origin the network of a package had not seen.

    It goes by what the package states of its training. One of an earlier Falx states no sources: those of the
    dataset's own rows to train on count where the package was trained on a dataset of that name.

    Args:
        dataset: that the rows are of.
        rows: N that were measured.
        known: the dataset's rows to train on.
        package: that answered.
        fold: of the dataset that was measured, or None.
    """
    training = package.training
    is_own = training.get("dataset") == dataset.name and training.get("fold") == fold and bool(known)
    stated = training.get("sources")
    seen: set[str] | None = None
    if isinstance(stated, Mapping):
        seen = {str(source) for source in stated}
    elif is_own and not training.get("start_data_sha256"):
        seen = {row.source for row in known}
    joined = join_sources((row.source, row.group) for row in dataset.rows)
    seen_joined = {joined.get(source, source) for source in seen or ()}
    groups, paths = {row.group for row in known if row.group}, {row.path for row in known}

    def of(row: Row) -> Unseen:
        if row.source and seen and "" not in seen and joined[row.source] not in seen_joined:
            return Unseen.SOURCE
        if is_own and row.path not in paths and row.group not in groups:
            return Unseen.GROUP
        return Unseen.UNKNOWN

    return [of(row) for row in rows]

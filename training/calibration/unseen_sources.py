"""What of an image's origin a network had not seen: its source, or only its group; and which sources are one."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import closing

from core.batch.inputs import FoldersRead
from core.errors import InvalidDatasetError
from core.jobs.events import Report
from core.model.package import ModelPackage
from core.program.cores import available_cores
from training.calibration.scores import Unseen
from training.dataset.reading import Unreadable, read_each
from training.dataset.rows import Dataset, Row, digest_of, training_rows, validation_rows


def join_sources(origins: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Find the sources that are one since they share groups: two sequences of the same patients, for example.

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


def sources_of(rows: Iterable[Row], *others: Mapping[str, object]) -> dict[str, int]:
    """Count by source what a network has seen, for its package to state.

    Args:
        rows: that it was trained on and that its best epoch was chosen by.
        others: what the packages that it started from or learnt from, its teachers, state of their training.

    Returns:
        Images by source; of those of "" the source is unknown, and a package that states no sources, or not those of
        its teachers, is one of these.
    """
    found: dict[str, int] = defaultdict(int)
    for row in rows:
        found[row.source] += 1
    for other in others:
        stated = _stated_sources(other)
        for source, count in ({"": 0} if stated is None else stated).items():
            found[str(source)] += count if type(count) is int else 0
    return dict(sorted(found.items()))


def may_be_own(dataset: Dataset, package: ModelPackage, fold: int | None) -> bool:
    """Return whether a package may have been trained on the dataset's training rows, by the names of both.

    Args:
        dataset: that is measured.
        package: that answers.
        fold: of the dataset that is measured, or None.
    """
    return package.training.get("dataset") == dataset.name and package.training.get("fold") == fold


def data_digest(dataset: Dataset, fold: int | None, report: Report, folders: FoldersRead | None = None) -> str:
    """Fingerprint what a training on a dataset would read, as its package states it in `data_sha256`.

    Args:
        dataset: to be read.
        fold: that is left out, or None.
        report: is called with the progress.
        folders: that images were read from before; by default none.

    Returns:
        It in hexadecimal digits; "" if there is nothing to train on.
    """
    try:
        rows = [*training_rows(dataset, fold), *validation_rows(dataset, fold)]
    except InvalidDatasetError:
        return ""
    read: list[tuple[Row, str]] = []
    outcomes = read_each(rows, lambda _, slices: slices[0].input_sha256, available_cores(), report, folders)
    with closing(outcomes):
        read.extend((row, found) for row, found in outcomes if not isinstance(found, Unreadable))
    return digest_of([row for row, _ in read], [sha256 for _, sha256 in read])


def what_was_unseen(
    dataset: Dataset, rows: Sequence[Row], known: Sequence[Row], package: ModelPackage, fold: int | None, digest: str
) -> list[Unseen]:
    """Determine what of each image's origin the network of a package had not seen.

    It follows from what the package states of its training. One of an earlier Falx states no sources: those of the
    dataset's own training rows count if the package was trained on these very images. That an image's group is
    new is known only then, and if neither what the network started from nor its teachers had seen its source.

    Args:
        dataset: that the rows are of.
        rows: N that were measured.
        known: the dataset's rows to train on.
        package: that answered.
        fold: of the dataset that was measured, or None.
        digest: of the dataset, from `data_digest`, where the package `may_be_own`; else "".
    """
    training = package.training
    is_own = may_be_own(dataset, package, fold) and bool(known and digest) and training.get("data_sha256") == digest
    stated, inherited = _stated_sources(training), _inherited_sources(training)
    seen: set[str] | None = None
    if stated is not None:
        seen = {str(source) for source in stated}
    elif is_own and inherited == set():
        seen = {row.source for row in known}
    joined = join_sources((row.source, row.group) for row in dataset.rows)
    groups, paths = {row.group for row in known if row.group}, {row.path for row in known}

    def of(row: Row) -> Unseen:
        if seen and _is_new_source(row.source, seen, joined):
            return Unseen.SOURCE
        is_new_to_others = inherited is not None and (not inherited or _is_new_source(row.source, inherited, joined))
        if is_own and is_new_to_others and row.path not in paths and row.group not in groups:
            return Unseen.GROUP
        return Unseen.UNKNOWN

    return [of(row) for row in rows]


def unseen_validation(
    rows: Sequence[Row],
    clusters: Sequence[int],
    trained_on: Collection[int],
    inherited: Mapping[str, int] | None,
    joined: Mapping[str, str],
) -> tuple[Unseen, ...]:
    """Determine for validation images whether the network that was trained beside them had not seen their groups.

    Args:
        rows: the validation images.
        clusters: of them, what belongs together by group or look.
        trained_on: the clusters of the images that were trained on.
        inherited: sources that its start and its teachers had seen; None if there was neither.
        joined: from `join_sources`.
    """
    return tuple(
        Unseen.GROUP
        if cluster not in trained_on and (not inherited or _is_new_source(row.source, set(inherited), joined))
        else Unseen.UNKNOWN
        for row, cluster in zip(rows, clusters, strict=True)
    )


def _is_new_source(source: str, seen: set[str], joined: Mapping[str, str]) -> bool:
    """Return whether a source is known and new: none of those seen, all of which are known, is the same or joined."""
    if not source or "" in seen:
        return False
    return joined.get(source, source) not in {joined.get(one, one) for one in seen}


def _stated_sources(training: Mapping[str, object]) -> Mapping[str, object] | None:
    """Return the sources that a package states; None if it states none, or has teachers that it did not count."""
    stated = training.get("sources")
    is_whole = not training.get("teachers") or isinstance(training.get("inherited_sources"), Mapping)
    return stated if isinstance(stated, Mapping) and is_whole else None


def _inherited_sources(training: Mapping[str, object]) -> set[str] | None:
    """Return the sources that a network's start and teachers had seen; None if that is unknown."""
    stated = training.get("inherited_sources")
    if isinstance(stated, Mapping):
        return {str(source) for source in stated}
    return None if training.get("start_data_sha256") or training.get("teachers") else set()

"""Preview of a batch's input: count the images of each kind in files and folders before they are classified."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from core.batch.inputs import find_inputs, left_out_of
from core.errors import ReaderNotStartedError
from core.formats import Format, format_of_suffix, inner_name
from core.jobs.events import Cancelled
from core.jobs.throttle import Throttle
from core.model.known_classes import inline_name
from core.program.translation import format_number, noun_of, tr
from core.program.wording import count_of
from core.reader_process.isolated_looking import IsolatedLooking
from core.records.folder_agreement import true_class

_SECONDS_BETWEEN_PARTS = 0.25


@dataclass(frozen=True, slots=True)
class InputPreview:
    """What has been found so far.

    Attributes:
        kinds: how many images there are of each kind, by the endings of their names.
        classes: how many images are in folders named after each class.
        skipped: other files.
        is_whole: whether everything has been counted.
        problem: why not all could be read, or "".
        left_out: of each archive with files that are never read, the name within of each, and why.
    """

    kinds: Mapping[str, int] = field(default_factory=dict)
    classes: Mapping[str, int] = field(default_factory=dict)
    skipped: int = 0
    is_whole: bool = False
    problem: str = ""
    left_out: tuple[tuple[Path, tuple[tuple[str, str], ...]], ...] = ()

    @property
    def images(self) -> int:
        """How many images there are."""
        return sum(self.kinds.values())

    def in_words(self) -> str:
        """Describe it in one line."""
        if not self.is_whole:
            return tr("Looking into it: {images} so far…", images=count_of(self.images, "image"))
        kinds = sorted(self.kinds.items(), key=lambda pair: -pair[1])
        if not kinds:
            what = tr("No images in it")
        elif len(kinds) == 1:
            what = f"{format_number(self.images)} {kinds[0][0]} {noun_of(self.images, 'image')}"
        else:
            counts = ", ".join(f"{format_number(count)} {kind}" for kind, count in kinds)
            what = f"{count_of(self.images, 'image file')}: {counts}"
        words = [what]
        if self.skipped:
            words.append(count_of(self.skipped, "other file"))
        if self.classes:
            found = ", ".join(f"{inline_name(name)} {format_number(count)}" for name, count in self.classes.items())
            words.append(tr("folders named after classes: {found}", found=found))
        return " · ".join([*words, self.problem] if self.problem else words)


def preview_inputs(
    paths: Sequence[str],
    is_recursive: bool,
    classes: Sequence[str],
    on_part: Callable[[InputPreview], None],
    is_stopped: Callable[[], bool],
) -> None:
    """Count what a batch would classify.

    Args:
        paths: files and folders.
        is_recursive: whether folders within folders count.
        classes: that the model knows.
        on_part: gets what has been found so far, a few times a second, and at the end.
        is_stopped: is asked whether the count is still wanted; if not, nothing more is reported.
    """
    kinds: Counter[str] = Counter()
    named: Counter[str] = Counter()
    left_out: list[tuple[Path, tuple[tuple[str, str], ...]]] = []
    skipped, problem, telling = 0, "", Throttle(_SECONDS_BETWEEN_PARTS)

    def on_skipped(path: Path) -> None:
        nonlocal skipped
        skipped += 1
        require_wanted()

    def require_wanted() -> None:
        if is_stopped():
            raise _Stopped

    try:
        with IsolatedLooking(require_wanted) as looking:
            for path in find_inputs(paths, is_recursive, on_skipped, looking=looking):
                require_wanted()
                kinds[kind_of(path)] += 1
                if truth := true_class(path, classes):
                    named[truth] += 1
                if telling.is_due():
                    telling.restart()
                    on_part(InputPreview(dict(kinds), dict(named), skipped))
            for path in dict.fromkeys(paths):
                if found := left_out_of(path, looking):
                    left_out.append((Path(path), found))
            require_wanted()
    except (_Stopped, Cancelled):
        return
    except ReaderNotStartedError:
        reason = tr("the process that reads files could not be started")
        problem = tr("not all of it can be listed ({reason})", reason=reason)
    except OSError as error:
        problem = tr("not all of it can be listed ({reason})", reason=error.strerror)
    in_order = {name: named[name] for name in classes if named[name]}
    on_part(InputPreview(dict(kinds), in_order, skipped, is_whole=True, problem=problem, left_out=tuple(left_out)))


class _Stopped(Exception):  # noqa: N818 - it is no error
    """Stops a search whose result is no longer wanted."""


def kind_of(path: str) -> str:
    """Name the kind of an image by the ending of its name; one without any is taken for DICOM."""
    suffix = Path(inner_name(Path(path).name)).suffix
    if not suffix or suffix[1:].isdecimal():
        # The last number of a DICOM identifier, which many files are named after.
        return Format.DICOM.value
    kind = format_of_suffix(suffix)
    return kind.value if kind else suffix.removeprefix(".").upper()

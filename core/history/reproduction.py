"""Whether a result of the history comes out again. A job of the window, since it reads a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.errors import FalxError
from core.history.entry import Entry
from core.history.exports import Corrections, write_corrections
from core.image.slice import Slice, Window
from core.jobs.child import JobPipe
from core.model.classifier import Classifier
from core.model.confidence_levels import nearest_level
from core.model.package import ModelPackage
from core.model.store import installed_packages, package_in_use
from core.model.verdicts import whole_verdict
from core.private_folder import make_private_folder
from core.program.translation import tr
from core.reader_process.shared_reader import read_isolated
from core.readers.archive import take_passwords
from core.records.record import Finding, predicted

# Of a probability; records round them to six digits.
_EQUAL_WITHIN = 1e-4


@dataclass(frozen=True, slots=True)
class Reproduction:
    """What came out when a slice was classified again.

    Attributes:
        is_same_file: whether the file holds the bytes that it held then.
        model: the model that answered now.
        is_same_model: whether it is the one that answered then.
        verdict: now, in words.
        is_same_verdict: whether it is the one of then.
        difference: the largest one between the probabilities of then and now; None where the classes differ.
    """

    is_same_file: bool
    model: str
    is_same_model: bool
    verdict: str
    is_same_verdict: bool
    difference: float | None

    @property
    def is_reproduced(self) -> bool:
        """Whether all of it came out again."""
        is_close = self.difference is not None and self.difference <= _EQUAL_WITHIN
        return self.is_same_file and self.is_same_model and self.is_same_verdict and is_close

    @property
    def words(self) -> str:
        """What came out, in a few sentences."""
        if self.is_reproduced:
            return tr(
                "Reproduced: the same file, the same model ({model}), the same verdict and probabilities.",
                model=self.model,
            )
        facts = [
            tr("The file is the same.") if self.is_same_file else tr("The file has changed since."),
            tr("The model is the same ({model}).", model=self.model)
            if self.is_same_model
            else tr("That model is no longer installed; {model} answered.", model=self.model),
            tr("The verdict is the same: {verdict}.", verdict=tr(self.verdict))
            if self.is_same_verdict
            else tr("The verdict is now: {verdict}.", verdict=tr(self.verdict)),
        ]
        if self.difference is not None:
            is_close = self.difference <= _EQUAL_WITHIN
            facts.append(
                tr("The probabilities are the same.")
                if is_close
                else tr("Probabilities differ by up to {value:.1f} percentage points.", value=100 * self.difference)
            )
        return tr("Not reproduced. {facts}", facts=" ".join(facts))


def reproduce(entry: Entry, in_use: Path | None, passwords: Mapping[str, bytes], pipe: JobPipe) -> Reproduction:
    """Classify the slice of an entry again, with the model that answered then if it is still installed.

    Args:
        entry: of the history.
        in_use: the folder of the model in use, which answers otherwise; None for the one that comes with Falx.
        passwords: of protected archives, as `core.readers.archive` keeps them.
        pipe: to the window.

    Raises:
        FalxError: if the file cannot be read, or the model cannot be used.
    """
    take_passwords(passwords)
    then = entry.record
    images = read_isolated(Path(then.path), lambda: not pipe.is_cancelled)
    image = images[min(then.frame, len(images) - 1)]
    package = _package_of(then.model) or ModelPackage.open(package_in_use(in_use))
    classifier, before = Classifier(package), then.finding
    prediction = classifier.predict(image, _window_of(image, before))
    if before and before.level is not None:
        prediction = classifier.at_level(prediction, nearest_level(package.levels, before.level))
    now = predicted(then.path, image, prediction, package.title).finding
    difference = None
    if now and before and now.probabilities.keys() == before.probabilities.keys():
        difference = max(abs(share - before.probabilities[name]) for name, share in now.probabilities.items())
    return Reproduction(
        is_same_file=image.input_sha256 == then.input_sha256,
        model=package.title,
        is_same_model=package.title == then.model,
        verdict=whole_verdict(prediction.verdict, prediction.prediction_set),
        is_same_verdict=prediction.verdict == then.verdict,
        difference=difference,
    )


def correct(entries: Sequence[Entry], path: Path, pipe: JobPipe) -> Corrections:
    """Write opinions as a manifest, as `write_corrections` does; each image is read for it."""
    make_private_folder(path.parent)
    return write_corrections(entries, path, lambda: not pipe.is_cancelled)


def _window_of(image: Slice, before: Finding | None) -> Window | None:
    """Return the window that a slice was seen through then, where its file alone has another: that of its series."""
    if before is None or before.window == (float(f"{image.window.width:.6g}"), float(f"{image.window.center:.6g}")):
        return None
    return Window(*before.window)


def _package_of(title: str) -> ModelPackage | None:
    for folder in installed_packages():
        try:
            package = ModelPackage.open(folder)
        except FalxError:
            continue
        if package.title == title:
            return package
    return None

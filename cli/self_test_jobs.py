"""The steps of the self-test in child processes, by the jobs that the window starts."""

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli.self_test import SkippedError
from core.errors import FalxError
from core.jobs import job_targets
from core.jobs.events import Event, Outcome
from core.program import product

if TYPE_CHECKING:
    from core.batch.row import BatchRow
    from core.jobs.child_job import ChildJob

# Enough for a child to be still working when it is killed.
_BATCH = 120
# For each class. They train a network, and the trees that check whether the source gives a class away.
_EXAMPLES = 8


def reader_process(folder: Path) -> str:
    """Read a picture in a process as the window does; return what that process can and cannot do."""
    import numpy as np

    from cli.self_test_files import write_png
    from cli.self_test_reference import phantoms
    from core.reader_process.file_reader import FileReader

    image = phantoms()[0]
    reader = FileReader()
    try:
        [read] = reader.read_slices(write_png(folder / "phantom", image.pixels))
        if not np.array_equal(read.pixels, image.pixels):
            raise FalxError(expected="the same pixels", got="others")
        confinement = reader.confinement
        return confinement.words if confinement else "a picture"
    finally:
        reader.close()


def child_process(folder: Path) -> str:
    """Classify a folder in a child process that is killed while it works, and let another one resume it."""
    from cli.self_test_files import write_png
    from cli.self_test_reference import phantoms
    from core.batch.saved_batch import BatchPlan, save_plan
    from core.jobs.child_job import ChildJob
    from core.jobs.events import End, PartialResult, Progress

    images = folder / "images"
    images.mkdir()
    first = write_png(images / "0", phantoms()[0].pixels)
    for number in range(1, _BATCH):
        shutil.copyfile(first, images / f"{number}.png")
    saved = save_plan(BatchPlan((str(images),)), datetime.now(UTC))
    doomed = ChildJob(job_targets.CLASSIFY_FOLDER, (saved,), is_yielding=False)
    outcome = _follow(doomed, lambda event: doomed.kill() if isinstance(event, Progress) and event.done else None)
    if outcome.end is not End.CANCELLED:
        raise FalxError(expected="the killed child to be cancelled", got=f"{outcome.end.value}: {outcome.message}")
    kept = saved.records.read_bytes().count(b"\n")
    rows: list[BatchRow] = []
    job = ChildJob(job_targets.CLASSIFY_FOLDER, (saved,), is_yielding=False)
    outcome = _follow(job, lambda event: rows.extend(event.value) if isinstance(event, PartialResult) else None)
    if outcome.end is not End.SUCCEEDED:
        raise FalxError(f"expected the second child to succeed: {outcome.message}")
    summary = outcome.value
    if not (len({row.path for row in rows}) == len(rows) == summary.records == _BATCH) or summary.failures:
        raise FalxError(expected=f"{_BATCH} verdicts", got=f"{len(rows)}, and {summary.failures} failures")
    return f"one killed after {kept} of {_BATCH} images, the next classified the rest"


def training(folder: Path) -> str:
    """Check a dataset of phantoms, train a network on it for one epoch, and measure the network."""
    if not product.can_train():
        raise SkippedError("the reader does not train" if product.is_frozen() else "TensorFlow is not installed")
    from cli.self_test_files import write_png
    from cli.self_test_reference import phantoms
    from core.image.phantom import LESIONS, head_phantom
    from core.model.classifier import Classifier
    from core.model.store import shipped_package
    from training.dataset.choice import DatasetChoice
    from training.evaluation.request import EvaluationRequest
    from training.run_files import METRICS_FILE, PACKAGE
    from training.runs.order import TrainingOrder
    from training.runs.request import TrainingRequest
    from training.settings.config import TrainingConfig
    from training.settings.starting_points import fitted, start_from_package

    dataset = folder / "data"
    for number, lesion in enumerate((*LESIONS, None)):
        place = dataset / (lesion or "notumor")
        place.mkdir(parents=True)
        for index in range(_EXAMPLES):
            write_png(place / str(index), head_phantom(100 * number + index, lesion, size=96))
    checked = _result(job_targets.CHECK_DATASET, DatasetChoice((dataset,)))
    config = TrainingConfig(size=64, epochs=1, head_epochs=1, batch_size=8, validation_share=0.25)
    config = fitted(config, start_from_package(shipped_package()))
    request = TrainingRequest(dataset, folder / "run", config, shipped_package(), name="self-test")
    package = _result(job_targets.TRAIN, TrainingOrder(request, None, False, 2)) / PACKAGE
    probabilities = Classifier.open(package).predict(phantoms()[0]).probabilities
    if abs(float(probabilities.sum()) - 1) > 1e-4:
        raise FalxError("expected probabilities of the trained network")
    out = _result(job_targets.EVALUATE, EvaluationRequest(dataset, folder / "evaluation", package))
    metrics = json.loads((out / METRICS_FILE).read_text("utf-8"))
    written = [path for path in out.rglob("*") if path.is_file()]
    if metrics["images"] != 4 * _EXAMPLES or len(written) < 3:
        raise FalxError(expected="figures and a report", found=f"{metrics['images']} images, {len(written)} files")
    return (
        f"checked with {len(checked.advices)} remarks, one epoch on {4 * _EXAMPLES} phantoms, "
        f"then measured on {metrics['images']}: {len(written)} files"
    )


def _follow(job: "ChildJob", see: Callable[[Event], None]) -> Outcome:
    for event in job.events():
        see(event)
    assert isinstance(event, Outcome)
    return event


def _result(target: str, request: object) -> Any:
    """Run a job; return its outcome."""
    from core.jobs.child_job import ChildJob
    from core.jobs.events import End

    outcome = _follow(ChildJob(target, (request,), is_yielding=False), lambda event: None)
    if outcome.end is not End.SUCCEEDED:
        raise FalxError(f"{outcome.message}", subject=str(target))
    return outcome.value

"""A sweep says of each slice what the classifier says of it alone, and of the study what its slices say together."""

import dataclasses
import sys
from pathlib import Path

import numpy as np
import pytest

from core.errors import InvalidPackageError
from core.jobs.events import Cancelled, Progress
from core.model.classifier import Classifier
from core.model.store import shipped_package
from core.model.verdicts import FAILED, NOT_A_BRAIN_MRI
from core.readers import read_slices
from core.readers.archive import give_password, given_passwords
from core.sweep.request import SweepRequest, files_of, single_files
from core.sweep.result import SweepStart
from core.sweep.sweep_job import run
from tests.core.phantom_study import SLICES, TUMOUR, draw_study, predict_by_brightness, write_nifti, write_series
from tests.core.readers.test_archive import encrypt


class KeepingWire:
    """Keeps what a sweep reports, and cancels it after some progress."""

    def __init__(self, cancelled_at=None):
        self.start, self.found, self.progress, self._cancelled_at = None, [], [], cancelled_at

    def send_part(self, part):
        if isinstance(part, SweepStart):
            self.start = part
        else:
            self.found += part

    def report(self, progress: Progress):
        self.progress.append(progress.done)
        if self._cancelled_at is not None and progress.done >= self._cancelled_at:
            raise Cancelled

    def check(self):
        pass

    @property
    def is_cancelled(self):
        return False


@pytest.fixture
def seen(monkeypatch):
    """Let the network see brightness alone, so that what it says is known."""
    monkeypatch.setattr(Classifier, "predict", predict_by_brightness)


@pytest.fixture(params=["volume", "series"])
def stack(request, tmp_path):
    """A study whose slices 4 to 8 show a tumour, read as the window reads it."""
    if request.param == "volume":
        return read_slices(Path(write_nifti(tmp_path / "head.nii", draw_study())))
    return read_slices(Path(write_series(tmp_path / "series", draw_study())))


def sweep(slices, pipe=None, model=None):
    pipe = pipe or KeepingWire()
    return pipe, run(SweepRequest(files_of(slices), model), pipe)


def test_the_verdicts_are_those_on_the_slices_alone(stack):
    pipe, _ = sweep(stack)
    assert [one.index for one in pipe.found] == list(range(SLICES))
    levels = pipe.start.levels
    assert len(levels) > 1
    for place, level in enumerate(levels):
        alone = Classifier.open(level=level)
        answers = [alone.predict(image) for image in stack]
        assert [one.at(place).verdict for one in pipe.found] == [answer.verdict for answer in answers]
        assert [one.at(place).prediction_set for one in pipe.found] == [answer.prediction_set for answer in answers]
    assert [one.height for one in pipe.found] == pytest.approx([answer.tumour_probability for answer in answers])


def test_the_study_is_judged_at_every_level(stack, seen):
    pipe, end = sweep(stack)
    assert pipe.start.model == Classifier.open().package.title
    # At the highest level, the kind may stay open.
    assert len(end.studies) == len(pipe.start.levels)
    assert [study.verdict for study in end.studies[:-1]] == ["glioma"] * (len(end.studies) - 1)
    assert end.studies[-1].verdict in ("glioma", "tumour")
    assert {study.run for study in end.studies} == {(TUMOUR[0], TUMOUR[-1])}
    assert end.look_first == TUMOUR[len(TUMOUR) // 2]
    assert [one.index for one in pipe.found if one.is_suspicious] == list(TUMOUR)
    assert pipe.progress == list(range(SLICES + 1))


@pytest.mark.parametrize("write", [write_nifti, write_series])
def test_what_lies_below_the_brain_does_not_count(tmp_path, seen, write):
    stack = read_slices(Path(write(tmp_path / "study.nii", draw_study(), step_mm=12.0)))
    _, end = sweep(stack)
    # The brain reaches 105 mm down from the topmost slice.
    assert end.counting == frozenset(range(3, SLICES))


def test_a_study_has_the_kinds_that_its_level_leaves(stack, monkeypatch):
    package = Classifier.open().package
    mixes = [np.array([0.98 - share, share, 0.01, 0.01], np.float32) for share in np.linspace(0.005, 0.45, 90)]
    mixed = next(mix for mix in mixes if len({package.plausible(mix, level) for level in package.levels}) > 1)

    def predict(classifier, image, window=None, with_features=True):
        found = predict_by_brightness(classifier, image, window, with_features)
        if found.label == "notumor":
            return found
        plausible = classifier.package.plausible(mixed, classifier.level)
        return dataclasses.replace(found, probabilities=mixed, prediction_set=plausible)

    monkeypatch.setattr(Classifier, "predict", predict)
    pipe, end = sweep(stack)
    kinds = [package.plausible(mixed, level) for level in pipe.start.levels]
    assert [study.prediction_set for study in end.studies] == kinds
    assert [pipe.found[TUMOUR[0]].at(place).prediction_set for place in range(len(kinds))] == kinds


def test_a_study_is_cleared_at_the_levels_at_which_its_slices_are(stack, monkeypatch):
    package = Classifier.open().package
    mixes = [np.array([share, 0.01, 0.98 - share, 0.01], np.float32) for share in np.linspace(0.005, 0.45, 90)]
    free = ("notumor",)
    doubtful = next(mix for mix in mixes if len({package.plausible(mix, one) == free for one in package.levels}) > 1)

    def predict(classifier, image, window=None, with_features=True):
        found = predict_by_brightness(classifier, image, window, with_features)
        nothing = np.zeros_like(found.evidence)
        return dataclasses.replace(
            found,
            probabilities=doubtful,
            prediction_set=classifier.package.plausible(doubtful, classifier.level),
            evidence=nothing,
        )

    monkeypatch.setattr(Classifier, "predict", predict)
    _, end = sweep(stack)
    expected = ["notumor" if package.plausible(doubtful, one) == free else "uncertain" for one in package.levels]
    assert [study.verdict for study in end.studies] == expected


def test_a_file_that_cannot_be_read_is_marked_and_the_rest_is_classified(tmp_path, seen):
    slices = read_slices(Path(write_series(tmp_path / "series", draw_study())))
    slices[2].source.write_bytes(slices[2].source.read_bytes()[:-3000])
    slices[9].source.unlink()
    pipe, end = sweep(slices)
    broken = [one for one in pipe.found if one.error]
    assert [one.index for one in broken] == [2, 9]
    assert {one.at(0).verdict for one in broken} == {FAILED}
    assert len(pipe.found) == SLICES
    assert end.unreadable == 2
    assert end.studies[0].run == (TUMOUR[0], TUMOUR[-1])


def test_a_volume_that_has_changed_meanwhile_is_marked_as_a_whole(tmp_path):
    path = Path(write_nifti(tmp_path / "head.nii", draw_study()))
    slices = read_slices(path)
    write_nifti(path, draw_study(count=5, tumour=()))
    pipe, end = sweep(slices)
    assert end == dataclasses.replace(end, studies=(), look_first=None, unreadable=SLICES)
    assert all("the file has changed" in one.error for one in pipe.found)


def test_slices_are_seen_through_the_window_of_their_series(tmp_path, monkeypatch):
    series = Path(write_series(tmp_path / "series", draw_study()))
    windows = {}
    slices = read_slices(series)
    wide = [dataclasses.replace(image, window=dataclasses.replace(image.window, width=777.0)) for image in slices]

    def predict(classifier, image, window=None, with_features=True):
        windows[image.source] = window.width
        return predict_by_brightness(classifier, image, window, with_features)

    monkeypatch.setattr(Classifier, "predict", predict)
    sweep(wide)
    assert windows == {image.source: 777.0 for image in slices}


def test_a_refused_slice_is_never_suspicious(tmp_path, seen):
    study = draw_study()
    study[0] = 0
    pipe, _ = sweep(read_slices(Path(write_nifti(tmp_path / "head.nii", study))))
    assert pipe.found[0].at(0).verdict == NOT_A_BRAIN_MRI
    assert not pipe.found[0].is_accepted
    assert not pipe.found[0].is_suspicious


def test_a_sweep_that_is_cancelled_stops_before_its_end(stack, seen):
    pipe = KeepingWire(cancelled_at=3)
    with pytest.raises(Cancelled):
        sweep(stack, pipe)
    assert pipe.progress[-1] == 3


def test_a_model_that_cannot_be_used_ends_the_sweep(stack, package_copy):
    (package_copy / "classifier.tflite").write_bytes(b"none")
    with pytest.raises(InvalidPackageError):
        sweep(stack, model=package_copy)


def test_another_model_answers_by_its_own_levels(stack, first_format):
    pipe, end = sweep(stack, model=first_format)
    assert pipe.start.levels == (0.99,)
    assert len(end.studies) == 1
    assert pipe.start.place_of(0.9) == 0


def test_the_password_of_an_archive_reaches_the_reader(tmp_path, monkeypatch):
    content = Path(write_nifti(tmp_path / "head.nii", draw_study())).read_bytes()
    encrypt(tmp_path / "study.zip", "head.nii", content, "open sesame")
    give_password(tmp_path / "study.zip", "open sesame")
    slices = read_slices(tmp_path / "study.zip" / "head.nii")
    passwords = given_passwords()
    # As in another process, which was given none.
    monkeypatch.setattr("core.readers.archive._passwords", {})
    request = SweepRequest(files_of(slices), shipped_package(), passwords)
    assert "sesame" not in repr(request)
    pipe = KeepingWire()
    assert run(request, pipe).unreadable == 0
    assert len(pipe.found) == SLICES


def test_files_keep_their_place_and_their_windows(tmp_path):
    series = read_slices(Path(write_series(tmp_path / "series", draw_study())))
    files = files_of(series)
    assert [file.path for file in files] == [image.source for image in series]
    assert [file.first for file in files] == list(range(SLICES))
    assert all(file.is_of_series and len(file.windows) == 1 for file in files)
    [file] = files_of(read_slices(Path(write_nifti(tmp_path / "head.nii", draw_study()))))
    assert (file.first, len(file.windows), file.is_of_series) == (0, SLICES, False)
    assert SweepRequest(files, None).count == SweepRequest((file,), None).count == SLICES


def test_padding_is_as_black_as_in_the_stack(tmp_path):
    # The padding value is brighter than the window; it is black in the stack, and in the file that is read alone.
    from core.readers.dicom.series import read_of_stack, read_series
    from tests.core.readers.conftest import dicom_dataset

    folder = tmp_path / "series"
    folder.mkdir()
    for index, pixels in enumerate(draw_study(count=3, tumour=())):
        padded = pixels.astype(np.uint16)
        padded[:10] = 4000
        dataset = dicom_dataset(padded)
        dataset.SeriesInstanceUID, dataset.InstanceNumber = "1.2.3", index + 1
        dataset.PixelPaddingValue, dataset.WindowWidth, dataset.WindowCenter = 4000, 100 + index, 90
        dataset.save_as(folder / f"{index}.dcm", enforce_file_format=True)
    for image in read_series(folder):
        [alone] = read_of_stack(image.source, [image.window])
        assert np.array_equal(alone.pixels, image.pixels)
        assert alone.window == image.window


def test_files_that_are_shown_one_by_one_are_seen_through_their_own_windows(tmp_path, monkeypatch):
    folder = Path(write_series(tmp_path / "series", draw_study()))
    paths = [image.source for image in read_slices(folder)]
    paths[3].write_bytes(paths[3].read_bytes()[:-3000])
    windows = {}

    def predict(classifier, image, window=None, with_features=True):
        windows[image.source] = window
        return predict_by_brightness(classifier, image, window, with_features)

    monkeypatch.setattr(Classifier, "predict", predict)
    pipe = KeepingWire()
    end = run(SweepRequest(single_files(paths), None), pipe)
    assert windows == {path: None for index, path in enumerate(paths) if index != 3}
    assert [one.index for one in pipe.found if one.error] == [3]
    assert (end.unreadable, end.studies[0].run) == (1, (TUMOUR[0], TUMOUR[-1]))


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_a_file_that_crashes_its_decoder_costs_its_slice(tmp_path, bad_decoder, seen):
    folder = Path(write_series(tmp_path / "series", draw_study()))
    slices = read_slices(folder)
    [crashing] = [place for place, image in enumerate(slices) if image.source.name == "05.dcm"]
    path = folder / "crash.dcm"
    slices[crashing].source.rename(path)
    slices[crashing] = dataclasses.replace(slices[crashing], source=path)
    pipe, end = sweep(slices)
    assert [slice_.index for slice_ in pipe.found if slice_.error] == [crashing]
    assert "ended the process that reads files" in pipe.found[crashing].error
    assert len(pipe.found) == SLICES
    assert end.studies


class CancelledWire(KeepingWire):
    """A wire of a sweep that is cancelled while it waits for a file."""

    _looks = 0

    @property
    def is_cancelled(self):
        self._looks += 1
        return self._looks > 3

    def check(self):
        if self.is_cancelled:
            raise Cancelled


@pytest.mark.slow
def test_a_sweep_that_is_cancelled_does_not_wait_for_a_file(stack, endless_decoder):
    path = stack[0].source
    stalling = path.rename(path.with_name(f"stall{path.name}"))
    slices = [dataclasses.replace(image, source=stalling) if image.source == path else image for image in stack]
    with pytest.raises(Cancelled):
        sweep(slices, CancelledWire())

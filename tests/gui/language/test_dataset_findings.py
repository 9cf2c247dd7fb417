"""What the check of a dataset finds, advises and notes is translated piece by piece."""

import re

import cv2
import numpy as np
import pytest

from core.program.translation import english
from tests.gui.language.walk import left_over
from tests.training.audit.test_dataset_check import checked, write_heads
from training.dataset.class_counts import problem_with
from training.settings.config import TrainingConfig

pytestmark = pytest.mark.usefixtures("marked")

# Names of classes, splits, sources, colours and commands.
_NAMES = re.compile(
    r"glioma(_tumor)?|no_?tumor|meningioma|hospital \w|Training|Testing|Validation|grey|colour|other"
    r"|falx (train|audit)|--\w+|[\w-]+\.png|PNG|MB"
)


def texts_of(found):
    for advice in found.advices:
        yield from (advice.remark.what, advice.remark.why, advice.remark.advice)
        yield from advice.lines
    yield found.contents.summary
    yield from found.contents.details


def leaks_of(folder):
    with english():
        texts = [text for text in texts_of(checked(folder)[0]) if text]
    assert len(texts) > 6
    return {text: left_over(text, _NAMES) for text in texts if left_over(text, _NAMES)}


def test_folders_without_splits(tmp_path):
    for name in ("glioma_tumor", "no_tumor"):
        write_heads(tmp_path / "data" / name, *range(8))
    (tmp_path / "data" / "other").mkdir()
    assert leaks_of(tmp_path / "data") == {}


def test_folders_with_splits_copies_and_bad_files(tmp_path):
    folder = tmp_path / "data"
    for place, seed in (
        (folder / split / name, seed)
        for split, seed in (("Training", 0), ("Testing", 3))
        for name in ("glioma", "notumor")
    ):
        write_heads(place, *range(seed, seed + 6))
    (folder / "Training" / "glioma" / "bad.png").write_bytes(b"")
    cv2.imwrite(str(folder / "Training" / "glioma" / "flat.png"), np.full((64, 64), 90, np.uint8))
    cv2.imwrite(
        str(folder / "Training" / "notumor" / "colour.png"),
        np.random.default_rng(0).integers(0, 255, (64, 64, 3), np.uint8),
    )
    assert leaks_of(folder) == {}


def test_classes_that_their_sources_and_borders_tell(tmp_path):
    folder, lines = tmp_path / "data", ["path,class,source,group"]
    folder.mkdir()
    noise = np.random.default_rng(0)
    for index in range(60):
        name = ("glioma", "notumor")[index % 2]
        picture = noise.integers(0, 90, (64 + 8 * (index % 2), 64)).astype(np.uint8)
        picture += np.uint8(120 * (index % 2))
        cv2.imwrite(str(folder / f"{index}.png"), picture)
        lines.append(f"{index}.png,{name},hospital {'ab'[index % 2]},{index}")
    (folder / "all.csv").write_text("\n".join(lines))
    assert leaks_of(folder / "all.csv") == {}


def test_why_settings_do_not_fit_the_images(tmp_path):
    for name in ("glioma", "notumor"):
        write_heads(tmp_path / "data" / name, 0, 1)
    with english():
        contents = checked(tmp_path / "data")[0].contents
        told = [problem_with(contents, TrainingConfig(), folds) for folds in (None, 5)]
    assert all(told)
    assert [left_over(text, _NAMES) for text in told] == ["", ""]

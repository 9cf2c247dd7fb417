"""What an epoch shows."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from core.errors import InvalidConfigError
from core.image.phantom import draw_head
from core.model.geometry import FeatureGeometry
from training.dataset.manifest import Row
from training.samples.drawn_heads import HeadDrawer
from training.samples.head_labels import read_head_labels
from training.samples.images import Pictures
from training.samples.sample_maker import Kind
from training.samples.sampler import Sampler
from training.settings.config import AugmentationConfig, CounterfactualConfig, DrawnConfig, TrainingConfig

CLASSES = ("glioma", "meningioma", "notumor")
GEOMETRY = FeatureGeometry(stride=8, offset=7, cells=8)
STILL = AugmentationConfig(flip=False, rotation_deg=0, shift=0, zoom=0, gamma=0, brightness=0)
CONFIG = TrainingConfig(size=64, batch_size=8, augmentation=STILL)
MADE = CounterfactualConfig(erased=0.25, transplanted=0.25, relocated=0.25, lesions=0.25, edited=0.5)


def pictures(count=18, with_outlines=True):
    rows, images, masks = [], [], []
    for number in range(count):
        label = CLASSES[number % 3]
        head = draw_head(number, None if label == "notumor" else label, size=80)
        rows.append(Row(Path(f"{number}.png"), label, source="a" if number % 3 else "b"))
        images.append(head.pixels)
        masks.append(head.lesion & with_outlines)
    return Pictures(rows, np.stack(images), np.stack(masks).astype(np.uint8), [])


def sampler(config=CONFIG, found=None, drawer=None):
    found = found or pictures()
    return Sampler(found, np.arange(len(found.rows)), CLASSES, config, GEOMETRY, drawer)


@pytest.fixture(scope="module")
def drawer(head_labels):
    return HeadDrawer(read_head_labels(head_labels))


def epoch(drawn_from, number):
    return [batch for batch, _ in drawn_from.epoch(number, lambda batch: None)]


def test_plain_epoch_shows_each_picture_once():
    batches = epoch(sampler(), 0)
    assert [len(batch.labels) for batch in batches] == [8, 8, 2]
    shown = np.concatenate([batch.images for batch in batches])
    assert len({image.tobytes() for image in shown}) == 18
    assert np.bincount(np.concatenate([batch.labels for batch in batches])).tolist() == [6, 6, 6]


def test_epochs_differ_and_repeat():
    first, again = (np.concatenate([batch.images for batch in epoch(sampler(), 3)]) for _ in range(2))
    np.testing.assert_array_equal(first, again)
    other = np.concatenate([batch.images for batch in epoch(sampler(), 4)])
    assert (first != other).any()


def test_cover_is_where_the_tumour_is():
    for batch in epoch(sampler(), 0):
        for label, cover, image in zip(batch.labels, batch.cover, batch.images, strict=True):
            assert image.shape == (64, 64)
            assert cover.shape == (8, 8)
            assert cover.any() == (CLASSES[label] != "notumor")
            assert 0 <= cover.min() <= cover.max() <= 1


def test_cover_of_a_cell_is_that_around_its_centre():
    found = pictures(3)
    mask = np.zeros((80, 80), np.uint8)
    # Scaled from 80 to 64 pixels it covers 8 by 8 pixels around the centre of cell (2, 4), at 16 + 7 and 32 + 7.
    mask[round(19 * 1.25) : round(27 * 1.25), round(35 * 1.25) : round(43 * 1.25)] = 1
    found.masks[0] = mask
    only = Pictures(found.rows[:1], found.images[:1], found.masks[:1], [])
    [batch] = epoch(sampler(found=only), 0)
    assert np.unravel_index(batch.cover[0].argmax(), (8, 8)) == (2, 4)
    assert batch.cover[0, 2, 4] > 0.85
    assert batch.cover[0].sum() < 1.3


def test_balance_draws_rare_kinds_as_often():
    found = pictures(18)
    rare = [*[i for i in range(18) if i % 3 != 1][:12], 1]
    few = Pictures([found.rows[i] for i in rare], found.images[rare], found.masks[rare], [])
    config = dataclasses.replace(CONFIG, balance=1.0, epoch_images=600)
    drawn = np.concatenate([batch.labels for batch in epoch(sampler(config, few), 0)])
    assert len(drawn) == 600
    assert np.bincount(drawn, minlength=3).min() > 150


def test_made_slices_are_labelled_by_what_they_show():
    config = dataclasses.replace(CONFIG, counterfactual=MADE, epoch_images=64)
    batches = epoch(sampler(config), 0)
    labels = np.concatenate([batch.labels for batch in batches])
    covers = np.concatenate([batch.cover for batch in batches])
    assert set(labels) == {0, 1, 2}
    np.testing.assert_array_equal(covers.any(axis=(1, 2)), labels != 2)


def test_settled_slices_are_the_same_each_time():
    config = dataclasses.replace(CONFIG, counterfactual=MADE)
    one, other = (sampler(config).settled([Kind.ERASED, Kind.TRANSPLANTED]) for _ in range(2))
    np.testing.assert_array_equal(one.images, other.images)
    assert set(one.labels) == {0, 1, 2}
    assert len(sampler(config).settled(()).labels) == 0


def test_without_outlines_nothing_is_known():
    found = pictures(with_outlines=False)
    assert not any(batch.is_known.any() for batch in epoch(sampler(found=found), 0))


def test_without_outlines_no_slices_are_made():
    found = pictures(with_outlines=False)
    made, plain = (
        sampler(dataclasses.replace(CONFIG, counterfactual=wish), found) for wish in (MADE, CounterfactualConfig())
    )
    for one, other in zip(epoch(made, 0), epoch(plain, 0), strict=True):
        np.testing.assert_array_equal(one.labels, other.labels)
    assert len(made.settled([Kind.ERASED]).labels) == 0


def test_counterfactual_slices_need_tumour_free_ones():
    found = pictures()
    places = [place for place, row in enumerate(found.rows) if row.label != "notumor"]
    tumours = Pictures([found.rows[place] for place in places], found.images[places], found.masks[places], [])
    with pytest.raises(InvalidConfigError, match="notumor"):
        sampler(dataclasses.replace(CONFIG, counterfactual=MADE), tumours)


def test_tumour_without_outline_is_never_cropped_away():
    found = pictures()
    found.masks[:9] = 0
    config = dataclasses.replace(CONFIG, augmentation=dataclasses.replace(STILL, crop_share=1.0), epoch_images=200)
    few = Pictures(found.rows[:15], found.images[:15], found.masks[:15], [])
    batches = epoch(sampler(config, few), 0)
    labels, known = (np.concatenate([getattr(batch, name) for batch in batches]) for name in ("labels", "is_known"))
    # Of the tumours those without an outline are unknown, and only known ones can turn into none.
    assert np.mean(known == 0) == pytest.approx(6 / 15, abs=0.02)
    assert (labels[known == 0] != 2).all()
    assert np.mean(labels == 2) > 5 / 15


def test_drawn_heads_are_labelled_by_what_they_show(drawer):
    config = dataclasses.replace(
        CONFIG, epoch_images=120, drawn=DrawnConfig(share=1.0, tumours=0.6, transplanted=0.3), evidence_weight=1.0
    )
    batches = epoch(sampler(config, drawer=drawer), 0)
    labels, covers, made, known = (
        np.concatenate([getattr(batch, name) for batch in batches])
        for name in ("labels", "cover", "is_made", "is_known")
    )
    assert made.mean() > 0.95
    assert known.all()
    np.testing.assert_array_equal(covers.any(axis=(1, 2)), labels != 2)
    assert np.bincount(labels, minlength=3).min() > 20
    again = epoch(sampler(config, drawer=drawer), 0)
    np.testing.assert_array_equal(batches[3].images, again[3].images)


@pytest.mark.parametrize(("gliomas", "low", "high"), [(0.0, 0, 0), (0.8, 0.65, 0.95), (1.0, 1, 1)])
def test_gliomas_are_drawn_as_often_as_asked(drawer, gliomas, low, high):
    drawn = DrawnConfig(share=1.0, tumours=1.0, gliomas=gliomas, lesions=0.5)
    config = dataclasses.replace(CONFIG, epoch_images=80, drawn=drawn)
    batches = epoch(sampler(config, drawer=drawer), 0)
    labels = np.concatenate([batch.labels[batch.is_made > 0] for batch in batches])
    assert low <= np.mean(labels == 0) <= high


def test_a_share_of_the_samples_is_drawn(drawer):
    config = dataclasses.replace(CONFIG, epoch_images=200, drawn=DrawnConfig(share=0.25))
    made = np.concatenate([batch.is_made for batch in epoch(sampler(config, drawer=drawer), 0)])
    assert 0.15 < made.mean() < 0.35


def test_where_no_heads_are_asked_for_all_is_as_without_them(drawer):
    config = dataclasses.replace(CONFIG, counterfactual=MADE)
    for one, other in zip(epoch(sampler(config, drawer=drawer), 0), epoch(sampler(config), 0), strict=True):
        np.testing.assert_array_equal(one.images, other.images)


def test_slices_made_from_others_are_distinguished_from_real_ones():
    plain = epoch(sampler(), 0)
    assert not any(batch.is_made.any() for batch in plain)
    config = dataclasses.replace(CONFIG, counterfactual=MADE, epoch_images=64)
    assert np.concatenate([batch.is_made for batch in epoch(sampler(config), 0)]).mean() > 0.8


def test_amplitudes_are_taken_of_another_source_than_the_host_s(monkeypatch, drawer):
    found = pictures()
    hosts = []

    def note(self, image, host, strength, rng):
        hosts.append((host, strength))
        return image

    monkeypatch.setattr("training.samples.spectra.SourceMixer.mix", note)
    augmentation = dataclasses.replace(STILL, spectrum_share=1.0, spectrum_strength=0.5)
    config = dataclasses.replace(
        CONFIG, augmentation=augmentation, counterfactual=MADE, drawn=DrawnConfig(share=0.3), epoch_images=100
    )
    epoch(sampler(config, found, drawer), 0)
    assert len(hosts) > 80
    assert {strength for _, strength in hosts} == {0.5}
    assert None in {host for host, _ in hosts}
    assert {found.rows[host].source for host, _ in hosts if host is not None} == {"a", "b"}


@pytest.mark.parametrize("has_sources", [True, False])
def test_spectra_are_mixed_where_there_are_sources(has_sources):
    found = pictures()
    if not has_sources:
        found = dataclasses.replace(found, rows=[dataclasses.replace(row, source="") for row in found.rows])
    augmentation = dataclasses.replace(STILL, spectrum_share=1.0, spectrum_strength=1.0)
    config = dataclasses.replace(CONFIG, augmentation=augmentation)
    plain, mixed = (np.concatenate([b.images for b in epoch(sampler(one, found), 0)]) for one in (CONFIG, config))
    assert (plain != mixed).any() is np.bool_(has_sources)

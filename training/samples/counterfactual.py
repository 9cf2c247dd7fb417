"""Counterfactual slices: a tumour erased, moved to another head, or a lesion of other contrast inserted.

If every tumour-free image comes from a separate source, a network can recognise the sources instead of finding
tumours. A tumour-free slice of the tumours' source, and a tumour in a slice of the other, remove that shortcut.
"""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from core.model.known_classes import TUMOUR_FREE, find_class

FloatArray = npt.NDArray[np.float32]
Images = npt.NDArray[np.uint8]

_THUMBNAIL = 40
_DONORS, _HOSTS = 12, 60
_TRIES = 8
_HEAD_LEVEL = 24
# Shares of the side of the image.
_MARGIN, _BLEND = 0.02, 0.012
# Oedema surrounds an infiltrating tumour; this far beyond the outline, as a share of the tumour's radius.
_OEDEMA = 0.45
# How far a tumour of a class that Falx does not know may be displaced, as a share of the side.
_DISPLACEMENT = 0.15
# At least this share of a tumour that is moved must be within the head.
_WITHIN_HEAD = 0.95
# Of a lesion: its radius as a share of the side, and its contrast in spreads of the grey levels around.
_LEAST_RADIUS, _VISIBLE = 0.04, 0.8


@dataclass(frozen=True, slots=True, eq=False)
class Composite:
    """A slice that was made.

    Attributes:
        image: (S, S) uint8.
        mask: (S, S) uint8, 1 inside its tumour, if it has any.
        host: index of the image that most of it comes from; None if there is none.
    """

    image: Images
    mask: Images
    host: int | None = None


class CounterfactualMaker:
    """Makes counterfactual slices out of N images, all of one side of a split."""

    def __init__(self, images: Images, masks: Images, labels: Sequence[str], groups: npt.NDArray[np.int64]) -> None:
        """Find for each image those that look alike.

        Args:
            images: (N, S, S) uint8, heads of about the same size and place.
            masks: (N, S, S) uint8, 1 inside the tumour's outline.
            labels: the N names of their classes.
            groups: numbers of the N images' clusters; no image is filled or mixed with one of the same cluster.
        """
        self._images, self._masks, self._labels = images, masks, labels
        self._side = images.shape[1]
        self._groups = groups
        self.outlined = np.flatnonzero(masks.any(axis=(1, 2)))
        self.tumour_free = np.flatnonzero([label == TUMOUR_FREE for label in labels])
        thumbnails = _thumbnails(images)
        flipped = _thumbnails(images[:, :, ::-1])
        self._donors = _most_alike(thumbnails[self.outlined], np.concatenate([thumbnails, flipped]), _DONORS * 3)
        self._hosts = _most_alike(
            thumbnails[self.outlined], np.concatenate([thumbnails, flipped])[self._both(self.tumour_free)], _HOSTS
        )
        self._place = {int(index): place for place, index in enumerate(self.outlined)}

    def _both(self, chosen: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        return np.concatenate([chosen, chosen + len(self._images)])

    def _view(self, number: int) -> tuple[Images, Images]:
        """Return an image and its mask; numbers from N on are the mirrored ones."""
        index, is_mirrored = number % len(self._images), number >= len(self._images)
        image, mask = self._images[index], self._masks[index]
        return (image[:, ::-1], mask[:, ::-1]) if is_mirrored else (image, mask)

    def erase(self, index: int, rng: np.random.Generator) -> Composite | None:
        """Fill the place of a tumour from a similar slice, or from its own other side.

        Returns:
            A slice without tumour; None if no other is healthy there.
        """
        hole = self._hole(index)
        candidates = self._donors[self._place[index]].copy()
        rng.shuffle(candidates[:_DONORS])
        for number in candidates:
            other = int(number) % len(self._images)
            is_own_side = other == index
            if not is_own_side and self._groups[other] == self._groups[index]:
                continue
            if is_own_side and number < len(self._images):
                continue
            donor, mask = self._view(int(number))
            if not (mask & hole).any() and _is_head(donor, hole, 0.7):
                return Composite(self._filled(self._images[index], donor, hole), np.zeros_like(hole), index)
        return None

    def edit(self, index: int, rng: np.random.Generator) -> Composite | None:
        """Fill a healthy place in the same way, so that traces of the filling do not predict the class."""
        shape = self._moved(int(rng.choice(self.outlined)), rng, None)[1]
        image, mask = self._images[index], self._masks[index]
        hole = _grown(shape, round(_MARGIN * self._side))
        number = int(rng.integers(2 * len(self._images)))
        donor, donor_mask = self._view(number)
        is_near_tumour = (_grown(hole, round(3 * _MARGIN * self._side)) & (mask | donor_mask)).any()
        if number == index or is_near_tumour or not (_is_head(image, hole, 0.9) and _is_head(donor, hole, 0.9)):
            return None
        return Composite(self._filled(image, donor, hole), mask, index)

    def transplant(
        self, index: int, rng: np.random.Generator, host: Images | None = None, within: Images | None = None
    ) -> Composite | None:
        """Put the tumour of one image into a tumour-free one of another group.

        Args:
            index: of an outlined image.
            rng: chooses host, place and size.
            host: (S, S) uint8 to put it into; by default a tumour-free image that looks alike.
            within: (S, S) uint8, 1 where it may be; by default all that is not the black around the head.

        Returns:
            A slice with the tumour; None if no place was found.
        """
        number = None
        if host is None:
            row = self._hosts[self._place[index]]
            number = int(self._both(self.tumour_free)[row[rng.integers(len(row))]])
            host, host_mask = self._view(number)
            if host_mask.any() or self._groups[number % len(self._images)] == self._groups[index]:
                return None
        for _ in range(_TRIES):
            tumour, mask = self._moved(index, rng, self._labels[index])
            fits = _is_head(host, mask, _WITHIN_HEAD) if within is None else _is_within(mask, within)
            if mask.any() and fits:
                patch = _grown(mask, round(_MARGIN * self._side))
                made = self._filled(host, tumour, patch, _contrast(host, tumour, mask, rng))
                return Composite(made, mask, None if number is None else number % len(self._images))
        return None

    def relocate(self, index: int, rng: np.random.Generator) -> Composite | None:
        """Put the tumour of one image into another of the tumours' source, whose own was erased."""
        bed = self.erase(int(rng.choice(self.outlined)), rng)
        made = self.transplant(index, rng, bed.image) if bed else None
        return dataclasses.replace(made, host=bed.host) if bed and made else None

    def add_lesion(self, image: Images, rng: np.random.Generator) -> Composite | None:
        """Put in a lesion that does not enhance: brighter or darker than its surroundings, with a soft, uneven edge.

        Args:
            image: (S, S) uint8.
            rng: chooses shape, place and contrast.
        """
        for _ in range(_TRIES):
            _, shape = self._moved(int(rng.choice(self.outlined)), rng, None)
            radius = np.sqrt(shape.sum() / np.pi)
            if radius >= _LEAST_RADIUS * self._side and _is_head(
                image, _grown(shape, round(0.06 * self._side)), _WITHIN_HEAD
            ):
                break
        else:
            return None
        cover = shape.astype(np.float32)
        ragged = _noise(rng, self._side, 0.06 * self._side)
        softness = rng.uniform(0.012, 0.03) * self._side
        cover = cv2.GaussianBlur(cover, (0, 0), softness) + 0.18 * ragged * cv2.GaussianBlur(
            cover, (0, 0), 2 * softness
        )
        alpha = np.clip((cover - 0.25) / 0.5, 0, 1).astype(np.float32)
        picture = image.astype(np.float32)
        inside = shape > 0
        level = float(picture[inside].mean())
        change = rng.uniform(0.3, 0.9) if rng.random() < 0.5 else -rng.uniform(0.25, 0.6)
        # A lesion also blurs the structures that it grows through.
        smooth = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.01, 0.03) * self._side)
        keep = rng.uniform(0.3, 0.9)
        lesion = (keep * picture + (1 - keep) * smooth) + change * max(level, 20.0) * (
            1 + 0.25 * _noise(rng, self._side, rng.uniform(0.02, 0.08) * self._side)
        )
        grain = float(np.std(picture - cv2.GaussianBlur(picture, (0, 0), 1.0))) * (1 - keep)
        lesion += rng.normal(0, max(grain, 0.5), lesion.shape).astype(np.float32)
        made = np.clip(np.rint(picture * (1 - alpha) + lesion * alpha), 0, 255).astype(np.uint8)
        core = alpha > 0.5
        # An invisible lesion is no lesion.
        if not core.any() or abs(float(made[core].mean()) - level) < _VISIBLE * max(float(picture[inside].std()), 10.0):
            return None
        return Composite(made, core.astype(np.uint8))

    def _hole(self, index: int) -> Images:
        mask = self._masks[index]
        margin = _MARGIN * self._side
        if is_infiltrating(self._labels[index]):
            margin = max(2 * margin, _OEDEMA * np.sqrt(mask.sum() / np.pi))
        return _grown(mask, round(margin))

    def _moved(self, index: int, rng: np.random.Generator, label: str | None) -> tuple[Images, Images]:
        """Turn, scale, mirror and shift an image with its mask; with a label only as far as its kind may move."""
        mask = self._masks[index]
        rows, columns = np.nonzero(mask)
        center = np.array([columns.mean(), rows.mean()])
        flip = -1.0 if rng.random() < 0.5 else 1.0
        angle, scale = np.deg2rad(rng.uniform(-20, 20)), np.exp(rng.uniform(-0.3, 0.3))
        turn = scale * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        matrix = turn @ np.diag([flip, 1.0])
        if label is None:
            target = self._side * (0.5 + rng.uniform(-0.3, 0.3, 2))
        else:
            # Mirrored tumours go to the other side.
            home = np.array([self._side - 1 - center[0] if flip < 0 else center[0], center[1]])
            known = find_class(label)
            most = known.displacement if known else _DISPLACEMENT
            target = home + self._side * rng.uniform(-1, 1, 2) * most
        affine = np.column_stack([matrix, target - matrix @ center])
        size = (self._side, self._side)
        tumour = cv2.warpAffine(self._images[index], affine, size, flags=cv2.INTER_LINEAR)
        return tumour, cv2.warpAffine(mask, affine, size, flags=cv2.INTER_NEAREST)

    def _filled(self, image: Images, donor: Images, hole: Images, contrast: float = 1.0) -> Images:
        """Blend a donor into the hole of an image, levelled so that both agree around it."""
        rows, columns = np.nonzero(hole)
        radius = max(2.0, np.sqrt(len(rows) / np.pi))
        pad = round(radius + 0.08 * self._side)
        part = (
            slice(max(0, rows.min() - pad), rows.max() + pad + 1),
            slice(max(0, columns.min() - pad), columns.max() + pad + 1),
        )
        target, source = image[part].astype(np.float32), donor[part].astype(np.float32)
        inside = hole[part]
        ring = (_grown(inside, max(3, round(0.03 * self._side))) & (1 - inside)) > 0
        if not ring.any():
            return image
        weight = ring.astype(np.float32)
        if contrast != 1.0:
            source = (source - float(source[ring].mean())) * np.float32(contrast) + float(source[ring].mean())
        difference = target - source
        wide = (0, 0), 0.6 * radius + 0.02 * self._side
        spread = cv2.GaussianBlur(weight, *wide)
        average = float(difference[ring].mean())
        level = (cv2.GaussianBlur(difference * weight, *wide) + 1e-3 * average) / (spread + 1e-3)
        alpha = cv2.GaussianBlur(_grown(inside, 1).astype(np.float32), (0, 0), max(0.7, _BLEND * self._side))
        made = image.copy()
        # The black around a head stays black.
        blended = target * (1 - alpha) + np.maximum(source + level, 0) * alpha
        made[part] = np.clip(np.rint(blended), 0, 255).astype(np.uint8)
        return made


def is_infiltrating(label: str) -> bool:
    """Return whether tumours of a class grow beyond their outlines."""
    known = find_class(label)
    return known is not None and known.is_infiltrating


def _contrast(host: Images, tumour: Images, mask: Images, rng: np.random.Generator) -> float:
    """Scale a tumour's contrast to the spread of grey levels of its new surroundings, within reason."""
    around = _grown(mask, 12) > 0
    spread, own = float(host[around].std()), float(tumour[around & (mask == 0)].std())
    return float(np.clip(spread / max(own, 1.0), 0.7, 1.5) * np.exp(rng.uniform(-0.2, 0.2)))


def _thumbnails(images: Images) -> FloatArray:
    size = (_THUMBNAIL, _THUMBNAIL)
    small = np.stack([cv2.resize(image, size, interpolation=cv2.INTER_AREA) for image in images])
    flat = small.reshape(len(small), -1).astype(np.float32)
    flat -= flat.mean(axis=1, keepdims=True)
    return np.asarray(flat / np.maximum(np.linalg.norm(flat, axis=1, keepdims=True), 1e-6), np.float32)


def _most_alike(queries: FloatArray, others: FloatArray, count: int) -> npt.NDArray[np.int64]:
    """Find for each of N queries the numbers of the most similar others, most similar first: (N, count) int64."""
    count = min(count, len(others))
    found = []
    for start in range(0, len(queries), 512):
        alike = queries[start : start + 512] @ others.T
        best = np.argpartition(-alike, count - 1, axis=1)[:, :count]
        order = np.argsort(-np.take_along_axis(alike, best, axis=1), axis=1)
        found.append(np.take_along_axis(best, order, axis=1))
    return np.concatenate(found) if found else np.zeros((0, count), np.int64)


def _grown(mask: Images, pixels: int) -> Images:
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * pixels + 1, 2 * pixels + 1))
    return cv2.dilate(mask, kernel)


def _is_head(image: Images, where: Images, share: float) -> bool:
    """Return whether at least this share of a region is not the black around the head."""
    levels = cv2.blur(image, (5, 5))[where > 0]
    return bool(levels.size and np.mean(levels > _HEAD_LEVEL) >= share)


def _is_within(mask: Images, within: Images) -> bool:
    return bool((mask & within).sum() >= _WITHIN_HEAD * max(1, int(mask.sum())))


def _noise(rng: np.random.Generator, side: int, scale: float) -> FloatArray:
    """Draw smooth noise of unit variance, (side, side) float32."""
    cells = max(2, round(side / max(scale, 1.0)))
    small = rng.standard_normal((cells, cells)).astype(np.float32)
    return cv2.resize(small, (side, side), interpolation=cv2.INTER_CUBIC)

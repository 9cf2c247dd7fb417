"""Sampler: draw the samples of an epoch, originals and counterfactual slices, balanced and augmented."""

import copy
import dataclasses
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

import cv2
import numpy as np
import numpy.typing as npt

from core.model.geometry import FeatureGeometry
from core.model.known_classes import TUMOUR_FREE
from training.dataset.outlines import cell_cover
from training.samples.augmentation import reduced, vary
from training.samples.class_balancing import sampling_probabilities
from training.samples.counterfactual import Composite
from training.samples.drawn_heads import HeadDrawer
from training.samples.images import Examples, Pictures
from training.samples.sample_maker import Kind, SampleMaker
from training.samples.training_batch import Batch, mirrored_count, soft_of
from training.settings.config import TrainingConfig

# Images are cut, turned and mixed somewhat larger than the network sees them.
OVERSAMPLING = 1.25

_THREADS, _AHEAD = 2, 6
_SETTLED = 999_983

Images = npt.NDArray[np.uint8]
Indices = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float32]

Prepared = TypeVar("Prepared")


class Sampler:
    """Draws samples from pictures; the random numbers of an epoch depend on the seed and its number alone."""

    def __init__(
        self,
        pictures: Pictures,
        clusters: Indices,
        classes: Sequence[str],
        config: TrainingConfig,
        geometry: FeatureGeometry,
        drawer: HeadDrawer | None = None,
        soft: FloatArray | None = None,
    ) -> None:
        """Prepare to draw.

        Args:
            pictures: N of one side of a split, `OVERSAMPLING` times as large as the network's input.
            clusters: numbers of the N pictures' clusters, which are never mixed with their own.
            classes: the names of all classes.
            config: how to draw.
            geometry: of the feature cells.
            drawer: draws heads; without it none are drawn.
            soft: (N, C), the teachers' probabilities for the pictures; None without teachers.

        Raises:
            InvalidConfigError: if the samples that the settings ask for cannot be made of these pictures.
        """
        self._pictures, self._config, self._geometry, self._size = pictures, config, geometry, config.size
        self._soft = soft
        self._classes = {name: index for index, name in enumerate(classes)}
        self._maker = SampleMaker(pictures, clusters, classes, config, drawer)
        self._whole = dataclasses.replace(config.augmentation, crop_share=0.0)

    def at(self, size: int, geometry: FeatureGeometry) -> "Sampler":
        """Return a sampler that draws the same samples smaller: of a side in pixels, for other feature cells."""
        other = copy.copy(self)
        other._size, other._geometry = size, geometry
        return other

    @property
    def epoch_images(self) -> int:
        """How many samples an epoch has."""
        return self._config.epoch_images or len(self._pictures.rows)

    def epoch(self, number: int, prepare: Callable[[Batch], Prepared]) -> Generator[tuple[Batch, Prepared]]:
        """Draw the samples of an epoch, some batches ahead on separate threads.

        Args:
            number: of the epoch.
            prepare: what else those threads do with each batch.

        Yields:
            Each batch, with what `prepare` made of it.
        """
        originals = self._originals(number)
        size = self._config.batch_size

        def draw(start: int) -> tuple[Batch, Prepared]:
            batch = self._batch(originals[start : start + size], number, start)
            return batch, prepare(batch)

        pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="falx samples")
        try:
            pending: deque[Future[tuple[Batch, Prepared]]] = deque()
            for start in range(0, len(originals), size):
                pending.append(pool.submit(draw, start))
                if len(pending) > _AHEAD:
                    yield pending.popleft().result()
            while pending:
                yield pending.popleft().result()
        finally:
            # If an epoch is left early, the samples ahead are not drawn.
            pool.shutdown(cancel_futures=True)

    def settled(self, kinds: Sequence[Kind]) -> Examples:
        """Make one sample of each kind of each outlined picture, without other changes: for validation."""
        made: list[tuple[Composite, str]] = []
        for index in self._maker.outlined():
            for kind in kinds:
                rng = np.random.default_rng((self._config.seed, _SETTLED, index, kind.value))
                found = self._maker.make(kind, index, rng)
                if found:
                    made.append(found)
        size = self._config.size
        images = [cv2.resize(one.image, (size, size), interpolation=cv2.INTER_AREA) for one, _ in made]
        return Examples(
            np.array(images, np.uint8).reshape(-1, size, size),
            np.array([self._classes[name] for _, name in made], np.int64),
        )

    def _originals(self, number: int) -> Indices:
        """Choose which picture each sample starts from."""
        rng = np.random.default_rng((self._config.seed, number))
        count = self.epoch_images
        if not self._config.balance:
            rounds = -(-count // len(self._pictures.rows))
            return np.concatenate([rng.permutation(len(self._pictures.rows)) for _ in range(rounds)])[:count]
        kinds = [(row.source, row.label) for row in self._pictures.rows]
        return rng.choice(len(kinds), count, p=sampling_probabilities(kinds, self._config.balance))

    def _batch(self, originals: Indices, epoch: int, start: int) -> Batch:
        config = self._config
        images, masks, labels, covers, known, made, taught = [], [], [], [], [], [], []
        turned = mirrored_count(len(originals)) if config.mirror_agreement else 0
        for offset, original in enumerate(originals[: len(originals) - turned]):
            rng = np.random.default_rng((config.seed, epoch, start + offset))
            sample = self._maker.draw(int(original), rng)
            image, mask, name = self._maker.mix(sample, rng), sample.mask, sample.name
            had_tumour = bool(mask.any())
            if self._size != config.size:
                image, mask = reduced(image, mask, round(self._size * OVERSAMPLING))
            image, mask = vary(image, mask, self._size, rng, config.augmentation if sample.is_known else self._whole)
            # The teachers' probabilities apply to a picture that is neither made nor cropped.
            is_taught = sample.kind is Kind.ORIGINAL and had_tumour == bool(mask.any())
            taught.append(int(original) if is_taught else None)
            if had_tumour and not mask.any():
                name = TUMOUR_FREE if TUMOUR_FREE in self._classes else name
            images.append(image)
            labels.append(self._classes[name])
            covers.append(cell_cover(mask, self._geometry))
            known.append(sample.is_known)
            made.append(sample.kind is not Kind.ORIGINAL)
            masks.append(mask)
        for number in range(turned):
            images.append(images[number][:, ::-1])
            covers.append(cell_cover(masks[number][:, ::-1], self._geometry))
            labels.append(labels[number])
            known.append(known[number])
            made.append(made[number])
            taught.append(taught[number])
        return Batch(
            np.stack(images),
            np.array(labels, np.int64),
            np.stack(covers),
            is_known=np.array(known, np.float32),
            is_made=np.array(made, np.float32),
            soft=None if self._soft is None else soft_of(self._soft, taught),
        )

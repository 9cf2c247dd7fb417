"""What a network is shown in an epoch: originals and counterfactual slices, drawn in balance, each varied by chance."""

import copy
import dataclasses
from collections import Counter, deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeVar

import cv2
import numpy as np
import numpy.typing as npt

from core.errors import InvalidConfigError
from core.model.geometry import FeatureGeometry
from core.model.known_classes import TUMOUR_FREE
from training.dataset.outlines import cell_cover
from training.samples.augmentation import reduced, vary
from training.samples.counterfactual import Composite, Workshop, is_infiltrating
from training.samples.drawn_heads import DRAWN_TUMOURS, HeadDrawer, require_drawable
from training.samples.images import Examples, Pictures
from training.samples.spectra import SourceMixer
from training.samples.training_batch import Batch, mirrored_count, soft_of
from training.settings.config import CounterfactualConfig, TrainingConfig

# Images are cut, turned and mixed somewhat larger than the network sees them.
OVERSAMPLING = 1.25

_THREADS, _AHEAD = 2, 6
_SETTLED = 999_983
# What lies beyond the outline of an infiltrating tumour stays: such a slice is less surely free of it.
_ERASED_LESS = 0.4

Images = npt.NDArray[np.uint8]
Indices = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float32]

Prepared = TypeVar("Prepared")


class Kind(Enum):
    """What a sample is made from."""

    ORIGINAL = auto()
    ERASED = auto()
    TRANSPLANTED = auto()
    RELOCATED = auto()
    LESION = auto()
    EDITED = auto()
    DRAWN = auto()


@dataclass(frozen=True, slots=True, eq=False)
class _Sample:
    """A picture before it is varied; `host` is the index of the one that most of it comes from, if any."""

    image: Images
    mask: Images
    name: str
    kind: Kind
    host: int | None
    is_known: bool = True


class Sampler:
    """Draws samples out of pictures; the chance of an epoch depends on the seed and its number alone."""

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
            soft: (N, C), what teachers say of the pictures; None without teachers.

        Raises:
            InvalidConfigError: if counterfactual slices are asked for without tumour-free images, or lesions of an
                unknown class, or heads where no class can be drawn.
        """
        self._pictures, self._config, self._geometry, self._size = pictures, config, geometry, config.size
        self._soft = soft
        self._classes = {name: index for index, name in enumerate(classes)}
        self._names = [row.label for row in pictures.rows]
        has_outline = pictures.masks.any(axis=(1, 2))
        is_free = np.array([name == TUMOUR_FREE for name in self._names])
        # Without any outline nothing is known of where a tumour is; that there is none, alone would teach "nowhere".
        self._is_known = (has_outline | is_free) & has_outline.any()
        places = {name: np.flatnonzero(has_outline & (np.array(self._names) == name)) for name in classes}
        self._outlined_by_class = {name: indices for name, indices in places.items() if len(indices)}
        self._whole = dataclasses.replace(config.augmentation, crop_share=0.0)
        # What needs outlines rests where there are none.
        self._workshop: Workshop | None = None
        self._shares = CounterfactualConfig()
        if (config.counterfactual.share or config.counterfactual.edited) and has_outline.any():
            if not is_free.any() or config.counterfactual.lesion_class not in self._classes:
                raise InvalidConfigError(
                    f"counterfactual: expected images of the class {TUMOUR_FREE} and the class "
                    f"{config.counterfactual.lesion_class!r}; set its shares to 0 for this dataset"
                )
            self._workshop = Workshop(pictures.images, pictures.masks, self._names, clusters)
            self._shares = config.counterfactual
        self._drawer = drawer if config.drawn.share else None
        if self._drawer:
            require_drawable(classes)
            if not self._workshop and has_outline.any() and is_free.any():
                self._workshop = Workshop(pictures.images, pictures.masks, self._names, clusters)
        self._mixer: SourceMixer | None = None
        if config.augmentation.spectrum_share:
            self._mixer = SourceMixer(pictures.images, [row.source for row in pictures.rows])

    def at(self, size: int, geometry: FeatureGeometry) -> "Sampler":
        """Give one that draws the same samples smaller: of a side in pixels, for feature cells of that geometry."""
        other = copy.copy(self)
        other._size, other._geometry = size, geometry
        return other

    @property
    def epoch_images(self) -> int:
        """How many samples an epoch has."""
        return self._config.epoch_images or len(self._names)

    def epoch(self, number: int, prepare: Callable[[Batch], Prepared]) -> Generator[tuple[Batch, Prepared]]:
        """Draw the samples of an epoch, some batches ahead on threads of its own.

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

        pool = ThreadPoolExecutor(_THREADS)
        try:
            pending: deque[Future[tuple[Batch, Prepared]]] = deque()
            for start in range(0, len(originals), size):
                pending.append(pool.submit(draw, start))
                if len(pending) > _AHEAD:
                    yield pending.popleft().result()
            while pending:
                yield pending.popleft().result()
        finally:
            # Of an epoch that is left, what is ahead is not drawn any more.
            pool.shutdown(cancel_futures=True)

    def settled(self, kinds: Sequence[Kind]) -> Examples:
        """Make one sample of each kind of each outlined picture, without other changes: for validation."""
        made: list[tuple[Composite, str]] = []
        for index in self._workshop.outlined if self._workshop else ():
            for kind in kinds:
                rng = np.random.default_rng((self._config.seed, _SETTLED, int(index), kind.value))
                found = self._made(kind, int(index), rng)
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
            rounds = -(-count // len(self._names))
            return np.concatenate([rng.permutation(len(self._names)) for _ in range(rounds)])[:count]
        kinds = [(row.source, row.label) for row in self._pictures.rows]
        counts = Counter(kinds)
        weights = np.array([counts[kind] ** -self._config.balance for kind in kinds])
        return rng.choice(len(kinds), count, p=weights / weights.sum())

    def _batch(self, originals: Indices, epoch: int, start: int) -> Batch:
        config = self._config
        images, masks, labels, covers, known, made, taught = [], [], [], [], [], [], []
        turned = mirrored_count(len(originals)) if config.mirror_agreement else 0
        for offset, original in enumerate(originals[: len(originals) - turned]):
            rng = np.random.default_rng((config.seed, epoch, start + offset))
            sample = self._drawn(int(original), rng)
            image, mask, name = self._mixed(sample, rng), sample.mask, sample.name
            had_tumour = bool(mask.any())
            if self._size != config.size:
                image, mask = reduced(image, mask, round(self._size * OVERSAMPLING))
            image, mask = vary(image, mask, self._size, rng, config.augmentation if sample.is_known else self._whole)
            # What teachers say holds for a picture that is neither made nor cut.
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

    def _mixed(self, sample: _Sample, rng: np.random.Generator) -> Images:
        """Let a picture take on amplitudes of another source, where it is known which one is another."""
        augmentation = self._config.augmentation
        if self._mixer is None or rng.random() >= augmentation.spectrum_share:
            return sample.image
        if sample.host is None and sample.kind is not Kind.DRAWN:
            return sample.image
        return self._mixer.mix(sample.image, sample.host, augmentation.spectrum_strength, rng)

    def _drawn(self, original: int, rng: np.random.Generator) -> _Sample:
        """Draw a head, make a counterfactual slice, or take the original where none is asked for or none succeeds."""
        if self._drawer and rng.random() < self._config.drawn.share:
            head = self._head(self._drawer, rng)
            if head:
                return head
        shares = self._shares
        draw = rng.random()
        for kind, share in (
            (Kind.ERASED, shares.erased),
            (Kind.TRANSPLANTED, shares.transplanted),
            (Kind.RELOCATED, shares.relocated),
            (Kind.LESION, shares.lesions),
        ):
            if draw < share:
                made = self._made(kind, self._tumour_for(kind, rng), rng)
                if made:
                    return _Sample(made[0].image, made[0].mask, made[1], kind, made[0].host)
                break
            draw -= share
        name, is_known = self._names[original], bool(self._is_known[original])
        if self._workshop and rng.random() < shares.edited:
            edited = self._workshop.edit(original, rng)
            if edited:
                return _Sample(edited.image, edited.mask, name, Kind.EDITED, original, is_known)
        pictures = self._pictures
        return _Sample(pictures.images[original], pictures.masks[original], name, Kind.ORIGINAL, original, is_known)

    def _head(self, drawer: HeadDrawer, rng: np.random.Generator) -> _Sample | None:
        """Draw a head, with a tumour that is drawn too or taken from an outlined picture."""
        config, side = self._config.drawn, self._pictures.images.shape[1]
        tumours = [name for name in DRAWN_TUMOURS if name in self._classes]
        has_tumour = bool(tumours) and (TUMOUR_FREE not in self._classes or rng.random() < config.tumours)
        name = str(rng.choice(tumours)) if has_tumour else TUMOUR_FREE
        made: Composite | None = None
        if has_tumour and self._workshop and name in self._outlined_by_class and rng.random() < config.transplanted:
            index = int(rng.choice(self._outlined_by_class[name]))
            made = self._workshop.transplant(index, rng, *drawer.bed(side, rng))
        made = made or drawer.draw(name, side, rng)
        return _Sample(made.image, made.mask, name, Kind.DRAWN, None) if made else None

    def _tumour_for(self, kind: Kind, rng: np.random.Generator) -> int:
        """Choose an outlined picture, each class as often, to be erased those less that leave traces."""
        names = list(self._outlined_by_class)
        weights = np.array([_ERASED_LESS if kind is Kind.ERASED and is_infiltrating(name) else 1.0 for name in names])
        name = names[rng.choice(len(names), p=weights / weights.sum())]
        return int(rng.choice(self._outlined_by_class[name]))

    def _made(self, kind: Kind, index: int, rng: np.random.Generator) -> tuple[Composite, str] | None:
        workshop, own = self._workshop, self._names[index]
        if workshop is None:
            return None
        if kind is Kind.ERASED:
            made, name = workshop.erase(index, rng), TUMOUR_FREE
        elif kind is Kind.TRANSPLANTED:
            made, name = workshop.transplant(index, rng), own
        elif kind is Kind.RELOCATED:
            made, name = workshop.relocate(index, rng), own
        else:
            bed = workshop.erase(index, rng) if rng.random() < 0.5 else None
            host = index if bed else int(rng.choice(workshop.tumour_free))
            image = bed.image if bed else self._pictures.images[host]
            made, name = workshop.add_lesion(image, rng), self._config.counterfactual.lesion_class
            made = made and dataclasses.replace(made, host=host)
        return (made, name) if made else None

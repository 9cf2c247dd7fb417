"""Make one sample: an original, a counterfactual slice or a drawn head, with the style of another source at times."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

import numpy as np
import numpy.typing as npt

from core.errors import InvalidConfigError
from core.model.known_classes import GLIOMA, TUMOUR_FREE
from training.samples.counterfactual import Composite, CounterfactualMaker, is_infiltrating
from training.samples.drawn_heads import DRAWN_TUMOURS, HeadDrawer, require_drawable
from training.samples.images import Pictures
from training.samples.spectra import SourceMixer
from training.settings.config import CounterfactualConfig, TrainingConfig

# Tissue beyond the outline of an infiltrating tumour stays: such a slice is less surely free of it.
_ERASED_LESS = 0.4

Images = npt.NDArray[np.uint8]
Indices = npt.NDArray[np.int64]


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
class Sample:
    """A picture before it is augmented; `host` is the index of the one that most of it comes from, if any."""

    image: Images
    mask: Images
    name: str
    kind: Kind
    host: int | None
    is_known: bool = True


class SampleMaker:
    """Makes samples out of pictures: originals, counterfactual slices and drawn heads."""

    def __init__(
        self,
        pictures: Pictures,
        clusters: Indices,
        classes: Sequence[str],
        config: TrainingConfig,
        drawer: HeadDrawer | None,
    ) -> None:
        """Prepare to make samples.

        Args:
            pictures: N of one side of a split.
            clusters: numbers of the N pictures' clusters, which are never mixed with their own.
            classes: the names of all classes.
            config: how to make them.
            drawer: draws heads; without it none are drawn.

        Raises:
            InvalidConfigError: if counterfactual slices are asked for without tumour-free images, or lesions of an
                unknown class, or heads if no class can be drawn.
        """
        self._pictures, self._config, self._classes = pictures, config, classes
        self._names = [row.label for row in pictures.rows]
        has_outline = pictures.masks.any(axis=(1, 2))
        is_free = np.array([name == TUMOUR_FREE for name in self._names])
        # Without any outline the place of tumours is unknown; the images without one would teach only "nowhere".
        self._is_known = (has_outline | is_free) & has_outline.any()
        places = {name: np.flatnonzero(has_outline & (np.array(self._names) == name)) for name in classes}
        self._outlined_by_class = {name: indices for name, indices in places.items() if len(indices)}
        # Steps that need outlines are skipped if there are none.
        self._counterfactuals: CounterfactualMaker | None = None
        self._shares = CounterfactualConfig()
        if (config.counterfactual.share or config.counterfactual.edited) and has_outline.any():
            if not is_free.any() or config.counterfactual.lesion_class not in self._classes:
                raise InvalidConfigError(
                    f"expected images of the class notumor and the class {config.counterfactual.lesion_class!r}",
                    subject="counterfactual",
                    advice="set its shares to 0 for this dataset",
                )
            self._counterfactuals = CounterfactualMaker(pictures.images, pictures.masks, self._names, clusters)
            self._shares = config.counterfactual
        self._drawer = drawer if config.drawn.share else None
        if self._drawer:
            require_drawable(classes)
            if not self._counterfactuals and has_outline.any() and is_free.any():
                self._counterfactuals = CounterfactualMaker(pictures.images, pictures.masks, self._names, clusters)
        self._mixer: SourceMixer | None = None
        if config.augmentation.spectrum_share:
            self._mixer = SourceMixer(pictures.images, [row.source for row in pictures.rows])

    def outlined(self) -> Sequence[int]:
        """List the pictures that counterfactual slices are made from, by index."""
        return [int(index) for index in self._counterfactuals.outlined] if self._counterfactuals else []

    def draw(self, original: int, rng: np.random.Generator) -> Sample:
        """Draw a head, make a counterfactual slice, or take the original if none is asked for or none succeeds."""
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
                made = self.make(kind, self._tumour_for(kind, rng), rng)
                if made:
                    return Sample(made[0].image, made[0].mask, made[1], kind, made[0].host)
                break
            draw -= share
        name, is_known = self._names[original], bool(self._is_known[original])
        if self._counterfactuals and rng.random() < shares.edited:
            edited = self._counterfactuals.edit(original, rng)
            if edited:
                return Sample(edited.image, edited.mask, name, Kind.EDITED, original, is_known)
        pictures = self._pictures
        return Sample(pictures.images[original], pictures.masks[original], name, Kind.ORIGINAL, original, is_known)

    def mix(self, sample: Sample, rng: np.random.Generator) -> Images:
        """Mix amplitudes of another source into a picture, if it is known which source is another."""
        augmentation = self._config.augmentation
        if self._mixer is None or rng.random() >= augmentation.spectrum_share:
            return sample.image
        if sample.host is None and sample.kind is not Kind.DRAWN:
            return sample.image
        return self._mixer.mix(sample.image, sample.host, augmentation.spectrum_strength, rng)

    def make(self, kind: Kind, index: int, rng: np.random.Generator) -> tuple[Composite, str] | None:
        """Make a counterfactual slice of a kind from an outlined picture, with its class; None if that fails."""
        workshop, own = self._counterfactuals, self._names[index]
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

    def _head(self, drawer: HeadDrawer, rng: np.random.Generator) -> Sample | None:
        """Draw a head, with a tumour that is drawn too or taken from an outlined picture."""
        config, side = self._config.drawn, self._pictures.images.shape[1]
        tumours = [name for name in DRAWN_TUMOURS if name in self._classes]
        has_tumour = bool(tumours) and (TUMOUR_FREE not in self._classes or rng.random() < config.tumours)
        name = _drawn_tumour(tumours, config.gliomas, rng) if has_tumour else TUMOUR_FREE
        has_lesions = config.lesions > 0 and rng.random() < config.lesions
        made: Composite | None = None
        if (
            has_tumour
            and self._counterfactuals
            and name in self._outlined_by_class
            and rng.random() < config.transplanted
        ):
            index = int(rng.choice(self._outlined_by_class[name]))
            made = self._counterfactuals.transplant(index, rng, *drawer.bed(side, rng, has_lesions))
        made = made or drawer.draw(name, side, rng, has_lesions)
        return Sample(made.image, made.mask, name, Kind.DRAWN, None) if made else None

    def _tumour_for(self, kind: Kind, rng: np.random.Generator) -> int:
        """Choose an outlined picture, each class equally often; for erasing, those that leave traces less often."""
        names = list(self._outlined_by_class)
        weights = np.array([_ERASED_LESS if kind is Kind.ERASED and is_infiltrating(name) else 1.0 for name in names])
        name = names[rng.choice(len(names), p=weights / weights.sum())]
        return int(rng.choice(self._outlined_by_class[name]))


def _drawn_tumour(names: Sequence[str], gliomas: float, rng: np.random.Generator) -> str:
    """Choose a kind of tumour to draw."""
    shares = np.array([gliomas if name == GLIOMA else 1 - gliomas for name in names])
    # A dataset may have only the kind that the settings leave out.
    return str(rng.choice(names, p=shares / shares.sum() if shares.any() else None))

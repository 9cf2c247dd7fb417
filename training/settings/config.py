"""The settings of a training."""

from dataclasses import dataclass, field

from core.errors import InvalidConfigError
from core.model.known_classes import GLIOMA
from core.model.preprocessing import Framing
from training.settings.known_networks import STRIDES, USUAL, network_named, network_names
from training.settings.limits import AUGMENTATION, COUNTERFACTUAL, DRAWN, TRAINING, require_side, require_within


@dataclass(frozen=True, slots=True)
class AugmentationConfig:
    """Augmentation: how much each training image is changed at random.

    Attributes:
        flip: whether left and right may be swapped.
        rotation_deg: largest turn, in degrees.
        shift: largest shift, as a share of the side.
        zoom: largest change of the logarithm of the scale.
        stretch: largest change of the logarithm of the ratio of the sides.
        crop_share: share of the images of which a part is shown, enlarged.
        gamma: largest change of the logarithm of the exponent applied to the grey levels.
        brightness: largest change of the gain, as a share.
        tone_share: share of images whose grey levels are remapped, as in another sequence, some inverted.
        bias: spread of the logarithm of an uneven brightness, which half of the images get.
        blur_share: share of the images that are blurred, coarsened or sharpened.
        noise: largest standard deviation of the noise that half of the images get, in grey levels.
        jpeg_share: share of the images that are compressed.
        occlusion_share: share of the images in which a rectangle is covered.
        spectrum_share: share of the images that get amplitudes of an image of another source.
        spectrum_strength: the largest share of them that is mixed in.
    """

    flip: bool = True
    rotation_deg: float = 10.0
    shift: float = 0.06
    zoom: float = 0.1
    stretch: float = 0.0
    crop_share: float = 0.0
    gamma: float = 0.15
    brightness: float = 0.1
    tone_share: float = 0.0
    bias: float = 0.0
    blur_share: float = 0.0
    noise: float = 0.0
    jpeg_share: float = 0.0
    occlusion_share: float = 0.0
    spectrum_share: float = 0.0
    spectrum_strength: float = 0.0

    def __post_init__(self) -> None:
        """Refuse settings that no image can be changed by."""
        require_within(self, AUGMENTATION, "augmentation.")


@dataclass(frozen=True, slots=True)
class CounterfactualConfig:
    """Shares of the images of an epoch that are made from others. They need outlines and the class `notumor`.

    Attributes:
        erased: tumours erased: tumour-free slices of the tumours' source.
        transplanted: tumours put into tumour-free slices.
        relocated: tumours put into slices whose own was erased.
        lesions: lesions that do not enhance, drawn into tumour-free or erased slices.
        edited: share of the originals in which a healthy place is filled as an erased one is.
        lesion_class: the class of such a lesion.
    """

    erased: float = 0.0
    transplanted: float = 0.0
    relocated: float = 0.0
    lesions: float = 0.0
    edited: float = 0.0
    lesion_class: str = GLIOMA

    @property
    def share(self) -> float:
        """The share of the images that are made."""
        return self.erased + self.transplanted + self.relocated + self.lesions

    def __post_init__(self) -> None:
        """Refuse invalid shares."""
        require_within(self, COUNTERFACTUAL, "counterfactual.")


@dataclass(frozen=True, slots=True)
class DrawnConfig:
    """Slices that are drawn from label maps of heads (`training.samples.head_labels`), which Falx does not include.

    Attributes:
        share: of all images of an epoch.
        tumours: share of the drawn slices that show a tumour.
        gliomas: share of those tumours that are gliomas; the others are meningiomas.
        transplanted: share of those tumours that are taken from an outlined image, not drawn.
        lesions: share of the drawn slices whose white matter has small lesions, as in multiple sclerosis, which are
            no tumour.
    """

    share: float = 0.0
    tumours: float = 0.6
    gliomas: float = 0.5
    transplanted: float = 0.25
    lesions: float = 0.0

    def __post_init__(self) -> None:
        """Refuse invalid shares."""
        require_within(self, DRAWN, "drawn.")


@dataclass(frozen=True, slots=True)
class TrainingConfig:
    """The settings of a training; the defaults are the recipe of the shipped model.

    Attributes:
        architecture: the name of one in `training.settings.known_networks`.
        size: side of the network's input, in pixels.
        framing: 1 shows the network whole pictures, 2 the head alone (`core.model.preprocessing.Framing`).
        stride: input pixels between neighbouring feature cells: 32, 16, or 8 by a feature pyramid; in
            `baseline-cnn` five, four or three stages.
        has_evidence: whether the network marks cell by cell where a tumour is, and pools its features by that.
        mirrored: whether the published network sees the mirror image too, and averages both.
        frozen_blocks: how many of the first blocks of the backbone keep their weights and statistics.
        seed: of all random numbers.
        validation_share: share of the images held out for early stopping and calibration.
        batch_size: images a step.
        first_size: side of the pictures at the start of the second phase, in pixels; they grow in steps of
            32 to `size`. 0, or no less than `size`, for that size throughout.
        growing_share: share of the second phase's epochs with pictures smaller than `size`.
        head_epochs: passes over the cached features in the first phase; 0 leaves it out.
        head_rate: learning rate of the first phase.
        epochs: passes over the images in the second phase; 0 leaves the backbone as it was.
        epoch_images: images drawn an epoch; 0 for as many as there are.
        rate: highest learning rate of the second phase.
        neck_rate: the same for layers without loaded weights: pyramid, evidence and head; 0 for the same rate.
        warmup_share: share of the second phase's steps in which the rate rises, before it falls as a cosine.
        weight_decay: of AdamW.
        label_smoothing: share of the target probability spread over all classes.
        smooths_real: whether that applies to all images, rather than only to those that are made from others or drawn.
        dropout: share of features dropped before and within the head.
        patience: epochs without a better validation loss after which the second phase ends.
        keeps_last: whether the weights of the last epoch are kept if all were run, rather than those of the best.
        averaged_epochs: how many last epochs the weights are averaged over, if all were run; 0 for no average.
        fits_biases: whether the calibration fits biases of the classes. The few images that are not classified right
            decide them.
        class_weights: whether rare classes weigh more in the loss.
        balance: from 0, images are drawn as they come, to 1, each class of each source equally often.
        evidence_weight: of the cell-by-cell loss; it needs outlines.
        guidance_weight: of the loss that asks for the Grad-CAM to be inside the outline.
        mirror_agreement: weight of the loss that asks for the same answer to a picture and its mirror image.
        distillation_weight: share of the loss that is computed from the teachers' probabilities, if there are any.
        distillation_temperature: by which their probabilities and the network's are softened then.
        augmentation: how the images are changed.
        counterfactual: which images are made.
        drawn: which images are drawn.
    """

    architecture: str = USUAL
    size: int = 224
    framing: int = 1
    stride: int = 32
    has_evidence: bool = False
    mirrored: bool = False
    frozen_blocks: int = 0
    seed: int = 1
    validation_share: float = 0.1
    batch_size: int = 32
    first_size: int = 0
    growing_share: float = 0.7
    head_epochs: int = 30
    head_rate: float = 1e-3
    epochs: int = 7
    epoch_images: int = 0
    rate: float = 2e-4
    neck_rate: float = 0.0
    warmup_share: float = 0.1
    weight_decay: float = 0.01
    label_smoothing: float = 0.05
    smooths_real: bool = True
    dropout: float = 0.2
    patience: int = 5
    keeps_last: bool = False
    averaged_epochs: int = 0
    fits_biases: bool = True
    class_weights: bool = True
    balance: float = 0.0
    evidence_weight: float = 0.0
    guidance_weight: float = 0.0
    mirror_agreement: float = 0.0
    distillation_weight: float = 0.5
    distillation_temperature: float = 2.0
    augmentation: AugmentationConfig = field(default_factory=AugmentationConfig)
    counterfactual: CounterfactualConfig = field(default_factory=CounterfactualConfig)
    drawn: DrawnConfig = field(default_factory=DrawnConfig)

    def __post_init__(self) -> None:
        """Refuse settings that cannot be trained with."""
        choices = {"architecture": network_names(), "stride": STRIDES, "framing": tuple(map(int, Framing))}
        for name, known in choices.items():
            if getattr(self, name) not in known:
                raise InvalidConfigError(
                    subject=name, expected=f"one of {', '.join(map(str, known))}", got=repr(getattr(self, name))
                )
        if self.counterfactual.share > 1:
            raise InvalidConfigError(
                subject="counterfactual",
                expected="shares that add up to 1 at most",
                got=f"{self.counterfactual.share:g}",
            )
        blocks = network_named(self.architecture).blocks
        if not 0 <= self.frozen_blocks <= blocks:
            raise InvalidConfigError(
                subject="frozen_blocks", expected=f"0 to {blocks} for {self.architecture}", got=self.frozen_blocks
            )
        require_within(self, TRAINING, "")
        require_side("size", self.size, self.stride)
        if self.first_size:
            require_side("first_size", self.first_size, self.stride)

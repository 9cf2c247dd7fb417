"""The settings that the window shows, each with its label, its unit and a line that explains it."""

from dataclasses import dataclass

from training.settings import limits
from training.settings.known_networks import NETWORKS


@dataclass(frozen=True, slots=True)
class Field:
    """A setting.

    Attributes:
        name: in `TrainingConfig`, or in its table `augmentation` after "augmentation.".
        label: what it is called.
        why: what it does, in a line.
        low: least value, as it is shown.
        high: largest value, as it is shown.
        step: of the arrows.
        decimals: behind the point; None for a whole number, or a switch where `high` is 0.
        unit: behind the value.
        scale: what is shown is so many times the value.
    """

    name: str
    label: str
    why: str
    low: float = 0
    high: float = 0
    step: float = 1
    decimals: int | None = None
    unit: str = ""
    scale: float = 1

    @property
    def is_switch(self) -> bool:
        """Whether it is on or off."""
        return self.high == 0


def _rate(name: str, label: str, why: str) -> Field:
    return Field(name, label, why, low=1e-6, high=0.01, step=5e-5, decimals=6)


LEARNING = (
    Field(
        "size",
        "Image size",
        "Side of the square that the network sees. Larger shows more detail and takes longer, by the square.",
        64,
        1024,
        32,
        unit=" pixels",
    ),
    Field(
        "frozen_blocks",
        "Blocks kept as they are",
        "The first blocks know edges and textures already. More kept: faster, and safer with few images. "
        "0 lets all layers learn.",
        0,
        max(network.blocks for network in NETWORKS),
    ),
    Field(
        "head_epochs",
        "Passes for the head",
        "First the last layers learn alone, which is fast. 0 leaves that out.",
        0,
        200,
        unit=" passes",
    ),
    _rate("head_rate", "Step of the head", "How fast the head learns. Too fast is unsteady."),
    Field(
        "epochs",
        "Passes of fine-tuning",
        "How often all images are seen while the rest learns too. 0 trains the head alone.",
        0,
        500,
        unit=" passes",
    ),
    Field(
        "first_size",
        "Image size at first",
        "Fine-tuning begins with images of this size, which takes less time, and ends with the full one. "
        "0: the full size throughout.",
        0,
        1024,
        32,
        unit=" pixels",
    ),
    Field(
        "growing_share",
        "Passes with smaller images",
        "Share of the passes of fine-tuning before the full size, where it begins with smaller images.",
        0,
        100,
        5,
        0,
        " %",
        100,
    ),
    _rate(
        "rate",
        "Step of fine-tuning",
        "How fast the rest learns. Too fast destroys what it knows; too slow learns nothing.",
    ),
    Field(
        "patience",
        "Patience",
        "Stop early after this many passes without a better result on the validation data.",
        1,
        500,
        unit=" passes",
    ),
    Field(
        "averaged_epochs",
        "Passes averaged",
        "The model becomes the average of what the network was after each of the last passes, where all were done. "
        "0: no average.",
        0,
        500,
        unit=" passes",
    ),
    Field(
        "mirror_agreement",
        "Agreement of mirror images",
        "How much the network is asked to answer the same to an image and to its mirror image. 0: not at all.",
        0.0,
        100.0,
        0.1,
        2,
    ),
    Field(
        "batch_size",
        "Images a step",
        "How many images are learnt from at once. Fewer need less memory.",
        1,
        256,
        8,
        unit=" images",
    ),
    Field("seed", "Seed", "The same seed, settings and images give the same training.", 0, 2**31 - 1),
)


def _share(name: str, label: str, why: str, step: float = 5) -> Field:
    """Make a field of the augmentation that is shown in percent."""
    return _augmentation(name, label, why, step, " %", 100)


def _augmentation(name: str, label: str, why: str, step: float, unit: str, scale: float = 1) -> Field:
    low, high = limits.AUGMENTATION[name]
    return Field(f"augmentation.{name}", label, why, low * scale, high * scale, step, 0, unit, scale)


AUGMENTATION = (
    Field("augmentation.flip", "Mirror", "Left and right may be swapped."),
    _augmentation("rotation_deg", "Turn", "The largest angle, either way.", 5, "°"),
    _share("shift", "Shift", "Up to this share of the side.", 1),
    _share("zoom", "Zoom", "Larger or smaller by up to about this."),
    _share("stretch", "Stretch", "Wider or narrower by up to about this.", 1),
    _share("crop_share", "Enlarged parts", "Share of images shown in part only."),
    _share("gamma", "Contrast", "Mid greys darker or brighter."),
    _share("brightness", "Brightness", "Darker or brighter by up to this."),
    _share("tone_share", "Other sequence", "Share of images whose greys change places."),
    _share("bias", "Uneven light", "One side brighter, as by a coil."),
    _share("blur_share", "Sharpness", "Share of images blurred or sharpened."),
    _augmentation("noise", "Noise", "Largest change, in grey levels of 255.", 1, " levels"),
    _share("jpeg_share", "Compression", "Share of images with traces of JPEG."),
    _share("occlusion_share", "Covering", "Share of images with a part hidden."),
)

"""The settings that the window shows, each with label, unit and a line of explanation."""

from dataclasses import dataclass

from core.program.translation import mark
from training.settings import limits
from training.settings.known_networks import NETWORKS


@dataclass(frozen=True, slots=True)
class Field:
    """A setting.

    Attributes:
        name: in `TrainingConfig`, or in its table `augmentation` after "augmentation.".
        label: its name in the window.
        why: its effect, in a line.
        low: least displayed value.
        high: largest displayed value.
        step: of the arrows.
        decimals: digits after the point; None for a whole number, or a switch where `high` is 0.
        unit: after the value.
        scale: the displayed value divided by the setting.
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
        """Whether the setting is a switch."""
        return self.high == 0


def _rate(name: str, label: str, why: str) -> Field:
    return Field(name, label, why, low=1e-6, high=0.01, step=5e-5, decimals=6)


LEARNING = (
    Field(
        "size",
        mark("Image size"),
        mark(
            "Side of the square that the network sees. Larger images show more detail; the time grows with the square."
        ),
        64,
        1024,
        32,
        unit=mark(" pixels"),
    ),
    Field(
        "frozen_blocks",
        mark("Frozen blocks"),
        mark(
            "The first blocks already detect edges and textures. Freezing more is faster, and safer with few "
            "images. 0 trains all layers."
        ),
        0,
        max(network.blocks for network in NETWORKS),
    ),
    Field(
        "head_epochs",
        mark("Epochs for the head"),
        mark("First, only the last layers learn, which is fast. 0 skips this."),
        0,
        200,
        unit=mark(" epochs"),
    ),
    _rate("head_rate", mark("Learning rate of the head"), mark("How fast the head learns. Too fast is unstable.")),
    Field(
        "epochs",
        mark("Epochs of fine-tuning"),
        mark("How often the other layers see all images. 0 trains the head only."),
        0,
        500,
        unit=mark(" epochs"),
    ),
    Field(
        "first_size",
        mark("Initial image size"),
        mark(
            "Fine-tuning starts with images of this size, which takes less time, and ends with the full "
            "size. 0 uses the full size throughout."
        ),
        0,
        1024,
        32,
        unit=mark(" pixels"),
    ),
    Field(
        "growing_share",
        mark("Epochs at the initial size"),
        mark("Share of the epochs of fine-tuning with smaller images, if it starts with them."),
        0,
        100,
        5,
        0,
        " %",
        100,
    ),
    _rate(
        "rate",
        mark("Learning rate of fine-tuning"),
        mark("How fast the other layers learn. Too fast destroys what they know; too slow learns nothing."),
    ),
    Field(
        "patience",
        mark("Patience"),
        mark("Stop early after this many epochs without a better result on the validation data."),
        1,
        500,
        unit=mark(" epochs"),
    ),
    Field(
        "averaged_epochs",
        mark("Averaged epochs"),
        mark(
            "The model is the average of the networks after each of the last epochs, if all epochs were "
            "done. 0 averages nothing."
        ),
        0,
        500,
        unit=mark(" epochs"),
    ),
    Field(
        "mirror_agreement",
        mark("Agreement of mirror images"),
        mark(
            "How strongly the network is trained to give an image and its mirror image the same answer. 0: not at all."
        ),
        0.0,
        100.0,
        0.1,
        2,
    ),
    Field(
        "batch_size",
        mark("Batch size"),
        mark("Number of images in each training step. Fewer images need less memory."),
        1,
        256,
        8,
        unit=mark(" images"),
    ),
    Field("seed", mark("Seed"), mark("The same seed, settings and images give the same training."), 0, 2**31 - 1),
)


def _share(name: str, label: str, why: str, step: float = 5) -> Field:
    """Make a field of the augmentation that is shown as a percentage."""
    return _augmentation(name, label, why, step, " %", 100)


def _augmentation(name: str, label: str, why: str, step: float, unit: str, scale: float = 1) -> Field:
    low, high = limits.AUGMENTATION[name]
    return Field(f"augmentation.{name}", label, why, low * scale, high * scale, step, 0, unit, scale)


AUGMENTATION = (
    Field("augmentation.flip", mark("Mirror"), mark("Swap left and right in random images.")),
    _augmentation("rotation_deg", mark("Rotation"), mark("Largest angle, in either direction."), 5, "°"),
    _share("shift", mark("Shift"), mark("Largest shift, as a share of the side."), 1),
    _share("zoom", mark("Zoom"), mark("Largest change in size, larger or smaller.")),
    _share("stretch", mark("Stretch"), mark("Largest change in width, wider or narrower."), 1),
    _share("crop_share", mark("Crop"), mark("Share of images that are cropped to an enlarged part.")),
    _share("gamma", mark("Contrast"), mark("Largest change of the mid greys, darker or brighter.")),
    _share("brightness", mark("Brightness"), mark("Largest change, darker or brighter.")),
    _share(
        "tone_share",
        mark("Other sequence"),
        mark("Share of images whose grey levels are remapped, as in another sequence."),
    ),
    _share("bias", mark("Uneven brightness"), mark("How much brighter one side may be, as near a coil.")),
    _share("blur_share", mark("Sharpness"), mark("Share of images that are blurred or sharpened.")),
    _augmentation(
        "noise",
        mark("Noise"),
        mark("Strongest noise (standard deviation), in grey levels from 0 to 255."),
        1,
        mark(" levels"),
    ),
    _share("jpeg_share", mark("Compression"), mark("Share of images with JPEG artefacts.")),
    _share("occlusion_share", mark("Occlusion"), mark("Share of images with a covered part.")),
)

"""Limits of the numbers among the settings of a training."""

from collections.abc import Mapping

from core.errors import InvalidConfigError

Limits = Mapping[str, tuple[float, float]]

# A feature pyramid takes pictures whose side is a multiple of this.
PYRAMID_STEP = 32

_SHARE = (0.0, 1.0)
TRAINING: Limits = {
    "size": (64, 1024),
    # The range of TensorFlow's stateless random seeds.
    "seed": (0, 2**31 - 1),
    "validation_share": (0.01, 0.5),
    "batch_size": (1, 4096),
    "head_epochs": (0, 10_000),
    "epochs": (0, 10_000),
    "averaged_epochs": (0, 10_000),
    "first_size": (0, 1024),
    "growing_share": _SHARE,
    "epoch_images": (0, 10_000_000),
    "patience": (1, 10_000),
    "rate": (1e-9, 1.0),
    "neck_rate": (0.0, 1.0),
    "head_rate": (1e-9, 1.0),
    "warmup_share": _SHARE,
    "weight_decay": (0.0, 1.0),
    "label_smoothing": (0.0, 0.5),
    "dropout": (0.0, 0.9),
    "balance": _SHARE,
    "evidence_weight": (0.0, 100.0),
    "guidance_weight": (0.0, 100.0),
    "mirror_agreement": (0.0, 100.0),
    "distillation_weight": _SHARE,
    "distillation_temperature": (1.0, 20.0),
}
AUGMENTATION: Limits = {
    "rotation_deg": (0.0, 180.0),
    "shift": (0.0, 0.5),
    "zoom": (0.0, 1.0),
    "stretch": (0.0, 0.5),
    "crop_share": _SHARE,
    "gamma": (0.0, 1.0),
    "brightness": _SHARE,
    "tone_share": _SHARE,
    "bias": (0.0, 1.0),
    "blur_share": _SHARE,
    "noise": (0.0, 60.0),
    "jpeg_share": _SHARE,
    "occlusion_share": _SHARE,
    "spectrum_share": _SHARE,
    "spectrum_strength": _SHARE,
}
COUNTERFACTUAL: Limits = dict.fromkeys(("erased", "transplanted", "relocated", "lesions", "edited"), _SHARE)

DRAWN: Limits = dict.fromkeys(("share", "tumours", "gliomas", "transplanted", "lesions"), _SHARE)


def require_within(settings: object, limits: Limits, prefix: str) -> None:
    """Refuse settings outside their limits; NaN is outside of any.

    Args:
        settings: whose attributes are checked.
        limits: of each by its name, both of them allowed.
        prefix: before the name in the message.

    Raises:
        InvalidConfigError: naming the first that is outside.
    """
    for name, (low, high) in limits.items():
        value = getattr(settings, name)
        if not low <= value <= high:
            raise InvalidConfigError(subject=f"{prefix}{name}", expected=f"{low} to {high}", got=value)


def require_side(name: str, side: int, stride: int) -> None:
    """Refuse a side of pictures, in pixels, that a network of a stride cannot take.

    Raises:
        InvalidConfigError: naming the setting.
    """
    low, high = TRAINING["size"]
    if not low <= side <= high:
        raise InvalidConfigError(subject=name, expected=f"{low} to {high}", got=side)
    if stride == 8 and side % PYRAMID_STEP:
        raise InvalidConfigError(
            subject=name,
            expected=f"a multiple of {PYRAMID_STEP} if stride, the detail of heat maps, is 8 pixels",
            got=side,
        )

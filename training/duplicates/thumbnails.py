"""Thumbnails of images as vectors, by whose scalar products look-alikes are found."""

import cv2
import numpy as np
import numpy.typing as npt

_THUMBNAIL = 32


def thumbnails(images: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """Reduce images to what look-alikes share.

    Args:
        images: (N, S, S) uint8.

    Returns:
        (N, 1024) float32 of mean 0 and norm 1, so that a scalar product is a correlation; blank images are all 0.
    """
    small = np.stack([cv2.resize(image, (_THUMBNAIL, _THUMBNAIL), interpolation=cv2.INTER_AREA) for image in images])
    return normalised(small)


def normalised(images: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """Scale images (N, H, W) to vectors (N, H * W) of mean 0 and norm 1; blank ones become all 0."""
    flat = images.reshape(len(images), -1).astype(np.float32)
    flat -= flat.mean(axis=1, keepdims=True)
    norms = np.linalg.norm(flat, axis=1, keepdims=True)
    return np.divide(flat, norms, out=np.zeros_like(flat), where=norms > 0)


def mirrored(flat: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Swap left and right of `thumbnails`."""
    return np.ascontiguousarray(flat.reshape(-1, _THUMBNAIL, _THUMBNAIL)[:, :, ::-1]).reshape(len(flat), -1)

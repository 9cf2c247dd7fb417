"""Studies of a drawn head with a tumour over some slices, and a stand-in for the network that sees just that."""

import cv2
import nibabel
import numpy as np

from core.image.phantom import head_phantom
from core.image.slice import Slice, Window
from core.model.package import ModelPackage
from core.model.prediction import Prediction
from core.model.preprocessing import Placement
from tests.core.readers.conftest import dicom_dataset

SLICES, SIZE, STEP_MM = 12, 64, 5.0
TUMOUR = range(4, 9)
TUMOUR_AT = (40, 20)


def draw_study(tumour=TUMOUR, count=SLICES, at=TUMOUR_AT):
    """Draw a stack (count, SIZE, SIZE) uint8, foot to head; the tumour is brighter than anything else."""
    stack = np.stack([np.minimum(head_phantom(0, size=SIZE), 240)] * count)
    for index in tumour:
        cv2.circle(stack[index], at, 5, 255, -1)
    return stack


def write_nifti(path, stack, step_mm=STEP_MM):
    """Write a stack so that it is read back as it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    turned = np.transpose(np.flip(stack, (1, 2)), (2, 1, 0))
    nibabel.save(nibabel.Nifti1Image(turned, np.diag([1.0, 1.0, step_mm, 1.0])), path)
    return str(path)


def write_series(folder, stack, uid="1.2.3", step_mm=STEP_MM, name="{}.dcm", has_place=True, number=7):
    """Write a stack as a DICOM series whose names and numbers run from head to foot."""
    folder.mkdir(parents=True, exist_ok=True)
    for index, pixels in enumerate(stack):
        dataset = dicom_dataset(pixels)
        dataset.SeriesInstanceUID, dataset.SeriesNumber, dataset.InstanceNumber = uid, number, len(stack) - index
        dataset.PatientName = "Doe^Jane"
        if has_place:
            dataset.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
            dataset.ImagePositionPatient = [0, 0, index * step_mm]
            dataset.PixelSpacing = [1, 1]
        dataset.save_as(folder / name.format(f"{len(stack) - index:02d}"), enforce_file_format=True)
    return str(folder)


def write_picture(path, stack, index=0):
    """Write one slice as a PNG file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(path), stack[index])
    return str(path)


def predict_by_brightness(classifier, image: Slice, window: Window | None = None, with_features: bool = True):
    """Answer as a network that knows a tumour by its brightness, and nothing of what is black."""
    package: ModelPackage = classifier.package
    height, width = image.pixels.shape
    bright = (image.pixels == 255).astype(np.float32)
    has_tumour = bool(bright.any())
    probabilities = [0.97, 0.01, 0.01, 0.01] if has_tumour else [0.01, 0.01, 0.97, 0.01]
    probabilities = np.array(probabilities, np.float32)
    cells = package.geometry.cells
    scale_x, scale_y = width / package.input_size, height / package.input_size
    return Prediction(
        classes=package.classes,
        logits=np.log(probabilities),
        probabilities=probabilities,
        level=classifier.level,
        prediction_set=package.plausible(probabilities, classifier.level),
        novelty=0.5 if image.pixels.any() else 9.0,
        foreign_limit=2.0,
        window=window or image.window,
        placement=Placement(width, height, scale_x, 0.5 * scale_x - 0.5, scale_y, 0.5 * scale_y - 0.5),
        features=None,
        pooled=np.zeros(1, np.float32),
        evidence=cv2.resize(bright, (cells, cells), interpolation=cv2.INTER_AREA) if with_features else None,
    )

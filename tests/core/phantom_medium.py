"""Studies of two series and a localizer, drawn: in a folder, in folders within folders, on a medium, in a zip."""

import gc
import warnings
import zipfile
from dataclasses import dataclass

import cv2
import numpy as np
from pydicom.fileset import FileSet
from pydicom.uid import generate_uid

from core.image.phantom import head_phantom
from tests.core.readers.conftest import dicom_dataset

AXIAL, CORONAL, SAGITTAL = [1, 0, 0, 0, 1, 0], [1, 0, 0, 0, 0, -1], [0, 1, 0, 0, 0, -1]
PATIENT = "Doe^Jane"


@dataclass(frozen=True)
class Drawn:
    """A series to draw: its number, description, the directions of its planes, and how many slices each has."""

    number: int
    description: str
    orientations: tuple
    count: int
    image_type: tuple = ("ORIGINAL", "PRIMARY", "M")


SURVEY = Drawn(1, "3-plane survey Doe", (AXIAL, CORONAL, SAGITTAL), 2, ("ORIGINAL", "PRIMARY", "LOCALIZER"))
T1 = Drawn(4, "Doe Jane t1_mprage post gd", (AXIAL,), 7)
FLAIR = Drawn(9, "cor FLAIR Dr. House", (CORONAL,), 5)
STUDY = (SURVEY, T1, FLAIR)


def draw_series(drawn, study="1.2.3", size=64):
    """Draw the objects of a series; slice by slice brighter, so that the order can be seen in the pixels."""
    uid, number = f"{study}.{drawn.number}", 0
    for orientation in drawn.orientations:
        normal = np.cross(orientation[:3], orientation[3:])
        for index in range(drawn.count):
            number += 1
            pixels = np.minimum(head_phantom(drawn.number, size=size), 200).astype(np.uint16)
            cv2.circle(pixels, (8, 8), 3, int(10 * index + 10), -1)
            dataset = dicom_dataset(pixels)
            dataset.PatientName, dataset.PatientID, dataset.StudyID = PATIENT, "7", "1"
            dataset.StudyDate, dataset.StudyTime, dataset.AccessionNumber = "20200101", "120000", ""
            dataset.StudyInstanceUID, dataset.SeriesInstanceUID = study, uid
            dataset.SOPInstanceUID = generate_uid()
            dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
            dataset.SeriesNumber, dataset.SeriesDescription = drawn.number, drawn.description
            # From the far end, as some scanners count.
            dataset.InstanceNumber, dataset.ImageType = 100 - number, list(drawn.image_type)
            dataset.ImageOrientationPatient = orientation
            dataset.ImagePositionPatient = [round(float(x), 4) for x in normal * 5.0 * index]
            dataset.PixelSpacing, dataset.SliceThickness = [1, 1], 5
            yield dataset


def write_flat(folder, study=STUDY, uid="1.2.3"):
    """Write all series into one folder, under names that tell nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    datasets = [dataset for drawn in study for dataset in draw_series(drawn, uid)]
    for index, dataset in enumerate(datasets):
        dataset.save_as(folder / f"IM{(index * 7 + 3) % 97:04d}", enforce_file_format=True)
    return folder


def write_nested(folder, study=STUDY, uid="1.2.3"):
    """Write each series into a folder within folders."""
    for drawn in study:
        inner = folder / "DICOM" / f"SE{drawn.number:04d}"
        inner.mkdir(parents=True, exist_ok=True)
        for index, dataset in enumerate(draw_series(drawn, uid)):
            dataset.save_as(inner / f"{index:04d}.dcm", enforce_file_format=True)
    return folder


def write_medium(folder, study=STUDY):
    """Write a medium with its DICOMDIR, as pydicom lays one out."""
    files = FileSet()
    for drawn in study:
        for dataset in draw_series(drawn):
            files.add(dataset)
    files.write(folder)
    # Its temporary folder is left to the garbage collector, which warns of it.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        del files
        gc.collect()
    return folder / "DICOMDIR"


def write_zip(path, folder):
    """Pack a folder."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                packed.write(file, file.relative_to(folder.parent).as_posix())
    return path

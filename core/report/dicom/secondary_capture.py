"""Picture and heat map as a DICOM secondary capture (PS3.3 A.8.1), with legend and notice burnt in."""

from pathlib import Path

import numpy as np
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import SecondaryCaptureImageStorage

from core.model.verdicts import whole_verdict
from core.program.product import NAME
from core.program.translation import english
from core.program.wording import NOTICE
from core.report.case import Case
from core.report.dicom.new_object import begin_object, write_object
from core.report.dicom.source_object import SourceObject, context_of
from core.report.pictures import draw_sheet

SERIES_NUMBER = 9900


def write_secondary_capture(case: Case, source: SourceObject, path: Path, keeps_patient: bool = False) -> None:
    """Write picture and heat map beside each other as one DICOM picture in colours.

    Args:
        case: what is shown.
        source: the object that the picture is from, which the new one refers to.
        path: of the file.
        keeps_patient: whether to copy the elements that `patient_tags` lists.

    Raises:
        UnwritableOutputError: if it cannot be written.
    """
    with english():
        dataset = _capture(case, source, keeps_patient)
    write_object(dataset, path)


def _capture(case: Case, source: SourceObject, keeps_patient: bool) -> Dataset:
    context = context_of(source, keeps_patient)
    dataset = begin_object(case, context, SecondaryCaptureImageStorage)
    dataset.Modality, dataset.ConversionType, dataset.BodyPartExamined = "OT", "WSD", "BRAIN"
    dataset.SeriesNumber, dataset.SeriesDescription = SERIES_NUMBER, f"{NAME} heat map, research use only"
    dataset.PatientOrientation = None
    dataset.DateOfSecondaryCapture, dataset.TimeOfSecondaryCapture = dataset.ContentDate, dataset.ContentTime
    dataset.ImageType = ["DERIVED", "SECONDARY", "OTHER"]
    dataset.DerivationDescription = f"Picture, and the same under its {case.map_caption}"
    found = case.prediction
    dataset.ImageComments = f"{whole_verdict(found.verdict, found.prediction_set)}. {NOTICE}."
    _refer(dataset, context, source)
    _put_pixels(dataset, draw_sheet(case)[..., ::-1])
    return dataset


def _refer(dataset: Dataset, context: Dataset, source: SourceObject) -> None:
    """Refer to the source object (PS3.3 C.7.6.16.2.1 and C.12.2)."""
    if not source.is_dicom:
        return
    image, instance, series = Dataset(), Dataset(), Dataset()
    for item in (image, instance):
        item.ReferencedSOPClassUID, item.ReferencedSOPInstanceUID = context.SOPClassUID, context.SOPInstanceUID
    if source.frame:
        image.ReferencedFrameNumber = source.frame
    series.SeriesInstanceUID, series.ReferencedInstanceSequence = context.SeriesInstanceUID, Sequence([instance])
    dataset.SourceImageSequence, dataset.ReferencedSeriesSequence = Sequence([image]), Sequence([series])


def _put_pixels(dataset: Dataset, pixels: "np.typing.NDArray[np.uint8]") -> None:
    """Put in pixels, (height, width, 3) RGB."""
    height, width = pixels.shape[:2]
    dataset.SamplesPerPixel, dataset.PhotometricInterpretation, dataset.PlanarConfiguration = 3, "RGB", 0
    dataset.Rows, dataset.Columns = height, width
    dataset.BitsAllocated = dataset.BitsStored = 8
    dataset.HighBit, dataset.PixelRepresentation = 7, 0
    content = np.ascontiguousarray(pixels).tobytes()
    # An even length, as PS3.5 asks for.
    dataset.PixelData = content + b"\0" * (len(content) % 2)
    dataset["PixelData"].VR = "OB"

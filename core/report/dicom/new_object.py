"""The part that all objects of a report share: whose they are, what made them, and when."""

from io import BytesIO
from pathlib import Path

from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

from core.files import replacing
from core.program.product import NAME, VERSION
from core.report.case import Case
from core.report.dicom.source_object import PATIENT_KEYWORDS

# The longest text of a short kind (LO), in bytes.
LONGEST_TEXT = 64


def begin_object(case: Case, context: Dataset, sop_class: str) -> Dataset:
    """Make a data set of a new series in the study of the picture.

    Args:
        case: what it is about.
        context: as `context_of` makes it.
        sop_class: the identifier of the object's class.
    """
    dataset = Dataset()
    for keyword in ("SpecificCharacterSet", *PATIENT_KEYWORDS, "StudyInstanceUID"):
        setattr(dataset, keyword, getattr(context, keyword))
    for keyword in ("PatientIdentityRemoved", "DeidentificationMethod"):
        if keyword in context:
            setattr(dataset, keyword, getattr(context, keyword))
    dataset.SOPClassUID, dataset.SOPInstanceUID = sop_class, generate_uid(prefix=None)
    dataset.SeriesInstanceUID, dataset.InstanceNumber = generate_uid(prefix=None), 1
    dataset.Manufacturer, dataset.ManufacturerModelName = NAME, NAME
    dataset.SoftwareVersions = [VERSION, short_text(case.model)]
    dataset.ContentDate = dataset.SeriesDate = f"{case.made_at:%Y%m%d}"
    dataset.ContentTime = dataset.SeriesTime = f"{case.made_at:%H%M%S}"
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    return dataset


def write_object(dataset: Dataset, path: Path) -> None:
    """Write an object, whole or not at all.

    Raises:
        UnwritableOutputError: if it cannot be written.
    """
    # In memory first: pydicom hides what is wrong with a disk behind an error without a number.
    content = BytesIO()
    dataset.save_as(content, enforce_file_format=True)
    with replacing(path) as temporary:
        # Not `getbuffer`: freed in a cycle with the error of a full disk, it ends Python 3.12 by a segmentation fault.
        temporary.write_bytes(content.getvalue())


def short_text(text: str) -> str:
    """Cut a text to what a short element holds, without the character that parts values."""
    # Other software counts bytes.
    return text.replace("\\", "/").encode()[:LONGEST_TEXT].decode("utf-8", "ignore").strip()

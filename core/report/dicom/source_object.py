"""The DICOM object that a picture is from: what a report refers to, and what it may keep of the patient."""

from collections.abc import Mapping
from dataclasses import dataclass

import pydicom
from pydicom.datadict import dictionary_description, dictionary_VR
from pydicom.dataset import Dataset
from pydicom.uid import UID, SecondaryCaptureImageStorage, generate_uid
from pydicom.valuerep import validate_value

from core.errors import FalxError, ReaderNotStartedError
from core.image.slice import Slice
from core.program.wording import one_line
from core.reader_process.shared_reader import shared_reader
from core.readers.dicom.element import DAMAGE
from core.readers.muted_warnings import without_warnings

# What a report keeps only if asked to. A viewer needs the patient and the study to list it where the pictures are.
PATIENT_KEYWORDS = (
    *("PatientName", "PatientID", "PatientBirthDate", "PatientSex"),
    *("StudyDate", "StudyTime", "AccessionNumber", "StudyID", "ReferringPhysicianName"),
)
_IDENTIFIERS = ("StudyInstanceUID", "SeriesInstanceUID", "SOPClassUID", "SOPInstanceUID")


@dataclass(frozen=True, slots=True)
class KeptTag:
    """An element of the source that a report keeps: its name and its value, as shown to the user."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, eq=False)
class SourceObject:
    """The object that a slice is from.

    Attributes:
        elements: those that a report refers to or may keep, as texts by keyword; None of a file of another kind.
        frame: number of the slice within the object, from 1; None of a single frame.
    """

    elements: Mapping[str, str] | None
    frame: int | None = None

    @property
    def is_dicom(self) -> bool:
        """Whether there is an object to refer to."""
        return self.elements is not None


def read_source_object(image: Slice) -> SourceObject:
    """Read the header of the file that a slice is from; a file that is none, is gone or is damaged gives no object.

    Raises:
        ReaderNotStartedError: if there is no process to read it in.
    """
    try:
        stated = shared_reader().read_element_texts(image.source, (*PATIENT_KEYWORDS, *_IDENTIFIERS))
    except ReaderNotStartedError:
        raise
    except FalxError:
        stated = None
    if stated is None or not all(UID(stated.texts[name]).is_valid for name in _IDENTIFIERS):
        return SourceObject(None)
    is_one_of_several = stated.frames > 1 and image.frame_count == stated.frames
    return SourceObject(stated.texts, image.frame + 1 if is_one_of_several else None)


def patient_tags(source: SourceObject) -> tuple[KeptTag, ...]:
    """List what a report keeps of the patient and the study if it is asked to, those with a value."""
    values = ((name, _text(source, name)) for name in PATIENT_KEYWORDS if source.is_dicom)
    return tuple(KeptTag(dictionary_description(name), one_line(value)) for name, value in values if value)


def context_of(source: SourceObject, keeps_patient: bool) -> Dataset:
    """Make the part of a report that says whose it is: patient, study and the object referred to.

    Args:
        source: of the picture.
        keeps_patient: whether the elements of `patient_tags` are copied; otherwise they are there without a value.

    Returns:
        A data set with `PATIENT_KEYWORDS` and the identifiers; without a source these are new.
    """
    context = Dataset()
    context.SpecificCharacterSet = "ISO_IR 192"
    for keyword in PATIENT_KEYWORDS:
        setattr(context, keyword, _text(source, keyword) if keeps_patient else "")
    for keyword in _IDENTIFIERS:
        found = source.elements[keyword] if source.elements else generate_uid(prefix=None)
        setattr(context, keyword, UID(found))
    if not source.is_dicom:
        context.SOPClassUID = SecondaryCaptureImageStorage
    if not keeps_patient:
        # DICOM PS3.3 C.7.1.1 and C.7.2.1: an identity that was removed is stated.
        context.PatientIdentityRemoved = "YES"
        context.DeidentificationMethod = "Falx: no patient data copied; object identifiers kept"
    return context


def _text(source: SourceObject, keyword: str) -> str:
    """Return an element as text; "" where it is missing or breaks the rules of its kind."""
    text = source.elements[keyword] if source.elements else ""
    try:
        with without_warnings():
            validate_value(dictionary_VR(keyword), text, pydicom.config.RAISE)
    except DAMAGE:
        return ""
    return text

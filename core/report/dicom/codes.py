"""The codes of a structured report: of public tables where there is one, else of Falx, which the report declares."""

import re

from highdicom.sr import CodedConcept
from pydicom.dataset import Dataset

from core.model.known_classes import TUMOUR_FREE, display_name
from core.program.product import NAME, PUBLISHER
from core.report.dicom.new_object import short_text

# A private designator begins with 99 (DICOM PS3.16, 8.2).
SCHEME = "99FALX"
_LONGEST_CODE = 16

BRAIN = CodedConcept("12738006", "SCT", "Brain")
NEOPLASM = CodedConcept("108369006", "SCT", "Neoplasm")
BRAIN_MRI = CodedConcept("24590-2", "LN", "Brain MRI")
CERTAINTY = CodedConcept("111012", "DCM", "Certainty of Finding")
COMMENT = CodedConcept("121106", "DCM", "Comment")
EVALUATIONS = CodedConcept("C0034375", "UMLS", "Qualitative Evaluations")
PERCENT = CodedConcept("%", "UCUM", "Percent")
NO_UNITS = CodedConcept("1", "UCUM", "no units")


def own_code(name: str, meaning: str) -> CodedConcept:
    """Make a code of Falx.

    Args:
        name: that stays, such as "level"; what is too long for a code is cut off.
        meaning: in words.
    """
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", name)[:_LONGEST_CODE]
    return CodedConcept(plain or "class", SCHEME, short_text(meaning))


def class_code(class_name: str) -> CodedConcept:
    """Make the code of a class."""
    return own_code(class_name, display_name(class_name))


def is_tumour(prediction_set: tuple[str, ...], classes: tuple[str, ...]) -> bool:
    """Return whether all that is plausible is a tumour."""
    return TUMOUR_FREE in classes and TUMOUR_FREE not in prediction_set


def scheme_item() -> Dataset:
    """Make the declaration of Falx's codes (PS3.3 C.12.1.1.3)."""
    item = Dataset()
    item.CodingSchemeDesignator, item.CodingSchemeName = SCHEME, f"Codes of {NAME}"
    item.CodingSchemeResponsibleOrganization = PUBLISHER
    return item

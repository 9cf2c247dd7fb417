"""Write a report to a file, of the format that its name ends with."""

from enum import Enum
from pathlib import Path

from core.errors import UnwritableOutputError
from core.files import replacing
from core.program.translation import english
from core.report.case import Case


class ReportFormat(Enum):
    """What a report is written as; the value is the suffix of its file."""

    PDF = ".pdf"
    HTML = ".html"
    DICOM = ".dcm"


def format_of(path: Path) -> ReportFormat:
    """Return the format that a file's name asks for.

    Raises:
        UnwritableOutputError: if there is none of that suffix.
    """
    suffix = path.suffix.lower()
    found = {**{one.value: one for one in ReportFormat}, ".htm": ReportFormat.HTML, ".dicom": ReportFormat.DICOM}
    if suffix not in found:
        raise UnwritableOutputError(
            subject=str(path), expected="a name that ends with .pdf, .html or .dcm", got=suffix or "no suffix"
        )
    return found[suffix]


def write_report(case: Case, path: Path, keeps_patient: bool = False) -> None:
    """Write a report as PDF, as HTML or as a DICOM structured report.

    Args:
        case: what it states.
        path: of the file; its suffix is the format.
        keeps_patient: whether a DICOM report copies the elements of the patient and the study from the picture's file.

    Raises:
        UnwritableOutputError: if it cannot be written, or its name asks for no known format.
    """
    with english():
        _write(case, path, keeps_patient)


def _write(case: Case, path: Path, keeps_patient: bool) -> None:
    # Each is imported where it is written: their libraries take their time.
    match format_of(path):
        case ReportFormat.PDF:
            from core.report.pdf_page import format_pdf

            content = format_pdf(case)
        case ReportFormat.HTML:
            from core.report.html_page import format_page

            content = format_page(case).encode("utf-8", "backslashreplace")
        case ReportFormat.DICOM:
            from core.report.dicom.source_object import read_source_object
            from core.report.dicom.structured_report import write_structured_report

            write_structured_report(case, read_source_object(case.image), path, keeps_patient)
            return
    with replacing(path) as temporary:
        temporary.write_bytes(content)

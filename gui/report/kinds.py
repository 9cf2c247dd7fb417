"""What a report can be written as from the window."""

from dataclasses import dataclass

from core.program.translation import mark


@dataclass(frozen=True, slots=True)
class ReportKind:
    """A kind of file.

    Attributes:
        words: in the list.
        suffix: of the file, with its dot.
        filter: of the dialog that asks for the file.
        is_dicom: whether it may keep elements of the patient.
        is_view: whether it shows the view alone, with a caption.
        is_capture: whether it is the DICOM picture rather than the report.
    """

    words: str
    suffix: str
    filter: str
    is_dicom: bool = False
    is_view: bool = False
    is_capture: bool = False


PDF = ReportKind(mark("PDF, to print or send"), ".pdf", "PDF (*.pdf)")
HTML = ReportKind(mark("Web page in one file (HTML)"), ".html", "HTML (*.html)")
STRUCTURED = ReportKind(mark("DICOM structured report"), ".dcm", "DICOM (*.dcm)", is_dicom=True)
CAPTURE = ReportKind(mark("DICOM picture with heat map"), ".dcm", "DICOM (*.dcm)", is_dicom=True, is_capture=True)
VIEW = ReportKind(mark("Picture of the view (PNG)"), ".png", "PNG (*.png)", is_view=True)
KINDS = (PDF, HTML, STRUCTURED, CAPTURE, VIEW)

"""`falx report`: writes a report of one case, as PDF, HTML or DICOM."""

import argparse
from pathlib import Path

from cli.arguments import Parser, add_keep_patient, fail
from cli.case_options import (
    add_case_options,
    name_subject,
    open_classifier,
    open_subject,
    require_dicom_to_keep_patient,
)
from cli.printing import tell
from cli.written_files import Written
from core.errors import FalxError
from core.model.confidence_levels import level_words
from core.model.verdicts import whole_verdict
from core.program.wording import NOTICE
from core.report.case import Case, CaseOrder, build_case
from core.report.subject import Subject
from core.report.writing import format_of, write_report


def main(argv: list[str]) -> int:
    """Write a report; return the exit status."""
    parser = _parser()
    arguments = parser.parse_args(argv)
    try:
        format_of(arguments.out)
    except FalxError as error:
        parser.error(f"argument --out: {error.reason}")
    require_dicom_to_keep_patient(parser, arguments)
    written = Written([arguments.out])
    try:
        classifier = open_classifier(arguments)
        subject = open_subject(arguments, classifier, [arguments.out], needs_study=True)
        name = subject.image.source.name if arguments.file_name else ""
        case = build_case(classifier, subject.image, CaseOrder(study=subject.study, file_name=name))
        write_report(case, arguments.out, arguments.keep_patient)
    except FalxError as error:
        return fail(error, arguments.path)
    _tell(case, subject, arguments)
    written.tell(arguments.out)
    if arguments.keep_patient:
        _tell_kept(case)
    tell(NOTICE)
    return 0


def _tell(case: Case, subject: Subject, arguments: argparse.Namespace) -> None:
    found = case.prediction
    level = "" if found.trust.is_refused else f", {level_words(found.level)}"
    verdict = whole_verdict(found.verdict, found.prediction_set)
    tell(f"{name_subject(arguments, subject)}: {verdict}{level}")
    if case.order.study:
        tell(f"Study: {case.order.study.sentence}")


def _tell_kept(case: Case) -> None:
    from core.report.dicom.source_object import patient_tags, read_source_object

    names = [tag.name for tag in patient_tags(read_source_object(case.image))]
    tell(f"Kept of the patient: {', '.join(names) or 'nothing, because the file states nothing'}")


def _parser() -> Parser:
    parser = Parser(
        prog="falx report",
        description="Write a report of one case: picture, heat map, verdict and probabilities, what the model is "
        "worth, and of a volume or series the verdict on the study. It names no patient.",
        examples=(
            "falx report scan.dcm --out report.pdf",
            "falx report volume.nii.gz --slice 12 --out report.html",
            "falx report series/ --out report.dcm --keep-patient",
        ),
    )
    add_case_options(parser)
    parser.add_argument(
        "--out",
        metavar="F",
        type=Path,
        required=True,
        help="the report, by its suffix: .pdf, .html, or .dcm for a DICOM structured report",
    )
    parser.add_argument(
        "--file-name",
        action="store_true",
        help="state the name of the picture's file, which may hold a patient's name (default: leave it out)",
    )
    add_keep_patient(parser, "a DICOM report")
    return parser

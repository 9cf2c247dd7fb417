"""`falx explain`: draws the heat map of one picture."""

import argparse
from pathlib import Path

import numpy as np

from cli.arguments import Parser, add_keep_patient, fail
from cli.case_options import (
    add_case_options,
    is_dicom_target,
    name_subject,
    open_classifier,
    open_subject,
    require_dicom_to_keep_patient,
)
from cli.printing import tell
from cli.written_files import Written
from core.errors import FalxError
from core.files import replacing
from core.image.figure import draw_explanation, write_explanation
from core.image.slice import Slice
from core.model.classifier import Classifier
from core.model.heat_maps.known_heat_maps import (
    HeatMethod,
    default_heat_method,
    heat_methods,
)
from core.model.known_classes import inline_name
from core.program.wording import NOTICE


def main(argv: list[str]) -> int:
    """Explain a picture; return the exit status."""
    parser = _parser()
    arguments = parser.parse_args(argv)
    require_dicom_to_keep_patient(parser, arguments)
    targets = [path for path in (arguments.out, arguments.array) if path]
    if len({path.absolute() for path in targets}) < len(targets):
        parser.error("arguments --out and --array: expected two files, got the same twice")
    written = Written(targets)
    try:
        classifier = open_classifier(arguments)
        method = _method(parser, arguments, classifier)
        subject = open_subject(arguments, classifier, targets, needs_study=False)
        image = subject.image
        prediction = classifier.predict(image)
        heat = classifier.explain(prediction, arguments.class_name, method=method, image=image)
        class_name = arguments.class_name or prediction.label
        content = f"heat map of {class_name}" if method.is_of_class else method.words
        if is_dicom_target(arguments.out):
            _write_dicom(arguments, classifier, image, class_name, method)
        else:
            caption = f"{method.caption(inline_name(class_name))} | {classifier.package.title}"
            write_explanation(arguments.out, draw_explanation(image, heat, caption))
        if arguments.array:
            with replacing(arguments.array) as temporary, temporary.open("wb") as file:
                np.save(file, heat)
    except FalxError as error:
        return fail(error, arguments.path)
    tell(f"{name_subject(arguments, subject)}: {prediction.verdict}")
    written.tell(arguments.out, content)
    if arguments.array:
        written.tell(arguments.array, f"the same as numbers, {heat.shape[0]} x {heat.shape[1]} float32")
    tell(NOTICE)
    return 0


def _method(parser: Parser, arguments: argparse.Namespace, classifier: Classifier) -> HeatMethod:
    """Find the heat map that is asked for; end with wrong usage where the model has no such map or class."""
    classes = classifier.package.classes
    if arguments.class_name not in (None, *classes):
        parser.error(f"argument --class: expected one of {', '.join(classes)}, got {arguments.class_name!r}")
    has_evidence = classifier.package.has_evidence
    if arguments.method is None:
        return default_heat_method(has_evidence, is_of_class=arguments.class_name is not None)
    method = next(one for one in heat_methods() if one.name == arguments.method)
    offered = heat_methods(has_evidence)
    if method not in offered:
        names = ", ".join(one.name for one in offered)
        parser.error(f"argument --method: {classifier.package.title} has no {method.words}; expected {names}")
    return method


def _write_dicom(
    arguments: argparse.Namespace, classifier: Classifier, image: Slice, class_name: str, method: HeatMethod
) -> None:
    """Write picture and map as a DICOM secondary capture."""
    # Imported here: their libraries take their time.
    from core.report.case import CaseOrder, build_case
    from core.report.dicom.secondary_capture import write_secondary_capture
    from core.report.dicom.source_object import read_source_object

    case = build_case(classifier, image, CaseOrder(class_name=class_name, method=method))
    write_secondary_capture(case, read_source_object(image), arguments.out, arguments.keep_patient)


def _parser() -> Parser:
    parser = Parser(
        prog="falx explain",
        description="Draw the heat map of one picture, which shows where the model looked; of a volume or series, "
        "that of the slice to look at first.",
        examples=(
            "falx explain scan.dcm --out heatmap.png",
            "falx explain scan.dcm --out heatmap.png --class glioma --array heatmap.npy",
            "falx explain volume.nii.gz --slice 12 --out heatmap.dcm",
        ),
    )
    add_case_options(parser)
    parser.add_argument(
        "--out",
        metavar="F",
        type=Path,
        required=True,
        help="the picture under its heat map, a PNG file; or, if F ends with .dcm, picture and heat map beside each "
        "other as a DICOM secondary capture",
    )
    parser.add_argument("--array", metavar="NPY", type=Path, help="the heat map itself, (H, W) float32 in [0, 1]")
    parser.add_argument(
        "--method",
        choices=[method.name for method in heat_methods()],
        help="; ".join(map(_in_brief, heat_methods()))
        + f" (default: {default_heat_method(True).name}; if the model has none, or with --class, "
        f"{default_heat_method(False).name})",
    )
    parser.add_argument(
        "--class",
        dest="class_name",
        metavar="C",
        help="the class to explain, such as glioma (default: the most probable)",
    )
    add_keep_patient(parser, "the DICOM secondary capture")
    return parser


def _in_brief(method: HeatMethod) -> str:
    condition = ", if the model marks it" if method.needs_evidence else ""
    return f"{method.name}: {method.shows}{condition}"

"""`falx explain`: draws the heat map of one picture."""

from pathlib import Path

import numpy as np

from cli.arguments import MODEL_HELP, Parser, fail, given_path
from cli.printing import tell, warn
from core.errors import FalxError
from core.files import replacing, require_distinct
from core.image.figure import draw_explanation, write_explanation
from core.model.classifier import Classifier
from core.model.grad_cam import HeatMethod
from core.model.known_classes import inline_name
from core.model.store import open_package
from core.program.wording import NOTICE
from core.readers import read_slices


def main(argv: list[str]) -> int:
    """Explain a picture; return the exit status."""
    parser = _parser()
    arguments = parser.parse_args(argv)
    try:
        classifier = Classifier(open_package(arguments.model))
        classes = classifier.package.classes
        if arguments.class_name not in (None, *classes):
            parser.error(f"argument --class: expected one of {', '.join(classes)}, got {arguments.class_name!r}")
        method = HeatMethod(arguments.method)
        if method is HeatMethod.EVIDENCE and not classifier.package.has_evidence:
            parser.error(f"argument --method: {classifier.package.title} has no evidence map; expected grad-cam")
        targets = [path for path in (arguments.out, arguments.array) if path]
        for target in targets:
            require_distinct(target, [arguments.image])
        if len({path.absolute() for path in targets}) < len(targets):
            parser.error("arguments --out and --array: expected two files, got the same twice")
        slices = read_slices(arguments.image)
        image = slices[len(slices) // 2]
        prediction = classifier.predict(image)
        heat = classifier.explain(prediction, arguments.class_name, method=method)
        class_name = arguments.class_name or prediction.label
        caption, content = f"Grad-CAM for {inline_name(class_name)}", f"heat map of {class_name}"
        if method is HeatMethod.EVIDENCE:
            caption, content = "Evidence of any tumour", "evidence map"
        caption += f" | {classifier.package.title}"
        write_explanation(arguments.out, draw_explanation(image, heat, caption))
        if arguments.array:
            with replacing(arguments.array) as temporary, temporary.open("wb") as file:
                np.save(file, heat)
    except FalxError as error:
        return fail(error)
    for remark in image.remarks:
        warn(f"{arguments.image}: {remark}")
    shown = f" (slice {image.frame + 1} of {image.frame_count})" if image.frame_count > 1 else ""
    tell(f"{arguments.image}{shown}: {prediction.verdict}")
    tell(f"Wrote {arguments.out}: {content}")
    if arguments.array:
        tell(f"Wrote {arguments.array}: the same as numbers, {heat.shape[0]} x {heat.shape[1]} float32")
    tell(NOTICE)
    return 0


def _parser() -> Parser:
    parser = Parser(
        prog="falx explain",
        description="Draw the heat map of one picture, which shows where the model looked; of a volume, that of its "
        "middle slice.",
        examples=(
            "falx explain scan.dcm --out heatmap.png",
            "falx explain scan.dcm --out heatmap.png --class glioma --array heatmap.npy",
        ),
    )
    parser.add_argument("image", metavar="IMAGE", type=Path, help="a picture or a volume")
    parser.add_argument(
        "--out", metavar="PNG", type=Path, required=True, help="the picture under its heat map, a PNG file"
    )
    parser.add_argument("--array", metavar="NPY", type=Path, help="the heat map itself, (H, W) float32 in [0, 1]")
    parser.add_argument(
        "--method",
        choices=[method.value for method in HeatMethod],
        default=HeatMethod.GRAD_CAM.value,
        help="grad-cam: what speaks for a class; evidence: how likely each place shows a tumour, if the model marks it "
        "(default: %(default)s)",
    )
    parser.add_argument(
        "--class",
        dest="class_name",
        metavar="C",
        help="the class to explain, such as glioma (default: the most probable)",
    )
    parser.add_argument("--model", metavar="M", type=given_path, help=MODEL_HELP)
    return parser

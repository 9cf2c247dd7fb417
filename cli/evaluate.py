"""`falx evaluate`: how good a model is on a dataset."""

from pathlib import Path
from typing import Any

from cli.arguments import DATASET_HELP, Parser, fail
from cli.progress import ProgressLine
from cli.saying import saying
from core.errors import FalxError
from core.model_store import find_package
from core.names import one_line
from core.notice import NOTICE
from core.prediction import inline_name


def main(argv: list[str]) -> int:
    """Evaluate what the arguments name; returns the exit status."""
    parser = Parser(
        prog="falx evaluate",
        description="Measure a model on a dataset.",
        epilog="example: falx evaluate scans --out results --split Testing",
    )
    parser.add_argument("dataset", metavar="DATASET", type=Path, help=DATASET_HELP)
    parser.add_argument("--out", metavar="DIR", type=Path, required=True, help="folder for the results")
    parser.add_argument(
        "--model",
        metavar="M",
        help="an installed model's name, or a package's folder or zip (default: the model that comes with Falx)",
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--split", help="the split to measure on (default: Testing, or all images where none is named)")
    which.add_argument("--fold", metavar="k", type=int, help="the fold to measure on")
    arguments = parser.parse_args(argv)

    from training.evaluate import evaluate
    from training.request import METRICS_FILE, REPORT_FILE, EvaluationRequest

    try:
        request = EvaluationRequest(
            arguments.dataset, arguments.out, find_package(arguments.model), arguments.split, arguments.fold
        )
        line = ProgressLine()
        with saying(line):
            metrics = evaluate(request, line)
    except FalxError as error:
        return fail(error)
    _print_figures(metrics)
    for line in metrics["unreadable"]:
        fail(FalxError(line))
    print(one_line(f"written to {arguments.out}: {METRICS_FILE}, {REPORT_FILE}, figures. {NOTICE}"))
    return 1 if metrics["unreadable"] else 0


def _print_figures(metrics: dict[str, Any]) -> None:
    from training.model_card import format_interval

    print(
        one_line(
            f"{metrics['model']} on {metrics['images']} images of {metrics['dataset']} (95 % intervals in brackets)"
        )
    )
    print(f"accuracy  {format_interval(metrics['accuracy'])}")
    print(f"balanced accuracy  {format_interval(metrics['balanced_accuracy'])}")
    if found := metrics["any_tumour"]:
        print(f"any tumour: sensitivity  {format_interval(found['sensitivity'])}")
        print(f"any tumour: specificity  {format_interval(found['specificity'])}")
    print(f"log loss  {format_interval(metrics['log_loss'], as_percent=False)}")
    print(f"expected calibration error  {format_interval(metrics['calibration']['ece'], as_percent=False)}")
    if metrics["nearest_neighbour"]:
        print(f"nearest neighbour on thumbnails  {format_interval(metrics['nearest_neighbour'])}")
    if (shared := metrics["groups_in_training"]) and shared["groups"]:
        print(f"of groups that also have images to train on  {shared['images']} images, {shared['groups']} groups")
    sets = metrics["prediction_sets"]
    print(
        f"prediction sets with the true class  {format_interval(sets['coverage'])}, nominal {100 * sets['nominal']:g} %"
    )
    if worst := sets["worst_class"]:
        print(f"the same of {inline_name(worst)}, the least  {format_interval(sets['coverage_by_class'][worst])}")
    print(f"prediction sets of one class  {format_interval(sets['single'])}")
    print(f"classes in a set, on average  {format_interval(sets['mean_size'], as_percent=False)}")
    print(f"refused as outside the training data  {format_interval(metrics['refused'])}")
    for method, scores in metrics["heat_maps"].items():
        if scores["images"]:
            print(f"{method} points into the outline ({scores['images']})  {format_interval(scores['pointing'])}")
    for name, figures in metrics["per_class"].items():
        parts = (f"{figure} {format_interval(figures[figure])}" for figure in ("precision", "recall", "f1"))
        print(f"{name} ({figures['images']}): {', '.join(parts)}")
    width = max(map(len, metrics["confusion"]["classes"])) + 2
    print("true class in rows, predicted class in columns:")
    print(" " * width + "".join(f"{name:>{width}}" for name in metrics["confusion"]["classes"]))
    for name, counts in zip(metrics["confusion"]["classes"], metrics["confusion"]["counts"], strict=True):
        print(f"{name:<{width}}" + "".join(f"{count:>{width}}" for count in counts))

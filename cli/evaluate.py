"""`falx evaluate`: measures a model on a dataset."""

from pathlib import Path
from typing import TYPE_CHECKING

from cli.arguments import DATASET_HELP, MODEL_HELP, Parser, add_level, fail, given_path
from cli.messages import saying
from cli.printing import tell, warn
from cli.progress import ProgressLine
from core.errors import FalxError
from core.model.confidence_levels import format_level
from core.model.known_classes import inline_name
from core.model.store import find_package
from core.program.wording import NOTICE, count_of

if TYPE_CHECKING:
    from training.statistics.figures import EvaluationFigures, VerdictFigure

_INTERRUPTED = 130


def main(argv: list[str]) -> int:
    """Evaluate a model; return the exit status."""
    parser = Parser(
        prog="falx evaluate",
        description="Measure how good a model is on a dataset: figures with 95 % intervals, a report and plots.",
        examples=(
            "falx evaluate dataset --out results",
            "falx evaluate manifest.csv --fold 4 --out results --model M",
            "falx evaluate dataset --out results --resume",
        ),
    )
    parser.add_argument("dataset", metavar="DATASET", type=Path, help=DATASET_HELP)
    parser.add_argument(
        "--out", metavar="DIR", type=Path, required=True, help="folder for the results; created if it is missing"
    )
    parser.add_argument("--model", metavar="M", type=given_path, help=MODEL_HELP)
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--split",
        metavar="S",
        help="measure on the images of this split (default: Testing where there is one, else all)",
    )
    which.add_argument("--fold", metavar="k", type=int, help="measure on the images of this fold")
    add_level(parser)
    parser.add_argument(
        "--resume",
        action="store_true",
        help="continue the evaluation in DIR that was stopped or interrupted, of the same model, images and level; "
        "where none has measured an image yet, begin one",
    )
    arguments = parser.parse_args(argv)

    from training.calibration.scores import SCORES_FILE
    from training.evaluation.evaluate import evaluate
    from training.evaluation.request import EvaluationRequest, Resuming
    from training.run_files import METRICS_FILE, REPORT_FILE

    is_again = (arguments.out / METRICS_FILE).is_file()
    try:
        request = EvaluationRequest(
            arguments.dataset,
            arguments.out,
            find_package(arguments.model),
            arguments.split,
            arguments.fold,
            arguments.level,
            Resuming.YES if arguments.resume else Resuming.NO,
        )
        line = ProgressLine()
        with saying(line):
            metrics = evaluate(request, line)
    except FalxError as error:
        return fail(error)
    except KeyboardInterrupt:
        line.clear()
        warn(_stopped(arguments.out))
        return _INTERRUPTED
    _print_figures(metrics)
    for unreadable in metrics["unreadable"]:
        warn(unreadable)
    done = "Replaced" if is_again else "Wrote"
    tell(f"{done} {METRICS_FILE}, {SCORES_FILE}, {REPORT_FILE} and the figures to {arguments.out}")
    tell(NOTICE)
    return 1 if metrics["unreadable"] else 0


def _stopped(out: Path) -> str:
    from training.evaluation.unfinished import unfinished_evaluation

    found = unfinished_evaluation(out)
    if found is None or not found.done:
        return "Stopped: no image was measured."
    return (
        f"Stopped: {found.done:,} of {count_of(found.images, 'image')} measured and kept. To continue, run the same "
        "command with --resume."
    )


def _print_figures(metrics: "EvaluationFigures") -> None:
    from training.evaluation.summary import describe_only_class
    from training.reports.model_card import format_interval

    images = count_of(metrics["images"], "image")
    tell(f"{metrics['model']} on {images} of {metrics['dataset']} (95 % intervals in brackets)")
    _print_verdicts(metrics)
    tell(f"accuracy  {format_interval(metrics['accuracy'])}")
    tell(f"balanced accuracy  {format_interval(metrics['balanced_accuracy'])}")
    if found := metrics["any_tumour"]:
        tell(f"any tumour: sensitivity  {format_interval(found['sensitivity'])}")
        tell(f"any tumour: specificity  {format_interval(found['specificity'])}")
    if only := describe_only_class(metrics):
        tell(only)
    tell(f"log loss  {format_interval(metrics['log_loss'], as_percent=False)}")
    tell(f"expected calibration error  {format_interval(metrics['calibration']['ece'], as_percent=False)}")
    if metrics["nearest_neighbour"]:
        tell(f"nearest neighbour on thumbnails  {format_interval(metrics['nearest_neighbour'])}")
    if (shared := metrics["groups_in_training"]) and shared["groups"]:
        images, groups = count_of(shared["images"], "image"), count_of(shared["groups"], "group")
        tell(f"of groups that also have images to train on  {images}, {groups}")
    sets = metrics["prediction_sets"]
    tell(
        f"prediction sets with the true class  {format_interval(sets['coverage'])}, at the level of "
        f"{format_level(sets['nominal'])}"
    )
    if worst := sets["worst_class"]:
        tell(f"the same for {inline_name(worst)}, the lowest  {format_interval(sets['coverage_by_class'][worst])}")
    tell(f"prediction sets of one class  {format_interval(sets['single'])}")
    tell(f"classes in a set, on average  {format_interval(sets['mean_size'], as_percent=False)}")
    tell(f"refused  {format_interval(metrics['refused'])}")
    tell(f"refused as unlike the training data  {format_interval(metrics['unlike_training'])}")
    tell(f"refused as no brain MRI  {format_interval(metrics['not_a_brain_mri'])}")
    for method, scores in metrics["heat_maps"].items():
        if scores["images"]:
            share = format_interval(scores["pointing"])
            tell(f"{method}: hottest point inside the outline ({scores['images']})  {share}")
    for name, figures in metrics["per_class"].items():
        parts = (f"{figure} {format_interval(figures[figure])}" for figure in ("precision", "recall", "f1"))
        tell(f"{name} ({figures['images']}): {', '.join(parts)}")
    width = max(map(len, metrics["confusion"]["classes"])) + 2
    tell("true class in rows, predicted class in columns:")
    tell(" " * width + "".join(f"{name:>{width}}" for name in metrics["confusion"]["classes"]))
    for name, counts in zip(metrics["confusion"]["classes"], metrics["confusion"]["counts"], strict=True):
        tell(f"{name:<{width}}" + "".join(f"{count:>{width}}" for count in counts))


def _print_verdicts(metrics: "EvaluationFigures") -> None:
    from training.reports.model_card import format_interval
    from training.statistics.verdict_metrics import figures_at

    level = metrics["level"]
    tell(f"a verdict decides when it names one class, or a tumour whose kind stays open; at {format_level(level)}:")
    names: tuple[tuple[str, VerdictFigure], ...] = (
        ("decided", "decided"),
        ("right when decided", "right_when_decided"),
        ("tumour-free images called tumour-free", "decided_tumour_free"),
        ("tumours called tumour-free", "tumour_called_tumour_free"),
        ("tumour-free images called a tumour", "tumour_free_called_tumour"),
    )
    asked = figures_at(metrics)
    for words, name in names:
        if asked and name in asked:
            tell(f"{words}  {format_interval(asked[name])}")
    for other in metrics["verdicts"].values():
        if other["level"] != level:
            decided, right = format_interval(other["decided"]), format_interval(other["right_when_decided"])
            tell(f"at {format_level(other['level'])}: decided  {decided}, right when decided  {right}")

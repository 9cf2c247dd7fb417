"""`falx models`: list, show, install, export and remove model packages."""

import argparse
import json
from pathlib import Path

from cli.arguments import Parser, fail, given_path
from cli.printing import tell
from cli.written_files import Written
from core.errors import FalxError, UnwritableOutputError
from core.model.confidence_levels import list_levels
from core.model.install_summary import InstallSummary
from core.model.package import CARD_FILE, ModelPackage
from core.model.package_format.description import RULE_KEYS
from core.model.package_format.export import export_package, with_suffix
from core.model.store import (
    find_package,
    install,
    installed_packages,
    models_folder,
    remove_package,
    shipped_package,
    tidy_store,
)
from core.program.product import MODEL_SUFFIX

_NAME_HELP = "an installed model's name, its name and version, or the folder or zip of a model"


def main(argv: list[str]) -> int:
    """List or change models; return the exit status."""
    arguments = _parser().parse_args(argv)
    try:
        if arguments.action == "install":
            _print_summary(install(arguments.path))
        elif arguments.action == "show":
            package = ModelPackage.open(find_package(arguments.name))
            # A card may come from an untrusted source.
            for line in package.read(CARD_FILE).decode("utf-8", "backslashreplace").splitlines():
                tell(line)
            _show_calibration(package)
            print(json.dumps(package.training, indent=1))
        elif arguments.action == "export":
            target = with_suffix(arguments.target)
            written = Written([target])
            export_package(find_package(arguments.name), target)
            written.tell(target)
        elif arguments.action == "remove":
            tell(f"removed {remove_package(arguments.name)}")
        else:
            return _list()
    except FalxError as error:
        return fail(error)
    except BrokenPipeError:
        raise
    except OSError as error:
        place = error.filename or models_folder()
        return fail(UnwritableOutputError(f"cannot be written ({error.strerror})", subject=str(place)))
    return 0


def _parser() -> Parser:
    parser = Parser(
        prog="falx models",
        description="List, show, install, export or remove models. Without an action, list them.",
        examples=("falx models", "falx models install my-model-1.0.0.falxmodel", "falx models show my-model"),
    )
    actions = parser.add_subparsers(title="actions", dest="action", metavar="ACTION")
    _add(actions, "list", "list the models on this computer", "falx models list")
    installing = _add(
        actions, "install", "verify a model and install it", "falx models install my-model-1.0.0.falxmodel"
    )
    installing.add_argument("path", metavar="PATH", type=Path, help=f"a {MODEL_SUFFIX} file, a zip, or a folder")
    showing = _add(actions, "show", "show the card and the origin of a model", "falx models show my-model")
    showing.add_argument("name", metavar="NAME", type=given_path, help=_NAME_HELP)
    exporting = _add(
        actions,
        "export",
        f"write a model as one {MODEL_SUFFIX} file, to share it",
        "falx models export my-model my-model.falxmodel",
    )
    exporting.add_argument("name", metavar="NAME", type=given_path, help=_NAME_HELP)
    exporting.add_argument(
        "target", metavar="FILE", type=Path, help=f"the file to write; {MODEL_SUFFIX} is added if it is missing"
    )
    removing = _add(actions, "remove", "delete an installed model", "falx models remove 'my-model 1.0.0'")
    removing.add_argument("name", metavar="NAME", type=given_path, help="the model's name, or its name and version")
    return parser


def _add(actions: "argparse._SubParsersAction[Parser]", name: str, what: str, example: str) -> Parser:
    """Add an action with its help; return its parser."""
    description = f"{what[0].upper()}{what[1:]}."
    return actions.add_parser(name, help=what, description=description, examples=(example,))


def _print_summary(summary: InstallSummary) -> None:
    tell(f"installed {summary.title} in {summary.folder}")
    if words := summary.words(is_done=True):
        tell(words)


def _show_calibration(package: ModelPackage) -> None:
    """Return the levels of a model, and the origin of its calibration and training."""
    tell(f"levels: {list_levels(package.levels)}")
    origin = {key: value for key, value in package.calibration.items() if key not in RULE_KEYS}
    if origin:
        print(f"calibration: {json.dumps(origin, indent=1)}")
    elif package.earlier_level:
        tell("calibration: one threshold for all classes, as in packages of format 1")
    print("training: ", end="")


def _list() -> int:
    tidy_store()
    status = 0
    for path in installed_packages():
        try:
            package = ModelPackage.open(path)
        except FalxError as error:
            status = fail(error)
            continue
        origin = "shipped" if path == shipped_package() else str(path)
        tell(f"{package.title:<32}{', '.join(package.classes)}  ({origin})")
    return status

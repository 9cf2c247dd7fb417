"""`falx models`: list, show, install, export and remove model packages."""

import json
from pathlib import Path

from cli.arguments import Parser, fail
from core.errors import FalxError, UnwritableOutputError
from core.model_arrival import Arrival
from core.model_package import CARD_FILE, ModelPackage
from core.model_store import (
    find_package,
    install,
    installed_packages,
    models_folder,
    remove_package,
    shipped_package,
    tidy_store,
)
from core.package_export import export_package, with_suffix
from core.product import MODEL_SUFFIX


def main(argv: list[str]) -> int:
    """Do what the arguments say; returns the exit status."""
    parser = Parser(prog="falx models", description="List the models on this computer, or change them.")
    actions = parser.add_subparsers(dest="action", metavar="install PATH | show NAME | export NAME FILE | remove NAME")
    installing = actions.add_parser("install", help="verify a package and install it")
    installing.add_argument("path", metavar="PATH", type=Path, help=f"a {MODEL_SUFFIX} file, a zip, or a folder")
    actions.add_parser("show", help="what a package says of itself").add_argument("name")
    exporting = actions.add_parser("export", help=f"write a package as one {MODEL_SUFFIX} file, to hand it on")
    exporting.add_argument("name", metavar="NAME", help="an installed model's name, or a package's folder")
    exporting.add_argument("target", metavar="FILE", type=Path)
    actions.add_parser("remove", help="delete an installed package").add_argument("name")
    arguments = parser.parse_args(argv)
    try:
        if arguments.action == "install":
            _tell(install(arguments.path))
        elif arguments.action == "show":
            package = ModelPackage.open(find_package(arguments.name))
            print(package.read(CARD_FILE).decode("utf-8"))
            print(json.dumps(package.training, indent=1))
        elif arguments.action == "export":
            target = with_suffix(arguments.target)
            export_package(find_package(arguments.name), target)
            print(f"written to {target}")
        elif arguments.action == "remove":
            print(f"removed {remove_package(arguments.name)}")
        else:
            return _list()
    except FalxError as error:
        return fail(error)
    except BrokenPipeError:
        raise
    except OSError as error:
        return fail(UnwritableOutputError(f"{models_folder()}: cannot be written ({error.strerror})"))
    return 0


def _tell(arrival: Arrival) -> None:
    print(f"installed {arrival.title} in {arrival.folder}")
    if words := arrival.words(is_done=True):
        print(words)


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
        print(f"{package.title:<32}{', '.join(package.classes)}  ({origin})")
    return status

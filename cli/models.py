"""`falx models`: list, show, install and remove model packages."""

import json
from pathlib import Path

from cli.arguments import Parser, fail
from core.errors import FalxError, UnwritableOutputError
from core.model_package import CARD_FILE, ModelPackage
from core.model_store import (
    find_package,
    install_package,
    installed_packages,
    models_folder,
    remove_package,
    shipped_package,
)


def main(argv: list[str]) -> int:
    """Do what the arguments say; returns the exit status."""
    parser = Parser(prog="falx models", description="List the models on this computer, or change them.")
    actions = parser.add_subparsers(dest="action", metavar="install PATH | show NAME | remove NAME")
    actions.add_parser("install", help="verify a package and install it").add_argument("path", type=Path)
    actions.add_parser("show", help="what a package says of itself").add_argument("name")
    actions.add_parser("remove", help="delete an installed package").add_argument("name")
    arguments = parser.parse_args(argv)
    try:
        if arguments.action == "install":
            print(f"installed in {install_package(arguments.path)}")
        elif arguments.action == "show":
            package = ModelPackage.open(find_package(arguments.name))
            print(package.read(CARD_FILE).decode("utf-8"))
            print(json.dumps(package.training, indent=1))
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


def _list() -> int:
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

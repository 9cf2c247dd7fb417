"""Model packages on this computer: the shipped one and those that the user installed."""

import contextlib
import shutil
from dataclasses import dataclass
from pathlib import Path

from core.errors import FalxError, InvalidPackageError, UnwritableOutputError
from core.files import unwritable
from core.jobs.child import JobPipe
from core.model.install_staging import REPLACED, changing, exchange, is_changing, remove_leftovers, staging
from core.model.install_summary import InstallSummary, natural_sort_key, summarise_install
from core.model.package import CARD_FILE, LISTED_FILES, PACKAGE_FILE, ModelPackage
from core.model.package_format.description import LONGEST_NAME as LONGEST_NAME
from core.model.package_format.description import is_plain as is_plain
from core.program.locations import data_folder, resource

SHIPPED_NAME = "falx-mobilenetv2"

# Deeper than the folders that are listed as installed.
_EARLIER = ".earlier"


def shipped_package() -> Path:
    """Return the folder of the package that comes with the program."""
    return resource("models", SHIPPED_NAME)


def models_folder() -> Path:
    """Return the folder of the installed packages; it need not exist yet."""
    return data_folder() / "models"


def package_in_use(chosen: Path | None) -> Path:
    """Return the folder of the chosen package; that of the shipped one if none is chosen, or it was removed."""
    if chosen and not is_there(chosen):
        # A process that was to replace it may have been killed.
        tidy_store()
    return chosen if chosen and is_there(chosen) else shipped_package()


def is_there(package: Path) -> bool:
    """Return whether a model is still where it was; a folder without its package.json does not count."""
    return package.is_file() or (package / PACKAGE_FILE).is_file()


def installed_packages() -> list[Path]:
    """List the folders of the shipped package, first, and of the installed ones by name."""
    installed = sorted((path.parent for path in models_folder().glob(f"*/{PACKAGE_FILE}")), key=natural_sort_key)
    return [shipped_package(), *installed]


def find_package(name: str | None) -> Path:
    """Find a package by path or by name.

    Args:
        name: path of a folder or zip, or name, or name and version, of an installed package; None for the shipped one.

    Raises:
        InvalidPackageError: if there is none.
    """
    found = _find(name)
    return found.path if isinstance(found, ModelPackage) else found


def open_package(name: str | None) -> ModelPackage:
    """Open a package that is found by path or by name, once.

    Args:
        name: as for `find_package`.

    Raises:
        InvalidPackageError: if there is none, or it is damaged.
    """
    found = _find(name)
    return found if isinstance(found, ModelPackage) else ModelPackage.open(found)


def _find(name: str | None) -> ModelPackage | Path:
    """Find a package; returns the package if it had to be opened to be found, else its path."""
    if name is None:
        return shipped_package()
    return Path(name) if Path(name).exists() else _installed(name)


def _installed(name: str) -> ModelPackage | Path:
    found, titles = _look_up(name)
    if found is None:
        # A process that was to replace it may have been killed.
        tidy_store()
        found, titles = _look_up(name)
    if found is None:
        raise InvalidPackageError(
            expected=f"a model package or one of: {', '.join(titles)}",
            subject=name,
            found="no such path or model",
        )
    return found


def _look_up(name: str) -> tuple[ModelPackage | Path | None, list[str]]:
    """Find an installed package by name; return it, and the titles of all."""
    titles: list[str] = []
    found: ModelPackage | Path | None = None
    for path in installed_packages():
        try:
            package = ModelPackage.open(path)
        except InvalidPackageError:
            # A damaged package is found by its folder alone, so that it can be removed and does not hide others.
            found = path if name == path.name else found
            continue
        titles.append(package.title)
        if name in (package.name, package.title, path.name):
            found = package
    return found, titles


def install(path: Path) -> InstallSummary:
    """Verify a package and copy it to the installed ones; another of the same name and version is replaced.

    Args:
        path: of its folder or zip.

    Returns:
        The new folder, and what the package met there.

    Raises:
        InvalidPackageError: if a file is damaged or the self-check fails; then nothing is installed.
        UnwritableOutputError: if the user's data folder cannot be written to.
    """
    return _install(path, keeps=None)


def preview_install(path: Path) -> InstallSummary:
    """Describe what a package would replace if it were installed now.

    Raises:
        InvalidPackageError: if it is damaged.
    """
    package = ModelPackage.open(path)
    return summarise_install(package, _place_of(package), installed_packages())


def _install(path: Path, keeps: bool | None) -> InstallSummary:
    """Install a package.

    Args:
        path: of its folder or zip.
        keeps: whether to keep what it replaces, also if that is nothing, to undo this; None deletes what was kept.
    """
    # Imported here: the classifier itself finds its package through this module.
    from core.model.classifier import Classifier

    package = ModelPackage.open(path)
    package.verify_files()
    Classifier(package).self_check()
    target, store = _place_of(package), models_folder()
    try:
        with staging(store) as temporary:
            staged = temporary / "package"
            staged.mkdir()
            for name in LISTED_FILES:
                (staged / name).write_bytes(package.read(name))
            (staged / PACKAGE_FILE).write_bytes(package.about())
            with changing(store):
                summary = summarise_install(package, target, installed_packages())
                kept = exchange(target, staged, temporary).parent
                if keeps is not False:
                    # What was kept for an earlier installation is not what this one replaced.
                    _forget_kept(target)
                if keeps:
                    _kept(target).parent.mkdir(exist_ok=True)
                    kept.replace(_kept(target))
    except OSError as error:
        raise unwritable(store, error) from error
    return summary


@dataclass(frozen=True, slots=True)
class Installation:
    """A package that was installed, and what it replaced.

    Attributes:
        folder: of the package.
        earlier: where the earlier package of the same name and version is kept, or None if there was none.
    """

    folder: Path
    earlier: Path | None


def install_undoably(path: Path) -> Installation:
    """Install a package as `install` does, and keep the one that it replaces.

    Installing a model again, perhaps with a completed card, still keeps what was there before the first time.

    Raises:
        InvalidPackageError: as `install` does.
        UnwritableOutputError: if the user's data folder cannot be written to.
    """
    is_again = find_installation(ModelPackage.open(path)) is not None
    return _installation(_install(path, keeps=not is_again).folder)


def find_installation(package: ModelPackage) -> Installation | None:
    """Return what `install_undoably` did for a model, whatever its card says there; None if that is not there now."""
    target = _place_of(package)
    if not _kept(target).is_dir():
        return None
    try:
        is_there = _without_card(ModelPackage.open(target)) == _without_card(package)
    except FalxError:
        return None
    return _installation(target) if is_there else None


def undo_installation(package: ModelPackage) -> Installation:
    """Restore the package that was there before this one was installed, or remove this one if there was none.

    Returns:
        The package that was taken back.

    Raises:
        InvalidPackageError: if something else is installed in its place by now; then nothing is changed.
        UnwritableOutputError: if the user's data folder cannot be written to.
    """
    found = find_installation(package)
    if found is None:
        raise InvalidPackageError(
            subject=package.title,
            expected="the model as it was installed",
            found="another model in its place or none",
            advice="nothing was changed",
        )
    try:
        with staging(models_folder()) as temporary, changing(models_folder()):
            exchange(found.folder, found.earlier, temporary)
            _forget_kept(found.folder)
    except OSError as error:
        raise unwritable(found.folder, error) from error
    return found


def _installation(target: Path) -> Installation:
    earlier = _kept(target) / REPLACED
    return Installation(target, earlier if earlier.is_dir() else None)


def _place_of(package: ModelPackage) -> Path:
    return models_folder() / "-".join(_identity(package))


def _without_card(package: ModelPackage) -> dict[str, object]:
    return {name: digest for name, digest in package.checksums.items() if name != CARD_FILE}


def _kept(target: Path) -> Path:
    """Name the folder that is there while an installation can be undone; empty if it replaced nothing."""
    return models_folder() / _EARLIER / target.name


def _forget_kept(target: Path) -> None:
    shutil.rmtree(_kept(target), ignore_errors=True)
    with contextlib.suppress(OSError):
        _kept(target).parent.rmdir()


def install_as_job(path: Path, pipe: JobPipe) -> InstallSummary:
    """Install a package, as a job of a child process."""
    return install(path)


def tidy_store() -> None:
    """Remove what interrupted installations left, and restore what they had moved aside."""
    remove_leftovers(models_folder())


def is_being_changed() -> bool:
    """Return whether a process changes what is installed right now, so that a model may be missing for a moment."""
    return is_changing(models_folder())


def remove_package(name: str) -> Path:
    """Delete an installed package.

    Raises:
        InvalidPackageError: if there is none of that name, or it is the shipped one.
    """
    found = _installed(name)
    path = found.path if isinstance(found, ModelPackage) else found
    if path == shipped_package():
        raise InvalidPackageError("expected an installed package, this one comes with the program", subject=name)
    try:
        with staging(models_folder()) as temporary, changing(models_folder()):
            # In one step, so that no process finds half of it.
            path.replace(temporary / "removed")
            _forget_kept(path)
    except OSError as error:
        raise UnwritableOutputError(f"cannot be deleted ({error.strerror or error})", subject=str(path)) from error
    return path


def _identity(package: ModelPackage) -> tuple[str, str]:
    return package.name, package.version

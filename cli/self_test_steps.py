"""The steps of the self-test. Each receives a folder, returns what it found, and raises on an error."""

import sys
from collections.abc import Callable
from pathlib import Path

from cli.self_test import Step
from cli.self_test_jobs import child_process, reader_process, training
from cli.self_test_server import serve
from core.errors import FalxError
from core.program import product


def versions(_: Path) -> str:
    """Import the libraries, and return their versions."""
    import cv2
    import nibabel
    import numpy as np
    import pydicom

    from gui.self_test import qt_version

    python = ".".join(map(str, sys.version_info[:3]))
    libraries = {"NumPy": np, "OpenCV": cv2, "pydicom": pydicom, "nibabel": nibabel}
    numbers = {name: module.__version__ for name, module in libraries.items()} | {"PySide6": qt_version()}
    found = ", ".join(f"{name} {number}" for name, number in numbers.items())
    return f"Falx {product.VERSION}{' (standalone)' if product.is_frozen() else ''}, Python {python}, {found}"


def resources(_: Path) -> str:
    """Check the bundled files: model, samples, icons, templates, guide; the licences beside a standalone program.

    LiteRT.js may be missing, since it is fetched with npm; that is said.
    """
    from importlib.resources import files

    from core.batch.report import ReportFacts, format_report
    from core.batch.report_content import arrange_report
    from core.batch.report_pictures import SlicePictures
    from core.image.sample_files import sample_files
    from core.model.package import ModelPackage
    from core.model.store import shipped_package
    from web.runtime import read_runtime, runtime_folder

    package = ModelPackage.open(shipped_package())
    package.verify_files()
    samples = sample_files()
    icons = [entry for entry in (files("resources") / "icons").iterdir() if entry.name.endswith(".svg")]
    _require(len(samples) >= 4 and len(icons) >= 10, f"expected samples and icons, found {len(samples)}, {len(icons)}")
    guide = files("resources") / "guide" / "guide.html"
    _require(guide.is_file() and "</html>" in guide.read_text("utf-8"), "expected the guide")
    facts = ReportFacts("Self-test", package.title, "now")
    page = format_report(facts, arrange_report([]), None, str, lambda *_: SlicePictures())
    _require(package.title in page and page.endswith("</html>\n"), "expected a whole page of no slices")
    if product.is_frozen():
        beside = Path(str(files("resources"))).parent
        for name in ("LICENSE", "NOTICE", "THIRD_PARTY_LICENSES.txt", "falx.cdx.json"):
            _require((beside / name).is_file(), f"expected {name} in {beside}")
    has_runtime = runtime_folder().is_dir()
    if has_runtime:
        read_runtime()
    for_page = "LiteRT.js" if has_runtime else "no LiteRT.js for falx serve --static"
    return f"{package.title}, {len(samples)} samples, {len(icons)} icons, {for_page}"


def png(folder: Path) -> str:
    """Read phantoms from PNG, and classify them as the source does."""
    from cli.self_test_files import write_png

    return _compare(folder, write_png)


def dicom(folder: Path) -> str:
    """The same from DICOM."""
    from cli.self_test_files import write_dicom

    return _compare(folder, write_dicom)


def nifti(folder: Path) -> str:
    """The same from NIfTI."""
    from cli.self_test_files import write_nifti

    return _compare(folder, write_nifti)


def compressed(folder: Path) -> str:
    """Read pictures in each lossless compression, and JPEG."""
    import numpy as np

    from cli.self_test_files import COMPRESSIONS, write_compressed, write_jpeg
    from cli.self_test_reference import phantoms
    from core.readers import read_slices

    image = phantoms()[0]
    for name in COMPRESSIONS:
        path = write_compressed(folder / f"{name}.dcm", image.pixels, name)
        _require(
            np.array_equal(read_slices(path)[0].pixels, image.pixels), f"{name}: expected the same pixels, got others"
        )
    read = read_slices(write_jpeg(folder / "phantom.jpg", image.pixels))[0].pixels
    error = float(np.abs(read.astype(float) - image.pixels).mean())
    _require(error < 5, f"JPEG: expected the same pixels, got others (off by {error:.1f} grey levels)")
    return f"{', '.join(COMPRESSIONS)}, JPEG"


def heat_map(_: Path) -> str:
    """Draw the heat maps of phantoms as the source does."""
    import numpy as np

    from cli.self_test_reference import TOLERANCE, heat_of, phantoms, read_reference
    from core.model.classifier import Classifier

    reference, origin = read_reference()
    classifier = Classifier.open()
    worst = 0.0
    for image, expected in zip(phantoms(), reference.heat, strict=True):
        heat = heat_of(classifier, classifier.predict(image))
        worst = max(worst, float(np.abs(heat.ravel() - np.asarray(expected)).max()))
    _require(worst <= TOLERANCE, f"expected the heat maps of {origin} to {TOLERANCE}, off by {worst:.2g}")
    return f"off by {worst:.1g} at most from {origin}"


def package(folder: Path) -> str:
    """Install a model package from its archive, use it, and remove it."""
    from cli.self_test_reference import phantoms
    from core.model.classifier import Classifier
    from core.model.package import ModelPackage
    from core.model.package_format.export import export_package
    from core.model.store import find_package, install, installed_packages, remove_package, shipped_package

    archive = folder / f"model{product.MODEL_SUFFIX}"
    export_package(shipped_package(), archive)
    before = len(installed_packages())
    installed = install(archive).folder
    title = ModelPackage.open(installed).title
    _require(find_package(title) == installed, f"expected {title} among the installed models")
    verdict = Classifier.open(find_package(title)).predict(phantoms()[0]).verdict
    remove_package(title)
    _require(len(installed_packages()) == before, "expected the model to be removed again")
    return f"{title}: installed, answered {verdict}, removed"


def reports(folder: Path) -> str:
    """Write a report of a phantom in each format, and read those back that are DICOM objects."""
    import pydicom

    from cli.self_test_files import write_dicom
    from cli.self_test_reference import phantoms
    from core.model.classifier import Classifier
    from core.readers import read_slices
    from core.report.case import CaseOrder, build_case
    from core.report.dicom.secondary_capture import write_secondary_capture
    from core.report.dicom.source_object import read_source_object
    from core.report.writing import ReportFormat, write_report

    image = read_slices(write_dicom(folder / "phantom.dcm", phantoms()[0].pixels))[0]
    case = build_case(Classifier.open(), image, CaseOrder())
    for kind in ReportFormat:
        write_report(case, folder / f"report{kind.value}")
    _require((folder / "report.pdf").read_bytes()[:5] == b"%PDF-", "expected a PDF file")
    _require(pydicom.dcmread(folder / "report.dcm").Modality == "SR", "expected a structured report")
    write_secondary_capture(case, read_source_object(image), folder / "map.dcm")
    shape = pydicom.dcmread(folder / "map.dcm").pixel_array.shape
    _require(len(shape) == 3, f"expected a picture in colours, got one of shape {shape}")
    return f"{', '.join(kind.name for kind in ReportFormat)}, secondary capture"


def window(folder: Path) -> str:
    """Open the windows without a display, drop a picture on the first one, and save what they show."""
    from cli.self_test_files import write_png
    from core.image.phantom import head_phantom
    from gui.self_test import show_picture

    return show_picture(write_png(folder / "phantom.png", head_phantom(3, "meningioma")), folder)


STEPS: dict[str, Step] = {
    "versions": versions,
    "resources": resources,
    "png": png,
    "dicom": dicom,
    "nifti": nifti,
    "compressed": compressed,
    "heat-map": heat_map,
    "reader-process": reader_process,
    "child-process": child_process,
    "training": training,
    "package": package,
    "serve": serve,
    "reports": reports,
    "window": window,
}


def _compare(folder: Path, write: Callable[..., Path]) -> str:
    import numpy as np

    from cli.self_test_reference import TOLERANCE, phantoms, read_reference
    from core.model.classifier import Classifier
    from core.readers import read_slices

    reference, origin = read_reference()
    classifier = Classifier.open()
    _require(classifier.package.title == reference.model, f"expected the model {reference.model}")
    worst = 0.0
    for number, (image, expected) in enumerate(zip(phantoms(), reference.probabilities, strict=True)):
        [read] = read_slices(write(folder / str(number), image.pixels))
        answer = classifier.predict(read, image.window).probabilities
        worst = max(worst, float(np.abs(answer - np.asarray(expected)).max()))
    _require(worst <= TOLERANCE, f"expected the probabilities of {origin} to {TOLERANCE}, off by {worst:.2g}")
    return f"{number + 1} phantoms, off by {worst:.1g} at most from {origin}"


def _require(condition: bool, otherwise: str) -> None:
    if not condition:
        raise FalxError(otherwise)

"""What is damaged: small files of every kind that Falx reads, drawn and written anew in each run."""

import bz2
import gzip
import io
import json
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import cv2
import numpy as np
from PIL import Image
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGBaseline8Bit,
    JPEGLSLossless,
    RLELossless,
)

from core.history.history import History
from core.image.phantom import head_phantom
from core.model.package import PACKAGE_FILE
from core.model.store import shipped_package
from core.records.record_file import RecordFile, RecordForm
from tests.core.history.test_history import record
from tests.core.phantom_medium import AXIAL, Drawn, write_medium
from tests.core.readers.conftest import dicom_dataset
from tests.core.readers.volumes import write_volume
from training.run_files import ORDER_FILE
from training.runs.order import TrainingOrder, write_order
from training.runs.request import TrainingRequest
from training.settings.config import TrainingConfig

CLASSES, MODEL = ("glioma", "meningioma", "notumor"), "falx 1.0"
_SIDE = 32


@dataclass(frozen=True)
class Seed:
    """A whole file.

    Attributes:
        target: what reads it, of `tests.fuzz.targets`.
        name: of the file.
        content: its bytes.
        beside: files that lie in the same folder, and stay whole.
    """

    target: str
    name: str
    content: bytes
    beside: tuple[tuple[str, bytes], ...] = ()


def draw_seeds(folder: Path) -> list[Seed]:
    """Draw all of them.

    Args:
        folder: an empty one to write to.
    """
    seeds = [*_pictures(), *_dicom(), *_volumes(folder / "volumes"), *_containers(folder / "medium")]
    return [*seeds, *_tables(), *_states(folder / "run"), *_package(), _history(folder / "history.sqlite3")]


def _pictures() -> Iterator[Seed]:
    grey = head_phantom(0, "glioma", size=_SIDE)
    colour = np.dstack([grey, np.roll(grey, 3), np.flip(grey)])
    for suffix in (".png", ".jpg", ".bmp", ".tif", ".webp", ".pgm", ".ppm", ".jp2"):
        pixels = colour if suffix in (".ppm", ".jpg", ".webp") else grey
        yield Seed("slices", f"a{suffix}", cv2.imencode(suffix, pixels)[1].tobytes())
    yield Seed("slices", "deep.png", cv2.imencode(".png", grey.astype(np.uint16) * 200)[1].tobytes())
    pages = [Image.fromarray(grey), Image.fromarray(np.roll(grey, 5))]
    for name, options in {
        "pages.tif": {"save_all": True, "append_images": pages[1:], "compression": "tiff_lzw"},
        "deflated.tif": {"compression": "tiff_adobe_deflate"},
        "packbits.tif": {"compression": "packbits"},
        "jpeg.tif": {"compression": "jpeg"},
        "moving.gif": {"save_all": True, "append_images": pages[1:]},
        "progressive.jpg": {"progressive": True},
    }.items():
        stream = io.BytesIO()
        pages[0].save(stream, Image.registered_extensions()[Path(name).suffix], **options)
        yield Seed("slices", name, stream.getvalue())
    yield Seed("slices", "a.pgm.gz", gzip.compress(cv2.imencode(".pgm", grey)[1].tobytes()))


def _dicom() -> Iterator[Seed]:
    grey = head_phantom(1, "meningioma", size=_SIDE)
    deep = grey.astype(np.uint16) * 17
    kinds = {
        "plain": (deep, None),
        "signed": (deep.astype(np.int16), None),
        "frames": (np.stack([grey, np.flip(grey)]), None),
        "colour": (np.dstack([grey] * 3), None),
        "implicit": (deep, ImplicitVRLittleEndian),
        "big": (deep.astype(">u2"), ExplicitVRBigEndian),
        "deflated": (deep, DeflatedExplicitVRLittleEndian),
        "rle": (deep, RLELossless),
        "jpeg": (grey, JPEGBaseline8Bit),
        "jpeg-ls": (deep, JPEGLSLossless),
        "jpeg-2000": (deep, JPEG2000Lossless),
    }
    for name, (pixels, syntax) in kinds.items():
        dataset = dicom_dataset(pixels)
        dataset.WindowCenter, dataset.WindowWidth, dataset.PixelSpacing = 400, 800, [1, 1]
        dataset.RescaleIntercept, dataset.RescaleSlope = -10, 2
        dataset.ImageOrientationPatient, dataset.ImagePositionPatient = [1, 0, 0, 0, 1, 0], [0, 0, 5]
        dataset.SeriesInstanceUID, dataset.StudyInstanceUID, dataset.InstanceNumber = "1.2.3", "1.2", 1
        if syntax == JPEGBaseline8Bit:
            from pydicom.encaps import encapsulate

            dataset.PixelData = encapsulate([cv2.imencode(".jpg", pixels)[1].tobytes()])
            dataset["PixelData"].is_undefined_length = True
        elif syntax in (RLELossless, JPEGLSLossless, JPEG2000Lossless):
            dataset.compress(syntax)
        if syntax:
            dataset.file_meta.TransferSyntaxUID = syntax
        stream = io.BytesIO()
        dataset.save_as(stream, enforce_file_format=True)
        for target in ("slices", "series") if name in ("plain", "implicit") else ("slices",):
            yield Seed(target, f"{name}.dcm", stream.getvalue())


def _volumes(folder: Path) -> Iterator[Seed]:
    folder.mkdir()
    volume = np.stack([head_phantom(seed, size=_SIDE) for seed in range(3)], axis=2)
    affine = np.diag([1.0, 1.0, 4.0, 1.0])
    for name, dtype in {
        "a.nii": np.int16,
        "b.nii.gz": np.float32,
        "c.hdr": np.int16,
        "d.mgh": np.float32,
        "e.mgz": np.uint8,
        "f.mha": np.uint8,
        "g.packed.mha": np.int16,
        "h.mhd": np.uint16,
        "i.nrrd": np.int16,
        "j.packed.nrrd": np.uint8,
    }.items():
        path = write_volume(folder, name, volume.astype(dtype), affine)
        beside = [other for other in folder.iterdir() if other.stem == path.stem and other != path]
        kept = tuple((other.name, other.read_bytes()) for other in beside)
        yield Seed("slices", path.name, path.read_bytes(), kept)
        for other in beside:
            whole = tuple(one for one in [*kept, (path.name, path.read_bytes())] if one[0] != other.name)
            yield Seed("pair", other.name, other.read_bytes(), whole)
    plain = (folder / "a.nii").read_bytes()
    yield Seed("slices", "k.nii.bz2", bz2.compress(plain))


def _containers(folder: Path) -> Iterator[Seed]:
    grey = cv2.imencode(".png", head_phantom(0, size=_SIDE))[1].tobytes()
    for name, kind in {"a.zip": zipfile.ZIP_DEFLATED, "stored.zip": zipfile.ZIP_STORED}.items():
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", kind) as archive:
            archive.writestr("in/a.png", grey)
            archive.writestr("in/b.png", grey[:200])
        yield Seed("series", name, stream.getvalue())
    write_medium(folder, (Drawn(4, "t1 axial", (AXIAL,), 2),))
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != "DICOMDIR"]
    beside = tuple((path.relative_to(folder).as_posix(), path.read_bytes()) for path in files)
    yield Seed("series", "DICOMDIR", (folder / "DICOMDIR").read_bytes(), beside)


def _tables() -> Iterator[Seed]:
    manifest = "path,class,source,group,split,fold,outline_xy\na.png,glioma,one,p1,Training,0,1 2 3 4 5 6\n"
    yield Seed("manifest", "data.csv", (manifest + 'b.png,notumor,"two, three",p2,Testing,1,\n').encode())
    records = [record(1), record(2, "notumor"), record(3, "meningioma", frame=2)]
    records[2] = replace(records[2], frame=0)
    for form in RecordForm:
        file = RecordFile(Path("a"), form, CLASSES, MODEL)
        yield Seed(form.name.lower(), f"records.{form.name.lower()}", file.header + file.format(records))


def _states(folder: Path) -> Iterator[Seed]:
    plan = {"started": datetime(2026, 1, 1).isoformat(), "paths": ["/a"], "model": None, "is_recursive": True}
    plan |= {"slices": "all", "heatmaps": None, "model_title": "", "level": 0.95, "folders": ["/a"]}
    state = {"done": 3, "total": 9, "is_finished": False, "verdicts": {"glioma": 2}}
    whole = json.dumps(plan, indent=1).encode(), json.dumps(state, indent=1).encode()
    yield Seed("batch", "request.json", whole[0], (("state.json", whole[1]),))
    yield Seed("batch", "state.json", whole[1], (("request.json", whole[0]),))
    recipe = Path(__file__).resolve().parents[2] / "training" / "recipes" / "guided.toml"
    yield Seed("recipe", "config.toml", recipe.read_bytes())
    folder.mkdir()
    write_order(
        TrainingOrder(
            TrainingRequest(Path("a.csv"), folder, TrainingConfig(), None), folds=3, is_yielding=True, threads=2
        )
    )
    yield Seed("order", ORDER_FILE, (folder / ORDER_FILE).read_bytes())


def _package() -> Iterator[Seed]:
    package = shipped_package()
    about = (package / PACKAGE_FILE).read_bytes()
    yield Seed("package", PACKAGE_FILE, about)
    yield Seed("arrays", "head.npz", (package / "head.npz").read_bytes())
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"package/{PACKAGE_FILE}", about)
        archive.writestr("package/MODEL_CARD.md", (package / "MODEL_CARD.md").read_bytes())
    yield Seed("install", "a.falxmodel", stream.getvalue())


def _history(path: Path) -> Seed:
    with History(path) as history:
        history.keep([record(1), record(2, "notumor")], "2026-01-31T12:00:00Z")
    content = path.read_bytes()
    shutil.rmtree(path, ignore_errors=True)
    return Seed("history", "history.sqlite3", content)

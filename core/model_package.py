"""The model package: a folder, or a zip of it, that holds all that inference needs. Reading one runs nothing in it."""

import hashlib
import io
import json
import math
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from core.errors import InvalidPackageError
from core.files import replacing
from core.geometry import FeatureGeometry
from core.heatmap import DenseHead
from core.novelty import NoveltyModel
from core.package_faults import RENEW, matching_falx, reason_unreadable
from core.preprocessing import Framing
from core.product import MODEL_SUFFIX

FORMAT = 1
PACKAGE_FILE, NETWORK_FILE, WEIGHTS_FILE = "package.json", "classifier.tflite", "weights.npz"
HEAD_FILE, SELF_CHECK_FILE, CARD_FILE = "head.npz", "self_check.npz", "MODEL_CARD.md"
LEAST_OUTPUTS = ("features", "pooled", "logits")
# Of the network: a map of where a tumour is, and what novelty is measured on instead of the pooled features.
EVIDENCE, CONTEXT = "evidence", "context"
LISTED_FILES = (NETWORK_FILE, WEIGHTS_FILE, HEAD_FILE, SELF_CHECK_FILE, CARD_FILE)

# Arrays of the novelty that a package has all of or none.
NOVELTY_EXTRAS = ("centre", "scale", "weights")

# No file of a package comes near this; a zip that claims more is a bomb.
_LARGEST_FILE = 200_000_000

# What reading arrays or a zip raises where the bytes are not what they should be; an encrypted zip: RuntimeError.
_DAMAGE = (ValueError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, MemoryError)


@dataclass(frozen=True, slots=True, eq=False)
class ModelPackage:
    """What a package says of itself.

    Attributes:
        path: of the folder or zip.
        name: of the model.
        version: of the model.
        classes: their names, in the order of the network's outputs.
        input_size: side of the network's square input, in pixels.
        architecture: as `networks.build` knows it.
        framing: what of a picture the network sees.
        outputs: the names of what the network gives: `features`, `pooled` and `logits` at least.
        geometry: of the feature maps in the input.
        temperature: that the logits are divided by.
        conformal_coverage: how often a prediction set shall hold the true class.
        conformal_threshold: least probability of a member of the prediction set.
        head: the dense layers behind the feature maps.
        novelty: what the features of the training data look like.
        training: where the weights come from, as the package states it.
        metrics: figures of the recipe by protocol, as the package states them.
        checksums: SHA-256 of each file.
    """

    path: Path
    name: str
    version: str
    classes: tuple[str, ...]
    input_size: int
    architecture: str
    framing: Framing
    outputs: tuple[str, ...]
    geometry: FeatureGeometry
    temperature: float
    conformal_coverage: float
    conformal_threshold: float
    head: DenseHead
    novelty: NoveltyModel
    training: Mapping[str, Any]
    metrics: Mapping[str, Any]
    checksums: Mapping[str, str]

    @property
    def title(self) -> str:
        """Name and version, as records state it."""
        return f"{self.name} {self.version}"

    @property
    def has_evidence(self) -> bool:
        """Whether the network marks cell by cell where a tumour is."""
        return EVIDENCE in self.outputs

    @classmethod
    def open(cls, path: Path) -> Self:
        """Read a package and check its form.

        Args:
            path: of the folder or zip.

        Raises:
            InvalidPackageError: if it is damaged, tampered with, or of another format.
        """
        files = _Files(path)
        try:
            about = json.loads(files.read(PACKAGE_FILE))
            if about["format"] != FORMAT:
                raise InvalidPackageError(
                    f"{path.name}: expected package format {FORMAT}, got {about['format']}; "
                    f"{matching_falx(about['format'], FORMAT)}"
                )
            if about["preprocessing"]["version"] not in tuple(Framing):
                raise InvalidPackageError(
                    f"{path.name}: expected preprocessing version {' or '.join(map(str, map(int, Framing)))}, "
                    f"got {about['preprocessing']['version']}; "
                    f"{matching_falx(about['preprocessing']['version'], max(Framing))}"
                )
            if about != sealed(about):
                raise InvalidPackageError(f"{path.name}: {PACKAGE_FILE} is not the file it was made with; {RENEW}")
            checksums = dict(about["files"])
            arrays = _arrays(_checked(path, files, checksums, HEAD_FILE))
            _require_sound(about, arrays)
            return cls(
                path=path,
                name=str(about["name"]),
                version=str(about["version"]),
                classes=tuple(map(str, about["classes"])),
                input_size=int(about["preprocessing"]["size"]),
                architecture=str(about["architecture"]),
                framing=Framing(about["preprocessing"]["version"]),
                outputs=tuple(map(str, about.get("outputs", LEAST_OUTPUTS))),
                geometry=FeatureGeometry(**about["geometry"]),
                temperature=float(about["temperature"]),
                conformal_coverage=float(about["conformal"]["coverage"]),
                conformal_threshold=float(about["conformal"]["threshold"]),
                head=DenseHead(**{name: arrays[name] for name in ("w1", "b1", "w2", "b2")}),
                novelty=NoveltyModel(
                    **{name: arrays[name] for name in ("means", "directions", "variances")},
                    rest_variance=float(about["novelty"]["rest_variance"]),
                    limit=float(about["novelty"]["limit"]),
                    centre=arrays.get("centre"),
                    scale=arrays.get("scale"),
                    weights=arrays.get("weights"),
                    bias=float(about["novelty"].get("bias", 0.0)),
                ),
                training=about["training"],
                metrics=about["metrics"],
                checksums=checksums,
            )
        except (*_DAMAGE, KeyError, TypeError, AttributeError) as error:
            raise InvalidPackageError(
                f"{path.name}: expected a model package, got one that cannot be understood ({error}); {RENEW}"
            ) from error

    def about(self) -> bytes:
        """Read `package.json` as it stands."""
        return _Files(self.path).read(PACKAGE_FILE)

    def read(self, name: str) -> bytes:
        """Read one of the package's files.

        Raises:
            InvalidPackageError: if it is missing or is not the file that the package was made with.
        """
        return _checked(self.path, _Files(self.path), self.checksums, name)

    def read_arrays(self, name: str) -> dict[str, npt.NDArray[Any]]:
        """Read one of the package's `.npz` files, never unpickling.

        Raises:
            InvalidPackageError: if it is missing, changed or damaged.
        """
        try:
            return _arrays(self.read(name))
        except _DAMAGE as error:
            raise InvalidPackageError(f"{self.path.name}: {name} is damaged; {RENEW}") from error

    def verify_files(self) -> None:
        """Compare every file with its checksum.

        Raises:
            InvalidPackageError: naming the file that is missing or changed.
        """
        for name in LISTED_FILES:
            self.read(name)


def looks_like_package(path: Path) -> bool:
    """Tell by its name whether a path may be a package rather than another file: a folder or a zip of it."""
    return path.is_dir() or path.suffix.lower() in (".zip", MODEL_SUFFIX)


def write_about(folder: Path, about: Mapping[str, Any]) -> None:
    """Write `package.json` of a package in the making, with the checksums of its files as they are now."""
    checksums = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in LISTED_FILES}
    with replacing(folder / PACKAGE_FILE) as temporary:
        temporary.write_text(json.dumps(sealed({**about, "files": checksums}), indent=1) + "\n", "utf-8")


def sealed(about: Mapping[str, Any]) -> dict[str, Any]:
    """Give the contents of `package.json` with the checksum of all the rest of it, so that damage to it is found."""
    rest = {key: value for key, value in about.items() if key != "checksum"}
    text = json.dumps(rest, sort_keys=True, separators=(",", ":"))
    return {**rest, "checksum": hashlib.sha256(text.encode()).hexdigest()}


def _require_sound(about: Mapping[str, Any], arrays: Mapping[str, npt.NDArray[Any]]) -> None:
    classes, conformal, geometry = about["classes"], about["conformal"], about["geometry"]
    channels, units = arrays["w1"].shape
    outputs = about.get("outputs", LEAST_OUTPUTS)
    seen = arrays["means"].shape[1] if CONTEXT in outputs else channels
    shapes = {
        "w1": (channels, units),
        "b1": (units,),
        "w2": (units, len(classes)),
        "b2": (len(classes),),
        "means": (len(arrays["means"]), seen),
        "directions": (len(arrays["variances"]), seen),
        "variances": (len(arrays["variances"]),),
    }
    if any(name in arrays for name in NOVELTY_EXTRAS):
        shapes |= dict.fromkeys(NOVELTY_EXTRAS, (seen,))
    checks = {
        "known outputs": {*LEAST_OUTPUTS} <= {*outputs} <= {*LEAST_OUTPUTS, EVIDENCE, CONTEXT},
        "2 to 20 different classes": 2 <= len(set(classes)) == len(classes) <= 20,
        "a temperature above 0": float(about["temperature"]) > 0,
        "a conformal threshold of 0 to 1": 0 <= float(conformal["threshold"]) <= 1,
        "a coverage of 0 to 1": 0 < float(conformal["coverage"]) < 1,
        "a novelty limit above 0": float(about["novelty"]["limit"]) > 0,
        "a rest variance above 0": float(about["novelty"]["rest_variance"]) > 0,
        "a finite novelty bias": math.isfinite(float(about["novelty"].get("bias", 0.0))),
        "scales above 0": "scale" not in arrays or bool((arrays["scale"] > 0).all()),
        "feature cells with a stride": min(geometry["cells"], geometry["stride"]) > 0,
        f"arrays in {HEAD_FILE} that fit the classes": all(arrays[name].shape == shapes[name] for name in shapes),
        f"float32 arrays in {HEAD_FILE}": all(arrays[name].dtype == np.float32 for name in shapes),
    }
    for expected, is_met in checks.items():
        if not is_met:
            raise ValueError(f"expected {expected} in {PACKAGE_FILE}")


class _Files:
    """The files of a package, from a folder or a zip alike."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self, name: str) -> bytes:
        try:
            if self._path.is_dir():
                return (self._path / name).read_bytes()
            with zipfile.ZipFile(self._path) as archive:
                member = next((m for m in archive.namelist() if m == name or m.endswith(f"/{name}")), name)
                if archive.getinfo(member).file_size > _LARGEST_FILE:
                    raise InvalidPackageError(f"{self._path.name}: {name} is larger than a package's file can be")
                return archive.read(member)
        except (OSError, KeyError, *_DAMAGE) as error:
            raise InvalidPackageError(f"{self._path.name}: {reason_unreadable(self._path, name, error)}") from error


def _checked(path: Path, files: _Files, checksums: Mapping[str, str], name: str) -> bytes:
    content = files.read(name)
    if hashlib.sha256(content).hexdigest() != checksums.get(name):
        raise InvalidPackageError(f"{path.name}: {name} is not the file it was made with; {RENEW}")
    return content


def _arrays(content: bytes) -> dict[str, npt.NDArray[Any]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(member.file_size for member in archive.infolist()) > _LARGEST_FILE:
            raise ValueError("arrays larger than a package's can be")
    with np.load(io.BytesIO(content), allow_pickle=False) as stored:
        return {name: stored[name] for name in stored.files}

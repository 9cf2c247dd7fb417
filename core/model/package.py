"""The model package: a folder, or a zip of it, that holds all that inference needs. Reading one runs nothing in it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from core.errors import InvalidPackageError, UnknownLevelError
from core.files import replacing
from core.model.calibration import softmax
from core.model.confidence_levels import format_level, format_levels, is_same_level, nearest_level
from core.model.conformal import DecisionRule, OneThresholdRule
from core.model.dense_head import DenseHead
from core.model.geometry import FeatureGeometry
from core.model.novelty import NoveltyModel
from core.model.package_format.arrays import NOVELTY_EXTRAS as NOVELTY_EXTRAS
from core.model.package_format.arrays import (
    UnsoundArrayError,
    read_arrays,
    require_head,
    require_self_check,
    require_weights,
)
from core.model.package_format.description import CONTEXT as CONTEXT
from core.model.package_format.description import EVIDENCE as EVIDENCE
from core.model.package_format.description import parse_description
from core.model.package_format.faults import RENEW
from core.model.package_format.files import read_file
from core.model.package_format.values import UnsoundValueError, read_json
from core.model.package_format.version import known_framing
from core.model.preprocessing import Framing
from core.program.product import MODEL_SUFFIX
from core.program.wording import shown_name

PACKAGE_FILE, NETWORK_FILE, WEIGHTS_FILE = "package.json", "classifier.tflite", "weights.npz"
HEAD_FILE, SELF_CHECK_FILE, CARD_FILE = "head.npz", "self_check.npz", "MODEL_CARD.md"
LISTED_FILES = (NETWORK_FILE, WEIGHTS_FILE, HEAD_FILE, SELF_CHECK_FILE, CARD_FILE)


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
        framing: which part of a picture the network sees.
        outputs: the names of the network's outputs: `features`, `pooled` and `logits` at least.
        geometry: of the feature maps in the input.
        biases: (C,) float32 added to the logits.
        temperature: that the sums are then divided by.
        rule: which classes are plausible at which level.
        calibration: what the rule was derived from, as the package states it; empty in format 1.
        kind_contrasts: the weightings that each kind of tumour was learnt on, where that is known.
        study_called_from: the least probability of a tumour with which a study is called, in (0, 1].
        head: the dense layers behind the feature maps.
        novelty: what the features of the training data look like.
        training: where the weights come from, as the package states it.
        metrics: figures of the recipe by protocol, as the package states them.
        studies_measured: how often its verdicts on whole studies were right, as `bench.studies` counts it; empty where
            that was not measured.
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
    biases: npt.NDArray[np.float32]
    temperature: float
    rule: DecisionRule
    calibration: Mapping[str, Any]
    kind_contrasts: Mapping[str, tuple[str, ...]]
    study_called_from: float
    head: DenseHead
    novelty: NoveltyModel
    training: Mapping[str, Any]
    metrics: Mapping[str, Any]
    studies_measured: Mapping[str, Any]
    checksums: Mapping[str, str]

    @property
    def title(self) -> str:
        """Name and version, as records state it."""
        return f"{self.name} {self.version}"

    @property
    def levels(self) -> tuple[float, ...]:
        """The levels that its verdicts can be asked for, ascending."""
        return self.rule.levels

    @property
    def earlier_level(self) -> float | None:
        """The level of records that do not state one: of format 1, which knows only one; None of others."""
        return self.rule.level if isinstance(self.rule, OneThresholdRule) else None

    def level(self, wanted: float | None = None) -> float:
        """Return the level of the verdicts.

        Args:
            wanted: one of `levels`; by default 95 %, or the nearest that there is.

        Raises:
            UnknownLevelError: if that is not among them.
        """
        if wanted is None:
            return nearest_level(self.levels)
        known = next((level for level in self.levels if is_same_level(level, wanted)), None)
        if known is None:
            raise UnknownLevelError(
                subject=self.title,
                expected=f"a level of {format_levels(self.levels)}, which its calibration images can promise",
                got=format_level(wanted),
            )
        return known

    @property
    def has_evidence(self) -> bool:
        """Whether the network marks cell by cell where a tumour is."""
        return EVIDENCE in self.outputs

    @property
    def output_shapes(self) -> dict[str, tuple[int, ...]]:
        """The shapes of the network's outputs, by their names; no two are alike."""
        cells, channels = self.geometry.cells, self.head.w1.shape[0]
        shapes = {
            "features": (1, cells, cells, channels),
            "pooled": (1, channels),
            "logits": (1, len(self.classes)),
            EVIDENCE: (1, cells, cells, 1),
            CONTEXT: (1, self.novelty.means.shape[1]),
        }
        return {name: shapes[name] for name in self.outputs}

    def probabilities(self, logits: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """Turn logits (..., C) of the network into calibrated probabilities of the same shape, float32 in [0, 1]."""
        return softmax(logits + self.biases, self.temperature)

    def is_kind_open(self, contrast: str | None) -> bool:
        """Return whether kinds of tumours cannot be distinguished in a picture of this weighting.

        That is if one of them was learnt on other weightings alone: then brightness would give the kind away.
        """
        return contrast is not None and any(contrast not in learnt for learnt in self.kind_contrasts.values())

    def plausible(
        self, probabilities: npt.NDArray[np.float32], level: float, is_kind_open: bool = False
    ) -> tuple[str, ...]:
        """List the classes that are plausible, most probable first.

        Args:
            probabilities: (C,) calibrated.
            level: one of `levels`.
            is_kind_open: whether kinds of tumours cannot be distinguished in the picture.
        """
        return tuple(self.classes[index] for index in self.rule.plausible(probabilities, level, is_kind_open))

    @classmethod
    def open(cls, path: Path) -> Self:
        """Read a package and check its form.

        Args:
            path: of the folder or zip.

        Raises:
            InvalidPackageError: if it is damaged, tampered with, or of another format.
        """
        try:
            about = read_json(read_file(path, PACKAGE_FILE, PACKAGE_FILE))
            framing = known_framing(path, about)
            if about != with_own_checksum(about):
                raise InvalidPackageError(
                    f"{PACKAGE_FILE} has changed since the package was made", subject=path, advice=RENEW
                )
            said = parse_description(about, LISTED_FILES)
        except UnsoundValueError as fault:
            raise _unsound(path, PACKAGE_FILE, fault) from fault
        try:
            arrays = read_arrays(_checked(path, said.checksums, HEAD_FILE))
            require_head(arrays, len(said.classes), CONTEXT in said.outputs)
        except UnsoundArrayError as fault:
            raise _unsound(path, HEAD_FILE, fault) from fault
        return cls(
            path=path,
            name=said.name,
            version=said.version,
            classes=said.classes,
            input_size=said.input_size,
            architecture=said.architecture,
            framing=framing,
            outputs=said.outputs,
            geometry=said.geometry,
            biases=np.array(said.biases, np.float32),
            temperature=said.temperature,
            rule=said.rule,
            calibration=said.calibration,
            kind_contrasts=said.kind_contrasts,
            study_called_from=said.study_called_from,
            head=DenseHead(**{name: arrays[name] for name in ("w1", "b1", "w2", "b2")}),
            novelty=NoveltyModel(
                **{name: arrays[name] for name in ("means", "directions", "variances")},
                rest_variance=said.rest_variance,
                limit=said.novelty_limit,
                centre=arrays.get("centre"),
                scale=arrays.get("scale"),
                weights=arrays.get("weights"),
                bias=said.novelty_bias,
                foreign_limit=said.foreign_limit,
            ),
            training=said.training,
            metrics=said.metrics,
            studies_measured=said.studies_measured,
            checksums=said.checksums,
        )

    def about(self) -> bytes:
        """Read `package.json` as it is."""
        return read_file(self.path, PACKAGE_FILE, PACKAGE_FILE)

    def read(self, name: str) -> bytes:
        """Read one of the package's files.

        Raises:
            InvalidPackageError: if it is missing or is not the file that the package was made with.
        """
        return _checked(self.path, self.checksums, name)

    def read_arrays(self, name: str) -> dict[str, npt.NDArray[Any]]:
        """Read one of the package's `.npz` files, never unpickling.

        Raises:
            InvalidPackageError: if it is missing or changed, or holds other arrays than it should.
        """
        try:
            arrays = read_arrays(self.read(name))
            if name == SELF_CHECK_FILE:
                require_self_check(arrays, len(self.classes))
            elif name == WEIGHTS_FILE:
                require_weights(arrays)
        except UnsoundArrayError as fault:
            raise _unsound(self.path, name, fault) from fault
        return arrays

    def verify_files(self) -> None:
        """Compare every file with its checksum, and check the arrays in those that hold any.

        Raises:
            InvalidPackageError: naming the file that is missing, changed or unsound.
        """
        for name in LISTED_FILES:
            if name in (WEIGHTS_FILE, SELF_CHECK_FILE):
                self.read_arrays(name)
            else:
                self.read(name)


def looks_like_package(path: Path) -> bool:
    """Return whether a path may be a package, by its name: a folder or a zip of it."""
    return path.is_dir() or path.suffix.lower() in (".zip", MODEL_SUFFIX)


def write_about(folder: Path, about: Mapping[str, Any]) -> None:
    """Write `package.json` of a package in the making, with the checksums of its files as they are now."""
    checksums = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in LISTED_FILES}
    with replacing(folder / PACKAGE_FILE) as temporary:
        temporary.write_text(json.dumps(with_own_checksum({**about, "files": checksums}), indent=1) + "\n", "utf-8")


def with_own_checksum(about: Mapping[str, Any]) -> dict[str, Any]:
    """Return the contents of `package.json` with the checksum of all the rest of it, so that damage is detected."""
    rest = {key: value for key, value in about.items() if key != "checksum"}
    text = json.dumps(rest, sort_keys=True, separators=(",", ":"))
    return {**rest, "checksum": hashlib.sha256(text.encode()).hexdigest()}


def _unsound(path: Path, name: str, fault: ValueError) -> InvalidPackageError:
    return InvalidPackageError(str(fault), subject=f"{shown_name(path)}: {name}", advice=RENEW)


def _checked(path: Path, checksums: Mapping[str, str], name: str) -> bytes:
    content = read_file(path, name, PACKAGE_FILE)
    if hashlib.sha256(content).hexdigest() != checksums.get(name):
        raise InvalidPackageError(f"{name} has changed since the package was made", subject=path, advice=RENEW)
    return content

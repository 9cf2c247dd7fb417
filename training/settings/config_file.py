"""Read, change and write the settings of a training, as TOML or plain values."""

import dataclasses
import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.errors import InvalidConfigError
from core.regular_file import read_regular
from training.settings.config import AugmentationConfig, CounterfactualConfig, DrawnConfig, TrainingConfig

_TABLES = {"augmentation": AugmentationConfig, "counterfactual": CounterfactualConfig, "drawn": DrawnConfig}
# Settings that came after Falx 2.0, those of a table before the table. They are written only if they differ from the
# default, so that the settings of an earlier run are read, and fingerprinted, as they were.
_LATER = (
    *("drawn.gliomas", "drawn.lesions"),
    *("smooths_real", "augmentation.spectrum_share", "augmentation.spectrum_strength", "drawn"),
    *("first_size", "growing_share", "averaged_epochs", "mirror_agreement"),
    *("distillation_weight", "distillation_temperature", "fits_biases"),
)

_KINDS = {bool: "true or false", int: "a whole number", float: "a number", str: "a text in quotes"}


def read_config(path: Path) -> TrainingConfig:
    """Read settings from TOML; those that are not named keep their default.

    Raises:
        InvalidConfigError: naming the file and the setting that is unknown or of the wrong type.
    """
    try:
        values = tomllib.loads(read_regular(path).decode("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        reason = "no text in UTF-8" if isinstance(error, UnicodeDecodeError) else reason
        raise InvalidConfigError(
            subject=path.name, expected="a TOML file with training settings", got=f"one that cannot be read: {reason}"
        ) from error
    try:
        return config_of(values)
    except InvalidConfigError as error:
        raise InvalidConfigError(str(error), subject=path.name) from error


def config_of(values: Mapping[str, Any]) -> TrainingConfig:
    """Make settings of plain values, as TOML or a package's `package.json` state them.

    Raises:
        InvalidConfigError: naming the setting that is unknown or of the wrong type.
    """
    tables: dict[str, Any] = {}
    for name, kind in _TABLES.items():
        table = values.get(name, {})
        if not isinstance(table, dict):
            raise InvalidConfigError(subject=name, expected="a table", got=repr(table))
        tables[name] = _checked(kind, table, f"{name}.")
    config: TrainingConfig = _checked(TrainingConfig, {**values, **tables}, "")
    return config


def _checked(kind: type[Any], values: dict[str, Any], prefix: str) -> Any:
    known = {f.name: f.type for f in dataclasses.fields(kind)}
    accepted: dict[str, Any] = {}
    for name, value in values.items():
        if name not in known:
            raise InvalidConfigError(
                "unknown setting", subject=f"{prefix}{name}", advice=f"use one of {', '.join(known)}"
            )
        wanted = known[name]
        if wanted is float and type(value) is int:
            value = float(value)
        if isinstance(wanted, type) and type(value) is not wanted:
            raise InvalidConfigError(subject=f"{prefix}{name}", expected=_KINDS[wanted], got=repr(value))
        accepted[name] = value
    return kind(**accepted)


def changed(config: TrainingConfig, changes: Mapping[str, Any]) -> TrainingConfig:
    """Change settings by name, those of a table as in `augmentation.flip`.

    Raises:
        InvalidConfigError: if the result cannot be trained with.
    """
    values: dict[str, Any] = {name: value for name, value in changes.items() if "." not in name}
    for table in _TABLES:
        inner = {name.partition(".")[2]: value for name, value in changes.items() if name.startswith(f"{table}.")}
        values |= {table: dataclasses.replace(getattr(config, table), **inner)} if inner else {}
    return dataclasses.replace(config, **values)


def format_config(config: TrainingConfig) -> str:
    """Write settings as TOML that `read_config` reads back to the same."""
    values, usual = dataclasses.asdict(config), dataclasses.asdict(TrainingConfig())
    for name in _LATER:
        table, _, setting = name.rpartition(".")
        inner, default = (values[table], usual[table]) if table else (values, usual)
        if inner[setting] == default[setting]:
            # The table is compared without it.
            del inner[setting], default[setting]
    tables = {name: values.pop(name) for name in _TABLES if name in values}
    lines = [f"{name} = {json.dumps(value)}" for name, value in values.items()]
    for title, settings in tables.items():
        lines += ["", f"[{title}]"] + [f"{name} = {json.dumps(value)}" for name, value in settings.items()]
    return "\n".join(lines) + "\n"

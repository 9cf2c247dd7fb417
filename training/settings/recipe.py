"""Recipes: tried settings that come with Falx, by name."""

from importlib import resources
from pathlib import Path

from core.errors import InvalidConfigError
from training.settings.config import TrainingConfig
from training.settings.config_file import read_config

_SUFFIX = ".toml"


def recipe_names() -> list[str]:
    """List the recipes that are installed."""
    return sorted(path.stem for path in _folder().glob(f"*{_SUFFIX}"))


def read_recipe(choice: str) -> TrainingConfig:
    """Read settings from a TOML file, or from a recipe by its name, such as "guided".

    Raises:
        InvalidConfigError: if there is neither, or the file cannot be used.
    """
    path = Path(choice)
    if path.is_file():
        return read_config(path)
    name = choice.removesuffix(_SUFFIX)
    if name in recipe_names():
        return read_config(_folder() / f"{name}{_SUFFIX}")
    if path.exists():
        return read_config(path)
    raise InvalidConfigError(
        subject=choice,
        expected="a TOML file or a recipe",
        found="neither",
        advice=f"the recipes are: {', '.join(recipe_names()) or 'none'}",
    )


def _folder() -> Path:
    return Path(str(resources.files("training"))) / "recipes"

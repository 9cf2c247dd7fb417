"""Whether this computer can train: TensorFlow and what measures a model come with the full installation alone."""

import importlib.util

HOW_TO_GET = (
    "Training needs the full installation of Falx, which brings TensorFlow (about 1 GB). In the environment that Falx "
    'runs in: pip install "falx[training]", then start Falx again.'
)

_NEEDED = {"tensorflow": "TensorFlow", "sklearn": "scikit-learn", "matplotlib": "Matplotlib"}


def missing_parts() -> tuple[str, ...]:
    """Name what is not installed, without importing any of it."""
    return tuple(title for module, title in _NEEDED.items() if importlib.util.find_spec(module) is None)

"""What the tests of the readers share."""

from pathlib import Path

import nibabel
import numpy as np
import pydicom
import pytest


@pytest.fixture(scope="session")
def pydicom_files() -> Path:
    """Folder of the files that lie in pydicom's package; its own look-ups would download the others."""
    return Path(pydicom.__file__).parent / "data"


@pytest.fixture(scope="session")
def nibabel_files() -> Path:
    """Folder of nibabel's package, its test data within."""
    return Path(nibabel.__file__).parent


@pytest.fixture
def picture() -> np.ndarray:
    """(24, 40) uint8 in which no two turns or flips look alike."""
    rows, columns = np.mgrid[:24, :40]
    return (rows * 3 + columns * 4).astype(np.uint8)

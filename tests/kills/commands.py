"""The commands that are killed: how each begins, how it is run again, and how often it is drawn."""

import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# Words of a command line, in which IN and OUT stand for the folders that it reads and writes.
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Command:
    """A command.

    Attributes:
        name: in the table.
        weight: how often it is drawn, next to the others.
        first: what is killed.
        again: what is run after that; the same by default.
        before: what is run before that, undisturbed, in this order.
        statuses: how the second run may end.
        grows: whether its files are written bit by bit, so that after a kill they may be the beginning of the whole.
    """

    name: str
    weight: int
    first: Words
    again: Words = ()
    before: tuple[Words, ...] = ()
    statuses: tuple[int, ...] = (0,)
    grows: bool = False


def argv(words: Words, place: Path) -> list[str]:
    """Return the command line of some words for a place, as `tests.kills.trial.Place` lays it out."""
    values = {"IN": str(place / "in"), "OUT": str(place / "try" / "out")}
    said = [word.replace("IN/", f"{values['IN']}/").replace("OUT/", f"{values['OUT']}/") for word in words]
    return [sys.executable, "-m", "tests.kills.work", *said]


def _classify(*words: str) -> Words:
    return ("falx", "classify", *words)


_PICTURES = _classify("IN/pictures", "--csv", "OUT/a.csv", "--heatmaps", "OUT/maps")
_STUDIES = _classify(
    *("IN/studies", "IN/pictures", "--jsonl", "OUT/a.jsonl", "--csv", "OUT/a.csv", "--studies", "OUT/studies.jsonl"),
    *("--heatmaps", "OUT/maps"),
)
_PEAKS = _classify("IN/studies", "--csv", "OUT/a.csv", "--studies", "OUT/studies.csv", "--slices", "peak")
_TRAIN = (
    *("falx", "train", "IN/heads", "--out", "OUT/run", "--config", "IN/tiny.toml", "--weights", "none"),
    *("--name", "tiny"),
)
_INSTALL = ("falx", "models", "install", "IN/model.falxmodel")
_INSTALL_OTHER = ("falx", "models", "install", "IN/other.falxmodel")
_KEEP = ("keep-history",)

# A picture is damaged: their status is 1.
COMMANDS = (
    Command("classify-csv", 5, _PICTURES, (*_PICTURES, "--resume"), statuses=(1,), grows=True),
    Command("classify-studies", 5, _STUDIES, (*_STUDIES, "--resume"), statuses=(1,), grows=True),
    Command("classify-peak", 3, _PEAKS, (*_PEAKS, "--resume"), grows=True),
    Command("window-batch", 5, ("batch", "IN/pictures", "OUT/maps"), grows=True),
    Command("models-install", 3, _INSTALL),
    Command("models-replace", 3, _INSTALL_OTHER, before=(_INSTALL,)),
    # Removed before the kill, it is not there to be removed again.
    Command("models-remove", 3, ("falx", "models", "remove", "mine"), before=(_INSTALL,), statuses=(0, 1)),
    Command("models-export", 2, ("falx", "models", "export", "falx-mobilenetv2", "OUT/a.falxmodel")),
    Command("history-keep", 4, _KEEP, grows=True),
    Command("history-delete", 2, ("falx", "history", "delete", "--all"), before=(_KEEP,)),
    Command("history-export", 2, ("falx", "history", "export", "OUT/a.csv"), before=(_KEEP,)),
    Command("report-pdf", 3, ("falx", "report", "IN/studies/series 4", "--out", "OUT/a.pdf")),
    Command("report-html", 2, ("falx", "report", "IN/studies/series 4", "--out", "OUT/a.html")),
    Command("report-dicom", 2, ("falx", "report", "IN/studies/series 4", "--out", "OUT/a.dcm")),
    Command("explain-png", 2, ("falx", "explain", "IN/studies/series 4", "--out", "OUT/a.png")),
    Command("explain-dicom", 2, ("falx", "explain", "IN/studies/series 4", "--out", "OUT/a.dcm")),
    # TensorFlow takes long to start.
    Command("train", 2, _TRAIN, (*_TRAIN, "--resume"), grows=True),
)

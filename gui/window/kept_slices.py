"""Which slices the history knows, and by what: the user's own files, each slice counted within its file."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from core.history.entry import SliceKey
from core.program.translation import tr

if TYPE_CHECKING:
    from core.image.slice import Slice
    from core.records.record import Record
    from gui.work.answers import Answer


class KeptSlices:
    """Distinguishes the files of the user from samples and pasted pictures, which are not kept."""

    def __init__(self, is_pasted: Callable[[Path], bool]) -> None:
        """Ask the window what was pasted.

        Args:
            is_pasted: says whether a file is that of a pasted picture, which is gone with the window.
        """
        self._is_pasted = is_pasted

    def lack_of(self, image: "Slice") -> str:
        """Return in words why nothing on a slice is kept; "" where it is."""
        # Not needed for the first paint.
        from core.image.sample_files import is_sample

        if is_sample(image.source):
            return tr("Opinions on synthetic samples are not kept.")
        if self._is_pasted(image.source):
            return tr("Save the pasted picture as a file to keep an opinion on it.")
        return "" if image.input_sha256 else tr("This picture cannot be found again, so no opinion on it is kept.")

    def place_of(self, image: "Slice", stack: "Sequence[Slice]") -> SliceKey:
        """Return where a slice of a stack is kept."""
        # Not needed for the first paint.
        from core.image.file_frames import frame_in_file

        return SliceKey(image.input_sha256 or "", frame_in_file(image, stack))

    def record_of(self, answer: "Answer", level: float, stack: "Sequence[Slice]") -> "Record":
        """Make the record of an answer at a level."""
        from core.image.file_frames import frame_in_file
        from core.records.record import predicted

        image = answer.image
        record = predicted(str(image.source.absolute()), image, answer.at_level(level), answer.facts.title)
        return replace(record, frame=frame_in_file(image, stack))

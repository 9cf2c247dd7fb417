"""Report of the files that a command wrote: which of them replaced an earlier one."""

from collections.abc import Iterable
from pathlib import Path

from cli.printing import tell


class Written:
    """Remembers which files there were before the work, to tell afterwards which of them were replaced."""

    def __init__(self, targets: Iterable[Path | None]) -> None:
        """Look which files exist.

        Args:
            targets: files to be written; None is skipped.
        """
        self._earlier = {target for target in targets if target and _exists(target)}

    def tell(self, target: Path, what: str = "") -> None:
        """Print that a file was written, or that it replaced an earlier one of the same name.

        Args:
            target: the file.
            what: words on its content, for the end of the line.
        """
        tell(f"{'Replaced' if target in self._earlier else 'Wrote'} {target}{f': {what}' if what else ''}")


def _exists(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        # The system refuses the name; writing then states why.
        return False

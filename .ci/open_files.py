"""Open the window on what FILES names, as `make run` does; on the samples where it names nothing.

FILES is one path, blanks and all, or several: those with blanks in quotes, or with a backslash before each blank.
A pattern such as `scans/*.dcm` stands for the files that fit.
"""

import glob
import os
import shlex
import sys
from pathlib import Path

# Make runs in the folder that holds it.
SAMPLES = "resources/samples/*.png"


def split(text: str) -> list[str]:
    """Tell the paths in a text.

    Raises:
        ValueError: if a quote is not closed, or there is nothing at one of the paths.
    """
    if os.path.lexists(text):
        return [text]
    words, paths = shlex.split(text), []
    while words:
        # Blanks that nobody has quoted: the longest run of words that there is a file for.
        for count in range(len(words), 0, -1):
            path = os.path.expanduser(" ".join(words[:count]))  # noqa: PTH111 - "~nobody" raises nothing
            if found := [path] if os.path.lexists(path) else sorted(glob.glob(path)):  # noqa: PTH207 - takes any text
                break
        else:
            raise ValueError(f"there is nothing at {words[0]}")
        paths += found
        del words[:count]
    return paths


def main() -> None:
    """Start Falx in place of this process; end with 2 where FILES cannot be read."""
    try:
        paths = split(os.environ.get("FILES", "").strip()) or sorted(glob.glob(SAMPLES))  # noqa: PTH207
    except ValueError as error:
        sys.stderr.write(
            f"make run: expected FILES to name files or folders, but {error}. "
            """Put names with blanks in quotes: make run FILES="'my scan.dcm' b.png"\n"""
        )
        sys.exit(2)
    falx = str(Path(sys.executable).with_name("falx"))
    os.execv(falx, [falx, *paths])


if __name__ == "__main__":
    main()

"""Programs of others, from Debian, that read what Falx writes."""

import shutil
import subprocess

import pytest


def run_tool(name, package, *arguments):
    """Run a program; skip the test where it is not installed, with the command to install it.

    Args:
        name: of the program.
        package: of Debian that holds it.
        arguments: for the program.

    Returns:
        Exit status, and what it printed on both outputs.
    """
    if shutil.which(name) is None:
        pytest.skip(f"{name} is missing; to install it: sudo apt-get install {package}")
    done = subprocess.run([name, *map(str, arguments)], capture_output=True, check=False, timeout=60)
    return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")

"""The message of a command about an unforeseen error."""

import os
import sys
import traceback

from cli.printing import warn
from core.files import is_full
from core.program.crash_log import keep_crash
from core.program.product import COMMAND
from core.program.wording import describe_error

# If set, the traceback is printed, too.
DEBUG_VARIABLE = "FALX_DEBUG"


def tell_crash(error: Exception) -> int:
    """Print an unforeseen error in one line and write a crash report; return the exit status."""
    if os.environ.get(DEBUG_VARIABLE):
        traceback.print_exception(error, file=sys.stderr)
    if is_full(error):
        name = getattr(error, "filename", None)
        place = f"{name}: " if name else ""
        warn(f"{COMMAND}: {place}no space is left; free some, then run the same command again")
        return 1
    report = keep_crash(error)
    kept = f"a report without names of files is in {report}" if report else "no report of it could be written"
    more = "" if os.environ.get(DEBUG_VARIABLE) else f"; {DEBUG_VARIABLE}=1 shows where it happened"
    warn(f"{COMMAND}: unexpected error ({describe_error(error)}); {kept}{more}")
    return 1

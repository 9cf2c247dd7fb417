"""A reader process in which some files crash what reads them, hang or stall it, by the beginning of their names.

Those that begin with `header-` do so already where their headers are read, or what they hold is listed.
"""

import ctypes
import threading

from core.reader_process.confinement import confine

HEADER = "header-"


def spoil(path):
    """Do to this process what a decoder may do that a file has got the better of."""
    name = path.name.removeprefix(HEADER)
    if name.startswith("crash"):
        ctypes.string_at(0)
    while name.startswith("hang"):
        pass
    if name.startswith("stall"):
        # As for a file on a share that is gone.
        threading.Event().wait()


def serve_badly(connection, block, limits):
    """Answer requests as `core.reader_process.entry.run_lazily` does, in a process for a test to start."""
    confinement = confine(limits.memory)
    import core.readers
    import core.readers.dicom.series
    import core.readers.looking
    from core.reader_process.child import serve

    for module, name in ((core.readers, "read_slices"), (core.readers.dicom.series, "read_of_stack")):
        setattr(module, name, _spoilt(getattr(module, name)))
    for name in ("look_at", "series_of", "list_contents"):
        setattr(core.readers.looking, name, _spoilt(getattr(core.readers.looking, name), HEADER))
    serve(connection, block, limits, confinement, is_importing_all=False)


def _spoilt(read, beginning=""):
    def spoil_or_read(path, *arguments):
        if path.name.startswith(beginning):
            spoil(path)
        return read(path, *arguments)

    return spoil_or_read

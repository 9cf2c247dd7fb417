"""A reader process in which some files crash a decoder, hang or stall it, by the beginning of their names."""

import ctypes
import threading

from core.reader_process.confinement import confine


def spoil(path):
    """Do to this process what a decoder may do that a file has got the better of."""
    if path.name.startswith("crash"):
        ctypes.string_at(0)
    while path.name.startswith("hang"):
        pass
    if path.name.startswith("stall"):
        # As for a file on a share that is gone.
        threading.Event().wait()


def serve_badly(connection, block, limits):
    """Answer requests as `core.reader_process.entry.run_lazily` does, in a process for a test to start."""
    confinement = confine(limits.memory)
    import core.readers
    import core.readers.dicom.series
    from core.reader_process.child import serve

    for module, name in ((core.readers, "read_slices"), (core.readers.dicom.series, "read_of_stack")):
        setattr(module, name, _spoilt(getattr(module, name)))
    serve(connection, block, limits, confinement, is_importing_all=False)


def _spoilt(read):
    def spoil_or_read(path, *arguments):
        spoil(path)
        return read(path, *arguments)

    return spoil_or_read

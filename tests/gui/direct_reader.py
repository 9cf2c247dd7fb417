"""A stand-in for the processes that read files, which reads in the process of the test."""

import contextlib

import core.readers
import core.series.catalogue
from core.readers import read_slices
from core.readers.dicom.header_texts import read_element_texts
from core.readers.dicom.series import read_of_stack
from core.readers.looking import HERE
from core.series.listing import list_series, use_password


class DirectReader:
    """Reads as `core.reader_process.file_reader.FileReader` does, by functions that a test may replace."""

    def warm_up(self):
        pass

    def close(self):
        pass

    def end_idle(self):
        pass

    def keeping(self, count):
        return contextlib.nullcontext()

    def read_slices(self, path, on_progress=None, is_wanted=None):
        # A test replaces what the window reads, which tells its progress, and no small pictures.
        return core.readers.read_slices(path, on_progress) if on_progress else read_slices(path)

    def read_series(self, series, on_progress=None, is_wanted=None):
        return core.series.catalogue.read_series(series, on_progress)

    def list_series(self, paths, on_progress=None, password=None, is_wanted=None):
        if password is not None:
            use_password(paths, password)
        return list_series(paths, on_progress)

    def neighbours_of(self, path, on_progress=None, is_wanted=None):
        return core.series.catalogue.neighbours_of(path, on_progress)

    def read_of_stack(self, path, windows, is_wanted=None):
        return read_of_stack(path, windows)

    def read_element_texts(self, path, keywords):
        return read_element_texts(path, keywords)

    def look_at(self, paths, on_progress=None, is_wanted=None):
        return HERE.look_at(paths)

    def series_of(self, paths, on_progress=None, is_wanted=None):
        return HERE.series_of(paths)

    def list_contents(self, path, is_wanted=None, password=None):
        if password is not None:
            use_password([path], password)
        return HERE.list_contents(path)

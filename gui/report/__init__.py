"""Handing a case over: the dialog that writes a report of the picture, and the thread that does the work."""

"""Builds the standalone program, its archive and its package; not part of the program."""

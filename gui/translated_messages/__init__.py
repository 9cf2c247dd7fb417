"""Texts that come in English from other processes and from deep in the program, put into the window's language."""

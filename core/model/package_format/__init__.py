"""The files of a model package: how they are read, written and checked."""

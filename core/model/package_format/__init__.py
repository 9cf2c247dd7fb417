"""The files of a model package: how they are read, and what has to be true of them."""

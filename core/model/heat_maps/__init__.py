"""Heat maps: a file for each method, and the table that names them all."""

"""Tools over the picture: ruler, angle, regions, magnifier."""

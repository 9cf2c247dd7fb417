"""A picture and how it is shown: slice, windowing, colour map, figure; and phantoms, the drawn heads of tests."""

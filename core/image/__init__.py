"""One picture and how it is shown: slice, window, colour map, figure; and the drawn heads of samples and tests."""

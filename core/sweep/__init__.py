"""All slices of an open stack classified one after the other, and the verdict on the study that they make."""

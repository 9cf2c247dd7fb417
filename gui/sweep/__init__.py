"""The strip below the picture: verdicts along the stack, the study's verdict, and the way through the slices."""

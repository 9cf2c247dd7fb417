"""The history in the window: what is shown and said is kept, found again, and trained on."""

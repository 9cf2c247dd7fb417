"""Small pieces that all windows share, and the look."""

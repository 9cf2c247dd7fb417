"""Small parts that all windows share: theme, icons, texts, controls."""

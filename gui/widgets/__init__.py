"""Small pieces that all windows share: theme, icons, texts, controls."""

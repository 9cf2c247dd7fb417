"""The window that classifies whole folders."""

"""The window that classifies whole folders: set-up, run, results, exports."""

"""Falx on this computer: product name, folders, log, crash reports, desktop entry; and wording that all texts share."""

"""Decode untrusted files in a process that is kept warm: its limits, what is sent to it, and what comes back."""

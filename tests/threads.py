"""Threads that work may leave behind."""

import threading


def working_threads():
    """Return the threads that are alive, but for the watchdog of reader processes, which outlasts them for a second."""
    return {thread for thread in threading.enumerate() if thread.is_alive() and thread.name != "falx reader watchdog"}

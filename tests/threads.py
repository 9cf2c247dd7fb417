"""Threads that work may leave behind."""

import threading


def our_threads() -> set[threading.Thread]:
    """Return the threads of Falx that are alive, but for the watchdog of reader processes."""
    return {thread for thread in working_threads() if thread.name.startswith("falx")}


def working_threads() -> set[threading.Thread]:
    """Return the threads that are alive, but for the watchdog of reader processes, which outlasts them for a second."""
    return {thread for thread in threading.enumerate() if thread.is_alive() and thread.name != "falx reader watchdog"}

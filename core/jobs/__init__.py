"""What crosses a process boundary: events, child processes, and the list of all job targets."""

"""What crosses a process boundary: events, child processes and the list of what they can be asked to do."""

"""Developer's commands: measure, and make what is committed."""

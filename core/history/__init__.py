"""What was read, and what its reader thinks of it: a SQLite database in the user's data folder."""

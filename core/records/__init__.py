"""Result records, one line of CSV or JSON Lines for each slice: write, resume, compare with folder names, triage."""

"""Records of classified slices: files (CSV, JSON Lines), resuming, agreement with folder names, triage."""

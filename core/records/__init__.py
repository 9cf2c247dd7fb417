"""Records of classified slices: their files, what resumes them, how they agree with folder names, and triage."""

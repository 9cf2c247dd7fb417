"""Why the model answers so: what the network sees of a picture, and whether it uses what the heat map shows."""

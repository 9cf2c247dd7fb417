"""The series of a study: found in what is opened by reading headers alone, and each read as a stack on demand."""

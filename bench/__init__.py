"""Developer commands: run benchmarks, and write the files and pages that are committed."""

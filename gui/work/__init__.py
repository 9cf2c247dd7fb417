"""Work behind the window: jobs in child processes, the inference thread, installed models that change."""

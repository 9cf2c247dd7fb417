"""Work behind the window: jobs in child processes, the inference thread, models that come and go."""

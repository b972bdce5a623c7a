"""Long work with progress: waits, runs, can be cancelled, and never half succeeds."""

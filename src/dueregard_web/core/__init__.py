"""What every page needs: configuration, clock, templates, headers, log lines."""

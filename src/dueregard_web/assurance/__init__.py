"""Commissioners and their providers: register, status, evidence, letters, the provider's side."""

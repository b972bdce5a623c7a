"""The papers of a commissioner's assurance, as documents."""

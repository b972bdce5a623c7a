"""The NHS Workforce Race Equality Standard, from people to a report that gives nobody away."""

__version__ = "0.1.0"

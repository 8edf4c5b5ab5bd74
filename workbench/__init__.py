"""From specifications to verdicts: reading, resolving, reconciling, running, checking."""

__version__ = "0.1.0"

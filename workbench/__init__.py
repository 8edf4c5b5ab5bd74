"""From specifications to verdicts: reading, resolving, reconciling, running, checking."""

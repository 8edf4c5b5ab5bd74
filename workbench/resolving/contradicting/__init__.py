"""Contradictions between the descriptions of one thing, a module for each: found, asked about, and settled."""

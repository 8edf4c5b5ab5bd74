"""Reconciling: generated text meets what is on disk; three-way merge, diff, atomic writing."""

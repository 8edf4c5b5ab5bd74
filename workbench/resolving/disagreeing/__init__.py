"""Disagreements in prose: sentences of different documents that cannot both hold, one module per kind."""

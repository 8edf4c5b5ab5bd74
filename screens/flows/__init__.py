"""Flows: what takes several steps and a confirmation in between."""

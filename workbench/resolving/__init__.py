"""Resolving: facts and answers to a blueprint, questions and assumptions; pure."""

"""Answers: what operations respond with, where they succeed and where they do not."""

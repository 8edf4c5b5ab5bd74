"""Answers that tests expect, and what must be stored after them."""

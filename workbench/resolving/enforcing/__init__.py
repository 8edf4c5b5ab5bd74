"""Enforcing: the rules that a blueprint enforces, and the requirements that each of them answers to."""

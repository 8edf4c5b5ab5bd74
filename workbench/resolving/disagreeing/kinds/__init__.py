"""Kinds of disagreement: one module each, with one function that finds it among the sentences on the desk."""

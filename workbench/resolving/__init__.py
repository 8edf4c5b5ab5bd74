"""Resolving: facts and answers to a blueprint, questions and assumptions; pure."""

from workbench.resolving.resolver import resolve

__all__ = ["resolve"]

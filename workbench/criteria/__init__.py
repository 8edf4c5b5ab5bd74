"""Checking: one module per criterion, each giving a verdict with evidence."""

from workbench.criteria.registry import CRITERIA, check

__all__ = ["CRITERIA", "check"]

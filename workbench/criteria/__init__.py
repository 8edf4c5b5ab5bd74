"""Checking: one module per criterion, each giving a verdict with evidence."""

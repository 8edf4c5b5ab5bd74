"""Ruling: lines of the exact notation, brought into the entities and operations of a blueprint."""

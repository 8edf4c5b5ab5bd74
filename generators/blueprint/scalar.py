"""Scalars: the values that defaults, conditions and literals can have."""

JsonScalar = str | int | float | bool | None
"""A scalar that JSON can carry."""

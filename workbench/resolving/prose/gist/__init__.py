"""Gists: sentences read by what their words mean, in whatever order and form they stand."""

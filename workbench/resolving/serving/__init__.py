"""Serving: what endpoints say, brought together into operations: paths, bodies, parameters and answers."""

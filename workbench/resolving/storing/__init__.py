"""Storing: what tables say, brought together into entities, their columns and what ties them."""

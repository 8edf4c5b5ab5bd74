"""Requests: the bodies of operations, and where each of their fields is stored."""

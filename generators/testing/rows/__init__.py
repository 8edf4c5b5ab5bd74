"""Rows that tests store: what must be there before a call, and what stands around it."""

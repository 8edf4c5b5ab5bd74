"""Modules of generated tests: one for each feature, for authentication and for concurrency, and what they stand on."""

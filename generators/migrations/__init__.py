"""Migrations: what the database holds, how it changes from one revision to the next, and how that is written."""

"""Deciding: the ledger of what holds, the questions that it asks, and the catalogue of gaps."""

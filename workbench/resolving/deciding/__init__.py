"""Deciding: the ledger of what holds, the questions that it asks, and the catalogues of contradictions and gaps."""

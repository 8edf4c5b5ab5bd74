"""Prose: sentences that ask for behaviour, tied word by word to what a blueprint enforces."""

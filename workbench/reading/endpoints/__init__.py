"""Endpoints in Markdown: where they are stated, and all that is said of each."""

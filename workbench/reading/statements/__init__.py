"""Sentences, rows and bullets that add to tables defined elsewhere in the document."""

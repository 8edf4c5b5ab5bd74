"""Sentences in other languages than English, word by word in English, so that the same readers serve them all."""

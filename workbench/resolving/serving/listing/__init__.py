"""Listing: what lists are filtered, searched, sorted and windowed by."""

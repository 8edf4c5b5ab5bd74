"""Bundled examples: specifications that are complete, for a first look and for proof."""

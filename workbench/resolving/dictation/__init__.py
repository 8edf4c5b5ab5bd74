"""Dictation: sentences about limits, numbers and derived values, taken down as lines of the exact notation."""

"""Text as lines: the values that every view of the screens is made of, and how they are coloured."""

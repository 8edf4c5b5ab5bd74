"""Reading: one reader per notation, text to facts, pure; nothing here compares documents."""

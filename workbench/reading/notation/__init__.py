"""The exact notation: rules written one a line, read into clauses or refused with the column of the mistake."""

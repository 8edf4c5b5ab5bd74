"""People: who may call what, whose a row is, and which rows are kept apart."""

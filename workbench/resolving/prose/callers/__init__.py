"""Claims about callers: accounts, tokens, and who may do what to whose rows."""

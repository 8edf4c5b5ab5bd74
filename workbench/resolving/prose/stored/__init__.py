"""Claims about what is stored: single columns, tables as a whole, and the values that are kept in them."""

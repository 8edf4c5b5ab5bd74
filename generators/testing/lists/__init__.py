"""Lists in tests: rows of which a filter must give some, in an order, by units of time."""

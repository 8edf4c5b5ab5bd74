"""Values that tests send: what fits, what is at the edge, and what must be refused."""

"""Routing: the paths of endpoints taken apart, and the names of what answers them."""

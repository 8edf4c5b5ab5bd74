"""Claims about what operations do: that they exist, what they write, and what lists are asked for."""

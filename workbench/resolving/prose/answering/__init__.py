"""Claims about answers: the situations that lead to a status, the words of errors, and what is shown."""

"""Behaviour told in sentences and tables: states and transitions, who may do what, what a change brings about."""

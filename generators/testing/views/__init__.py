"""Views: what the templates of an operation's tests ask for, a class for each kind of operation."""

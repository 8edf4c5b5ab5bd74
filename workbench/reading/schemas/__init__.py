"""Tables in schema languages and in the code of other frameworks."""

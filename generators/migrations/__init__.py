"""Migrations: what the database holds, how it changes from one revision to the next, and how that is written.

The schema that the revisions lead to is kept beside them, one document for each. A database is not there when one
generates; ``.workbench/`` is lost where nobody commits it, and knows nothing of branches; one document for the whole
schema conflicts whenever two branches meet; and reading the revisions' own code back would need to understand
whatever a person wrote into it.
"""

"""SQL: DDL in files of its own and in fences, whole or broken."""

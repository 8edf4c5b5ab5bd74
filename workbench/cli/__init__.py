"""The command line: everything that the UI does, for scripts and CI."""

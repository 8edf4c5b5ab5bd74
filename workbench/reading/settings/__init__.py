"""What holds beyond one endpoint or table: settings, environment variables, the form of errors."""

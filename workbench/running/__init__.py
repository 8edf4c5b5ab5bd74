"""Running: an embedded PostgreSQL, migrations, pytest and coverage in a subprocess, events streamed."""

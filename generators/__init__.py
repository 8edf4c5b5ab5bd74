"""What a backend is (the blueprint) and how it is written: renderers and templates."""

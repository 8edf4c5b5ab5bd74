"""What a phrase says of one value: its type, choices, limits, key and default, in whatever notation it stands."""

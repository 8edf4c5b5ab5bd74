"""What requests and responses hold, from whatever people show in place of a schema."""

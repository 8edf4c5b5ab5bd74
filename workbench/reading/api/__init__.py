"""Files that describe an API for machines: OpenAPI, JSON Schema, Postman collections."""

"""Database tables in Markdown: columns in tables, bullets, short forms and boxes, and rows that are shown."""

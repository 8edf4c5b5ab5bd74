"""What documents are made of: Markdown as sections and blocks, data as nodes, each with its lines."""

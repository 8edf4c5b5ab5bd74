"""Where Markdown states endpoints: headings, tables, lists, fences and sentences that hold a method and a path."""

"""What the documents leave unsaid and the generated backend decides: the catalogue of plain assumptions."""

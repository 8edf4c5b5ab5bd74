"""Two hand-written backends over the tables of the bundled example, to measure the generated one against."""

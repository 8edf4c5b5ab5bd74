"""The Textual application: four places over one session."""

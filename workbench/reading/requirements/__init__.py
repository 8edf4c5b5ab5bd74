"""Requirements: sentences, scenarios and rules in fences that ask for behaviour, and steps between states."""

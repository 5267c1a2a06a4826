"""The whole story, top-down: one module for each thing that a user does."""

"""A returned form to a result: validated, recomputed, compared with what was shown."""

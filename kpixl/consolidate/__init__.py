"""Single results to one consolidation of the whole cycle."""

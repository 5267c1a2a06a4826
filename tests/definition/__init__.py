"""The tests of kpixl.definition."""

"""The tests of kpixl.model."""

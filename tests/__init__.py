"""The tests of kpixl, mirroring its tree."""

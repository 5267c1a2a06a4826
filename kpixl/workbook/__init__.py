"""Forms as Excel workbooks: planned, written, and read back."""

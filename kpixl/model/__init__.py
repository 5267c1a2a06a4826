"""Frozen nouns, no input or output. Import them from the module that holds them."""

"""The pages of the reference, each made from a table of the code."""

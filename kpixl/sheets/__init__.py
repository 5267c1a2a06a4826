"""Workbooks from outside, taken apart with care: parts, sheets, names and cells, read within a budget."""

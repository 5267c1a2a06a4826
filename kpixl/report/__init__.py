"""What is left behind for people and programs: the results workbook, JSON, CSV, lists."""

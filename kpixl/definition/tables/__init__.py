"""Tables as people keep them: the sheets of a workbook or a text file, as grids of cells."""

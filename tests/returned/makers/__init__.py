"""How each file of the corpus comes about: a table for every engine, and for what people do without one."""

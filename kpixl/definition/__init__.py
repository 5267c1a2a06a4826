"""Source to model: schemes from YAML, rosters from tables. Import from the module that holds the name."""

"""The store of one appraisal cycle."""

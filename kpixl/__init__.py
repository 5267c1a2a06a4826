"""kpixl: one definition of an appraisal scheme becomes forms, returns and pay."""

__version__ = "0.1.0"

"""Codes of findings: definition."""

from kpixl.findings.finding import register

register()

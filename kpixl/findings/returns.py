"""Codes of findings: returns."""

from kpixl.findings.finding import register

register()

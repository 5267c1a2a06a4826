"""Codes of findings: rules."""

from kpixl.findings.finding import register

register()

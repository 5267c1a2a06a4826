"""Codes of findings: cycle."""

from kpixl.findings.finding import register

register()

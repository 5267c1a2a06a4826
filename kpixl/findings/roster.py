"""Codes of findings: roster."""

from kpixl.findings.finding import register

register()

"""The rule language, pure: parser, checks, order, and three back ends (exact, Excel, words)."""

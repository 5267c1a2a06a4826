"""Measurements that take too long for the tests. Run from the top of the tree: python -m benchmarks.kills."""

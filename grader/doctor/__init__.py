"""What this machine can do, found by trying it: probe | attempts | examination, verdict.

Kept empty: the probe is a process of its own that imports this package, and must load no more than it needs.
"""

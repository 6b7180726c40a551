"""The assignment of benchmarks/field.py: its 12 checks, its submissions, and its form for each tool."""

"""Engines map grading over submissions; `local` does it with processes on this machine."""

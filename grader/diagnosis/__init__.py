"""Naming the mistake: a catalogue of wrong variants of the reference, and their replay."""

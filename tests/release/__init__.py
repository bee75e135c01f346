"""Decisions: the text that they are about, and how far they carry it."""

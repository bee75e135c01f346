"""Fragments of the doctree → one PDF for reading and for keeping (PDF/UA-1 and PDF/A-3a)."""

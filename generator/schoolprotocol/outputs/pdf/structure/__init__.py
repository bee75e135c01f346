"""Mends the structure tree of a PDF: what a screen reader walks through."""

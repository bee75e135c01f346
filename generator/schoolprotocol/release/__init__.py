"""release: Policy → frozen JSON with its hash, and how far decisions carry a text.

A release is written once; never rebuilt, never edited.
"""

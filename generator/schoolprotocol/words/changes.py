"""What happened to a text, in words."""

from __future__ import annotations

FACETS: dict[str, str] = {
    "added": "toegevoegd",
    "dropped": "vervallen",
    "split": "gesplitst",
    "merged": "samengevoegd",
    "changed": "gewijzigd",
    "kort": "andere korte zin",
    "title": "andere titel",
    "moved": "verplaatst",
    "form": "andere vorm",
    "audience": "andere doelgroep",
    "reference": "andere verwijzing",
    "parameter": "ander gegeven",
    "heading": "kop gewijzigd",
    "renamed": "andere sleutel",
    "metadata": "gegevens gewijzigd",
    "renumbered": "hernummerd",
}

HAPPENED: dict[str, str] = {
    "added": "toegevoegd",
    "dropped": "vervallen",
    "split": "gesplitst",
    "merged": "samengevoegd",
    "changed": "gewijzigd",
    "heading": "gewijzigd",
    "moved": "verplaatst",
}

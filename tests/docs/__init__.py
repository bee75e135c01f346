"""The documentation: what it shows, happens."""

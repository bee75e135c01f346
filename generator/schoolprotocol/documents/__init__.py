"""documents: what every command asks of a document: find it, check it, compare its versions, follow its decisions."""

"""The score of the comparison: a labelled corpus, random labelled edits, rivals, and what is wanted."""

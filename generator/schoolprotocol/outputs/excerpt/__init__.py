"""Policy → the text for the schoolgids, in every form."""

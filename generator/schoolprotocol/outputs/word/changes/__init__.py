"""Two versions as one document: which words stay (`links`), how it is laid (`merge`, `marks`), why (`comments`)."""

"""Change set → the change report: HTML, PDF, Word, Markdown, JSON."""

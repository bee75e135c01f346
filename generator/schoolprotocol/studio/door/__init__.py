"""Who may come in, and what a request may look like: fences, people with their roles, sessions."""

"""render: Policy or ChangeSet → text: MyST pages, schoolgids excerpts, reports.

Pure: the templates stand in `templates/`.
"""

"""compare: (Policy, Policy) → ChangeSet. Pure; works on policies, never on HTML or source files.

slots (every text by name) → matching (clauses by id and lineage) → sections, order (moves) → blocks, words, segments →
classify → headings, control, values, notes → prove (both policies rebuilt).
"""

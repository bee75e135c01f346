"""schoolprotocol: one structured source of clauses, a policy document per school."""

__version__ = "0.1.0"
